"""Who steers a directive's carrying out (ban chỉ đạo, tiểu ban), and how many were trained for it."""
