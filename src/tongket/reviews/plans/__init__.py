"""When a directive is reviewed: every year, after five years, after ten (sơ kết, tổng kết)."""
