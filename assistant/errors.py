"""What can go wrong in the assistant package.

RegripError
└── AssistantError
    ├── QuestionError       the input cannot be read as a question: empty, too long, not text
    ├── SettingsError       a setting is unknown or out of range; the message gives its path
    ├── ModelFileError      a committed model file is missing, damaged or of another version
    └── StateError          the record of conversations cannot be opened or written
"""

from corpus.errors import RegripError


class AssistantError(RegripError):
    """Something in making an answer failed."""

    code = "assistant"


class QuestionError(AssistantError):
    """The input cannot be read as a question."""

    code = "bad_input"


class SettingsError(AssistantError):
    """A setting is unknown or out of range."""

    code = "settings"


class ModelFileError(AssistantError):
    """A committed model file is missing, damaged or of another version."""

    code = "model_file"


class StateError(AssistantError):
    """The record of conversations cannot be opened or written."""

    code = "state"
