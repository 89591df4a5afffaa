"""Search: vectors in Chroma, keywords in BM25, fused. Imports the corpus only."""
