"""Who: the dated tree of units, successions, posts, hosts, grants."""
