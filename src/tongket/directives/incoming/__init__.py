"""Papers that arrive: the arrival book, the leader's instruction, the doors to the office's document system."""
