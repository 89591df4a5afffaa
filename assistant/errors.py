"""What can go wrong in the assistant package.

RegripError
└── AssistantError
    ├── QuestionError       the input cannot be read as a question: empty, too long, not text
    ├── SettingsError       a setting is unknown or out of range; the message gives its path
    ├── ModelFileError      a committed model file is missing, damaged or of another version
    ├── StateError          the record of conversations cannot be opened or written
    │   ├── NotFound        what was named is not there, or is not for this user to see
    │   ├── NotAllowed      this user may see it but not do this to it, or nobody has said who they are
    │   ├── Conflict        it has changed since it was read, or is there already
    │   ├── NotKept         the settings say that nothing is kept
    │   └── HomeInUse       another process serves this home folder
    ├── BriefingError       a briefing cannot be written: its form, its file or a library that makes it
    │   ├── TemplateError   a template cannot be filled: no Word document, or a tag in it is broken
    │   │   └── TemplateTooLarge   it has more bytes than are taken
    │   └── TemplateWaits   too many templates are being filled at this moment
    └── LanguageModelError  the language model cannot be used, fails or breaks off
        └── LanguageModelLate   it does not answer in time
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


class NotFound(StateError):
    """What was named is not there, or is not for this user to see: the two are told alike."""

    code = "not_found"


class NotAllowed(StateError):
    """This user may see it, but may not do this to it."""

    code = "not_allowed"


class Conflict(StateError):
    """It has changed since it was read, or is there already."""

    code = "conflict"


class NotKept(StateError):
    """The settings say that nothing is kept."""

    code = "not_kept"


class HomeInUse(StateError):
    """Another process serves this home folder. The message names it and says since when."""

    code = "home_in_use"


class BriefingError(AssistantError):
    """A briefing cannot be written. The message names the format or file, never its text."""

    code = "briefing"


class TemplateError(BriefingError):
    """A template cannot be filled. The message names it and, where it can be told, the tag at which it is broken."""

    code = "template"


class TemplateTooLarge(TemplateError):
    """A template has more bytes than are taken."""

    code = "too_large"


class TemplateWaits(BriefingError):
    """As many templates are being filled as may be; it can be tried again in a moment."""

    code = "template_waits"


class LanguageModelError(AssistantError):
    """The language model cannot be used, fails or breaks off. The message says so without the user's or the server's text."""

    code = "language_model"


class LanguageModelLate(LanguageModelError):
    """The language model does not answer in time."""
