"""Numbers said in text: which of them are figures of a service, of what, and whose."""
