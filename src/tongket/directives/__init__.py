"""What was ordered: papers, clauses, briefings."""
