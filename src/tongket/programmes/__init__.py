"""What was promised: tasks, targets, agreements."""
