"""Work files: opened, filled with papers, closed, handed over with minutes and the list of papers."""
