"""Public retrieval sets: does search find what the judgements call relevant?"""
