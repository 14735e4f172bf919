"""The officer's desk: whatever shows several rooms at once."""
