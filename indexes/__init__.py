"""Search: vectors in Chroma, keywords in BM25, fused. Imports the corpus only."""

import os

# ONNX Runtime reports to its maker unless this stands before it is loaded; child processes inherit it.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
