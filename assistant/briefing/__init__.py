"""Briefings: an answer, a conversation or a case as a paper whose every statement can be followed to its source.

`papers` and `transcripts` make the one neutral record of `models`; `writers` put it into a file.
"""
