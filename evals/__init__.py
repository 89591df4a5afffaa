"""Measurements. Nothing imports them; tests assert, evaluations measure."""
