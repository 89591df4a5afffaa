"""Messages that must be stopped, cleaned or let through."""
