"""The codes by which offices name each other in the exchange of papers (mã định danh cơ quan)."""
