"""Killing Regrip at random moments of its work, and looking for anything acknowledged that is gone."""
