"""The stage engine: what stage a service is in, from what people say of it, with the words that show it."""

from assistant.engine.engine import StageEngine, load_encoder
from assistant.engine.places import place_marks
from assistant.engine.sentences import split_sentences
from assistant.engine.texts import SourceText

__all__ = ["SourceText", "StageEngine", "load_encoder", "place_marks", "split_sentences"]
