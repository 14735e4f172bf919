"""Vietnamese: 1.234,5 and 22/11/2026."""
