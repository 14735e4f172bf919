"""`tongket bench figures`: a country's invented figures in a store of their own, and how fast they are added up."""
