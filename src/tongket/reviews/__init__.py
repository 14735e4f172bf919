"""What came of it: meetings, reviews, claims, conclusions."""
