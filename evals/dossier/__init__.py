"""A dossier of forty pages, traced and timed."""
