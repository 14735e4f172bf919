"""English: 1,234.5 and 22 November 2026."""
