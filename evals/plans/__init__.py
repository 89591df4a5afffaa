"""Plans, checked against the situation they were written for and judged action by action."""
