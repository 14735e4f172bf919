"""Who is thanked: awards."""
