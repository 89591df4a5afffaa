"""The labelled texts and the program that makes the stage model from them: `python -m assistant.training`."""
