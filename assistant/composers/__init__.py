"""Evidence to answers."""
