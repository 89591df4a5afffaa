"""Single sentences: what they describe, and how it stands."""
