"""The face for programs: figures in and out with a token. No tables, no rules."""
