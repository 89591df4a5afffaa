"""The JSON API under `/api/v1/`: the same verbs and records as the commands, and cases. Knows nothing of Gradio."""
