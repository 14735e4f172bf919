"""The sample data, made by the real actions."""
