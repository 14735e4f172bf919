"""What was done: indicators, forms, reports, figures, completeness."""
