"""How numbers and days are written, by language."""
