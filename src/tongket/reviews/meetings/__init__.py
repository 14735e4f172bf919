"""Meetings: planned, invited to, held, written down; what they decided becomes tasks."""
