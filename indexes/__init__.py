"""Search: vectors in Chroma, keywords in BM25, fused. Imports the corpus only."""

import os

# Libraries below that would report to their makers, or ask their hub who is using them, unless these stand before they are loaded; child
# processes inherit them. Whoever wants otherwise sets them himself.
for _name, _value in {
    "ORT_DISABLE_TELEMETRY": "1",
    "ANONYMIZED_TELEMETRY": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
}.items():
    os.environ.setdefault(_name, _value)
