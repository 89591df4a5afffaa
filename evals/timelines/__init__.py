"""Dossiers of dated papers, traced and judged paper by paper and as a whole."""
