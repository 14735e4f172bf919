"""The weekly calendar (lịch công tác tuần) of an office: meetings, receptions, deadlines, what was typed."""
