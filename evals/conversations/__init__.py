"""Conversations, answered and judged turn by turn."""
