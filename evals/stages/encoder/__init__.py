"""A candidate for the stage engine: MiniLM fine-tuned together with a network over the sentences of a text."""
