"""Evaluation cases made of what readers said of answers."""
