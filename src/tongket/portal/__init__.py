"""The public side: home, programme and review pages without an account."""
