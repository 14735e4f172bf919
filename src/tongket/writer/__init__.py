"""Writes official documents: one document model, rendered to Word, PDF and HTML."""
