"""Measures the bars that tongket has set itself."""
