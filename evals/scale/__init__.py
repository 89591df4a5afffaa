"""How long building, opening and searching take, and what they cost in disk and memory, at sizes far above the corpus."""
