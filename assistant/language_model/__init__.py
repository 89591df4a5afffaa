"""A chat model that the user has set up: asked with time-outs and retries, its text read sentence by sentence.

Nothing of LangChain is imported before the first question to the model; without the setting `llm.model` nothing of it ever is.
"""
