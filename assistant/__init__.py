"""Answers: screening, staging, retrieval, composing, checking, recording. Imports the indexes and the corpus."""
