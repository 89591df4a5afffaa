"""Whether the passages found answer a question at all, and whether they contradict what it takes for granted."""

from assistant.answerability.judge import Judge, Verdict

__all__ = ["Judge", "Verdict"]
