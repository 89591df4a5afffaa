"""Processes that take the place of the one that fills a template, and behave as one would that a template has broken into."""
