"""Papers that go out: draft, initials, routing slip, signature, number, seal, issue, file."""
