"""What the user wants: the intent, the stage or place they name, what they withdraw, and a query that stands alone."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.messages.judging import asks_stage, intent_of
from assistant.messages.models import Reading
from assistant.models import Intent, UserDocument
from assistant.queries.change_asks import ChangeAsk
from assistant.queries.changes import change_asked
from assistant.queries.councils import councils_asked_of, is_a_word
from assistant.queries.entities import is_subject, known_places, stages_by_number
from assistant.queries.follow_ups import asks_of_an_account, leans_on_an_account, standalone_query
from assistant.queries.own_lists import with_items
from assistant.queries.plan_lists import plan_to_check, stage_stated, told_beside_plan
from assistant.queries.stage_asks import match_asked
from assistant.queries.stage_follow_ups import FollowUp, asked_of_a_stage, follow_up, without_follow_ups
from assistant.queries.weighing import weighed
from assistant.queries.withdrawals import kept_turns, only_withdraws, withdraws
from corpus.vocabulary import STAGE_NAMES, STAGES, Stage

_ABOUT = re.compile(
    r"\b(?:who|what) are you\b|\bwhat (?:can|do) you do\b|\bhow do(?:es)? (?:you|this|regrip) work\b|\bwhat is regrip\b|"
    r"\bare you (?:an? )?(?:ai|bot|human|person|language model)\b|\bwhere do your (?:answers|sources|facts) come from\b|"
    r"^\W*(?:hello|hi|hey|good (?:morning|afternoon|evening)|thanks|thank you)\W*$"
)
_PLAN = re.compile(
    r"\b(?:our|this|the|my|draft|improvement) (?:\w+ ){0,3}plan\b[^.?!]{0,80}\b(?:right|fit|fits|match|sensible|good|enough|check|review|missing|cut)\b|"
    r"\b(?:check|review|critique|test) (?:our|this|my|the) (?:\w+ ){0,3}(?:plan|actions)\b"
)
_BRINGS_A_PLAN = re.compile(
    r"\b(?:our|my|the|this) (?:\w+ ){0,2}plan(?:s|ned)?\b(?! (?:failed|has failed|has come|came))|\bplan\s*:"
    r"|\bwe(?:'re| are)? (?:will|shall|plan|planning|propose|intend|want|going)\b|\bwe'll\b|^\W*(?:plan|actions?|proposal)\b"
)
_COMPARISON = re.compile(
    r"\bcompar(?:e|ed|ing|ison)\b|\bversus\b|\bvs\.?\b|\bdifferen(?:ce|t) (?:between|from)\b|\bdiffers? from\b|\brather than\b"
)
_MEASURE = re.compile(
    r"\bhow (?:would|will|do|should|can) (?:we|i|you|a director|leaders) (?:know|measure|tell|track)\b|\bwhat (?:should|do|would) (?:we|i) (?:measure|track|count|monitor)\b|"
    r"\b(?:measures?|indicators?|metrics?|kpis?|dashboard)\b[^.?!]{0,40}\?|\bone page\b"
)
_DEFINITION = re.compile(
    r"^\W*(?:what (?:is|are|does|do)|what's|define|explain|meaning of)\b[^?]{0,60}\b(?:mean|means|definition|losing grip|service breakdown|systemic crisis|complete lock|stages?)\b|"
    r"\bwhat (?:do you|does regrip) mean by\b|^\W*(?:define|what is meant by)\b|^\W*what's (?:an? |the )?[\w-]{2,20}\W*$|^\W*what (?:is|are) (?:an? |the )?[\w\- ]{3,40}\?*\W*$"
)
_CASE = re.compile(
    r"\bexamples?\b|\b(?:who|which (?:councils?|places?|authorit\w+|services?))\b[^.?!]{0,40}\b(?:recovered|climbed|improved|turned|done|got|came|moved|escaped)\b|"
    r"\b[Hh]ow did [A-Z]|\b[Ww]hat (?:happened|went wrong) (?:in|at|to) [A-Z]|\bcase stud(?:y|ies)\b|\bhas (?:that|this|anyone|anybody|anywhere)\b[^.?!]{0,30}\b(?:happened|done|elsewhere|managed|else)\b|\blearn from\b|\b[Ww]hat did [A-Z]\w+"
)
_FACT = re.compile(
    r"\bhow (?:many|much|long|often|old)\b|\bwhat (?:is|are|was|were) the\b|\bwhen (?:did|was|is|does|will)\b|\bwho (?:is|was|wrote|said)\b|"
    r"\bwhat (?:percentage|proportion|share|rate|number)\b|\bdoes (?:the|national|research|evidence)\b|\bwhat (?:changed|did)\b|\bis a? ?\d|\b(?:figures?|rates?) for\b"
)
_STAGE_ASK = re.compile(
    r"\b(?:what|which) stage\b|\bwhere (?:are|do) we\b|\bwhere (?:does that|would you) (?:leave|put) us\b|\bhow bad (?:is|are)\b|\bare we in (?:crisis|trouble|breakdown|lock|grip)\b|"
    r"\bwhat (?:should|do|can|must) (?:we|i) do (?:next|now|first)\b|\bwhat (?:now|next)\b|\bwhere next\b|\bwhat do i (?:cut|do|stop)\b|\bwhy would i worry\b|\bshould i (?:be worried|worry)\b|"
    r"\bhow (?:do|would) you (?:see|read|rate|judge) (?:us|our|this)\b|\bwhat does (?:that|this) (?:tell|say)\b|\brate (?:us|our)\b"
)
_PLAIN_FACT = re.compile(r"^\W*(?:by how much|what (?:was|were)|who(?:'s| is| was)|when (?:was|did))\b")
_TO_MAKE_OF_IT = re.compile(r"\b(?:worr\w+|bad|tell|normal|high|low|good|mean)\b")
_DIGIT = re.compile(r"\d")
_WHAT_HELPS = re.compile(r"^\W*(?:and |so )?what (?:works|helps|would help|actually helps)\b")
SURE_STAGE = 0.9
"""From this chance on a description is to be staged whatever its closing question."""
_HOW_TO = re.compile(r"(?<![^.?!])(?>[^.?!]*?\bhow (?:do|can|should|would|could) (?:i|we|you|one)\b)[^.?!]*+\?\W*$")
"""A closing question that asks for a way of doing something, not for a place on the ladder."""
_OPENS_HOW = re.compile(
    r"^\W*(?:(?:and|so|but|ok|now|please)\W+)*(?:how (?:do|can|should|would|could) (?:i|we|you|one)\b(?! (?:know|tell|measure|track|count|see)\b)"
    r"|what (?:else )?(?:can|could|should) (?:i|we|you|one) do (?:about|to|with)\b)"
)
"""The same at the beginning of a sentence, where it asks without a question mark too."""
MERELY_TOLD = 0.7
"""Below this chance of a stage one sentence told before such a question is what it is about, and no account to be staged."""
LONGEST_FOLLOW_UP = 20
"""Words up to which a question on an account is one that could be put on an assessment."""
_OURS = re.compile(r"\b(?:we|we're|we've|our|ours|us|i|i'm|i've|my)\b")
_QUESTION_ABOUT = re.compile(
    r"^\W*(?:and |so |but |ok |please )*(?:what|which|who|when|where|why|how|is|are|was|were|does|do|did|can|could|should|would|will|give|tell|show|list|write|compare|explain|define|name)\b"
)
_ASKS = re.compile(
    r"^\W*(?:(?:and|so|but|ok) )?(?:what|which|who|whose|when|where|why|how|is|are|was|were|does|do|did|has|have|can|could|should)\b"
)
_PLACE = re.compile(r"(?<![.?!]\s)(?<!^)\b[A-Z][a-z]+(?:(?:\s(?:of|and|upon|on|in|the)\s|[\s-])[A-Z][a-z]+)*\b")
_NOT_NAMES = frozenset(
    """
    I Ofsted DfE Department Education England English Children Children's Child Council Councils Government March
    April May June July August September October November December January February Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday Is Are Do Does What Which Who When Where Why How Give Write Can Should Would
    Local Authority Director Regrip Adviser Inspector Heads Trust Stage Safety National Reform Act Guidance
    Framework The A An
    """.split()
)


def asks_what_regrip_is(text: str) -> bool:
    """Return whether a message greets, or asks in so many words what Regrip is."""
    return _ABOUT.search(text.lower()) is not None


def asks_something_else(text: str) -> bool:
    """Return whether a message asks a question, and not where a service stands or what it should do next."""
    plain = text.lower()
    asks = "?" in plain or any(_ASKS.match(s) for s in re.split(r"(?<=[.!?])\s+|,\s+", plain))
    return asks and "stage" not in plain and not _STAGE_ASK.search(plain)


@dataclass(frozen=True)
class Understanding:
    """What is made of a conversation. `places` are proper names in the question; `stages` those it names.

    `follow_up` is what is asked of the assessment of what was told before, where there can be one. `otherwise` is the intent of a
    message that tells of a service and asks nothing beyond what to do, should no stage be seen in it. `taken_back` is what was told of a service and
    is taken back by a message that does nothing else. `weighs` is the question whether an action is wise for the service described.
    `changes` is what is asked of the course that the user's papers show.
    `on_account` is a question on the service described that names no subject, and `leans` whether it says nothing without that.
    `stated` is the stage that the users say their service is in, where they bring a plan to have it checked.
    """

    intent: Intent
    query: str
    stages: tuple[Stage, ...] = ()
    places: tuple[str, ...] = ()
    describes: bool = False
    kept_turns: tuple[int, ...] = ()
    drops_documents: bool = False
    follow_up: FollowUp | None = None
    otherwise: Intent | None = None
    taken_back: tuple[str, ...] = ()
    weighs: str = ""
    changes: ChangeAsk | None = None
    stated: Stage | None = None
    on_account: str = ""
    leans: bool = False


Rewrite = Callable[[Sequence[str], str], str]
"""From the turns that hold and the rules' own standalone query to a better one, or the same."""


def understand(
    turns: Sequence[str],
    has_documents: bool = False,
    reading: Reading | None = None,
    rewrite: Rewrite | None = None,
    documents: Sequence[UserDocument] = (),
    reread: Callable[[str], Reading] | None = None,
) -> Understanding:
    """Return what the last of `turns` asks, read in the light of those before it.

    Works by rules, for the intent by the learned `reading` where there is one and it is sure, and for the query by `rewrite` where
    there is one. Without that the same conversation always gives the same result. Only with `documents` can it ask what they show to have
    changed. A short question that takes its place from an earlier one is read anew by `reread`, with the place in it.
    """
    kept, drops = kept_turns(turns)
    last = turns[-1]
    papers = has_documents and not drops
    describes = _describes([turns[i] for i in kept]) or papers
    said = with_items([*(turns[i] for i in kept if i < len(turns) - 1), last])
    changes = change_asked(said, documents) if not drops else None
    asked = _followed_up(said, papers) if describes and changes is None else None
    heard = without_follow_ups(said, papers) if describes else said
    query = standalone_query(heard)
    if rewrite is not None and len(said) > 1 and asked is None and changes is None:
        query = rewrite(said, query)
    intent = _intent(query, describes, len(turns) > 1)
    if reading is not None and reread is not None and set(known_places(query)) - set(known_places(last)):
        reading = reread(query)
    if reading is not None and not withdraws(last):
        intent = _settled(intent, reading, last, describes)
    otherwise = None
    brings_a_plan = bool(plan_to_check(last))
    if brings_a_plan and not withdraws(last):
        intent, asked = "plan_check", None
    on_account = describes and asked is None and changes is None and not brings_a_plan and asks_of_an_account(heard)
    taken_back = _taken_back(turns, kept)
    if taken_back:
        intent, asked, query = "stage_and_next", None, last
    elif changes is not None:
        intent, asked = "stage_and_next", asked_of_a_stage(changes.then)
    elif not brings_a_plan and _may_be_staged(intent, last):
        intent, otherwise = "stage_and_next", intent
    return Understanding(
        intent=intent,
        query=query,
        stages=tuple(stage for stage in STAGES if _names_stage(query, stage)),
        places=tuple(dict.fromkeys([*(p for p in known_places(query) if not is_a_word(p, query)), *_places(last)])),
        describes=describes,
        kept_turns=tuple(kept),
        drops_documents=drops,
        follow_up=asked,
        otherwise=otherwise,
        taken_back=taken_back,
        weighs=weighed(said, query) if describes and asked is None and changes is None and not brings_a_plan else "",
        changes=None if taken_back else changes,
        on_account=query if on_account and len(last.split()) <= LONGEST_FOLLOW_UP else "",
        leans=on_account and leans_on_an_account(heard),
        stated=stage_stated([turns[i] for i in kept]) if intent == "plan_check" else None,
    )


def _followed_up(said: Sequence[str], papers: bool) -> FollowUp | None:
    """Return what is asked of the assessment. A plan that was checked in between leaves that standing; "why?" is then about the plan."""
    accounts = [rest for turn in said[:-1] if _describes([rest := told_beside_plan(turn)]) or rest == turn]
    found = follow_up([*accounts, said[-1]], papers)
    checked = any(map(plan_to_check, said[-2:-1]))
    return None if found is not None and found.kind == "why" and checked else found


def _taken_back(turns: Sequence[str], kept: Sequence[int]) -> tuple[str, ...]:
    """Return the accounts that the last message takes back, where it does nothing else."""
    if len(turns) < 2 or not only_withdraws(turns[-1]):
        return ()
    before, _ = kept_turns(turns[:-1])
    return tuple(turns[n] for n in before if n not in kept and _describes([turns[n]]))


def _may_be_staged(intent: Intent, last: str) -> bool:
    """Return whether a message read as another question tells of a service and asks what to do, or nothing at all."""
    if intent == "stage_and_next" or not _describes([last]) or _asks_how_of_one_thing(last):
        return False
    sentences = re.split(r"(?<=[.?!])\s+|\n+", last.strip())
    asked = match_asked(sentences[-1])
    if asked is not None and asked[0] == "next":
        return True
    if intent == "comparison" and len(sentences) == 1:
        return False
    return intent in ("plan_check", "comparison") and _only_describes(last)


def _settled(rule: Intent, reading: Reading, last: str, describes: bool) -> Intent:
    """Return the intent by the reader and the rule together, where the message does not ask for the stage in so many words.

    A plan can only be checked against a situation. A description that closes with a plain question of another sort is that question.
    """
    if rule == "stage_and_next" and asks_stage(last):
        return rule
    if rule == "guidance" and _WHAT_HELPS.search(last.lower()):
        return rule
    if len(last.split()) <= 16 and _asks_of_a_figure(last.lower()):
        return "measure"
    if (
        rule in ("stage_and_next", "guidance")
        and _asks_how_of_one_thing(last)
        and reading.chance("stage") < MERELY_TOLD
    ):
        return "guidance"
    intent = intent_of(rule, reading)
    if intent == "plan_check" and not describes and rule != "plan_check":
        return "guidance"
    closing = re.split(r"(?<=[.?!])\s+|\n+", last.strip())[-1]
    if intent == "stage_and_next" and closing.endswith("?") and reading.chance("stage") < SURE_STAGE:
        asked: Intent = "fact" if _PLAIN_FACT.search(closing.lower()) else _intent(closing, False, True)
        return intent if asked in ("guidance", "about", "plan_check") else asked
    return intent


def _only_describes(last: str) -> bool:
    """Return whether a message tells of a service, asks nothing, and neither brings a plan nor holds two things against each other."""
    if asks_something_else(last) or "?" in last or not _describes([last]):
        return False
    return not _BRINGS_A_PLAN.search(last.lower()) and not _COMPARISON.search(last.lower())


def _asks_how_of_one_thing(last: str) -> bool:
    """Return whether a message tells one thing in a sentence and asks how to deal with it: "Schools stay away. How do we win them back"."""
    sentences = [s for s in re.split(r"(?<=[.?!])\s+|\n+", last.strip()) if s]
    return len(sentences) == 2 and not sentences[0].endswith("?") and bool(_OPENS_HOW.match(sentences[1].lower()))


def _asks_of_a_figure(text: str) -> bool:
    """Return whether a text gives a figure or two and asks what to make of it: a comparator answers that, not a stage.

    The words that ask stand in its last sentence, and the figure in that or in what was told just before.
    """
    plain = text.rstrip()
    if not plain.endswith("?"):
        return False
    last = plain.rfind(".") + 1
    asked = [match.start() for match in _TO_MAKE_OF_IT.finditer(plain, last)]
    return bool(asked) and _DIGIT.search(plain, plain.rfind("?", 0, last) + 1, asked[-1]) is not None


def _describes(turns: Sequence[str]) -> bool:
    """Return whether the user has said anything of a service beyond asking about one."""
    statements = [s for turn in turns for s in re.split(r"(?<=[.?!])\s+|\n+", turn) if not s.rstrip().endswith("?")]
    words = sum(len(s.split()) for s in statements if not _QUESTION_ABOUT.match(s.lower()))
    return words >= 6


def _intent(last: str, describes: bool, follows: bool) -> Intent:
    plain = last.lower()
    if asks_what_regrip_is(last):
        return "about"
    if _PLAN.search(plain) and not _STAGE_ASK.search(plain):
        return "plan_check"
    if _STAGE_ASK.search(plain) and (describes or _OURS.search(plain)) and not _names_any_stage(plain):
        return "stage_and_next"
    if _tells_more_than_it_asks(last) and not _HOW_TO.search(plain):
        return "stage_and_next"
    tries: tuple[tuple[Intent, re.Pattern[str], str], ...] = (
        ("comparison", _COMPARISON, plain),
        ("measure", _MEASURE, plain),
        ("case_example", _CASE, last),
        ("definition", _DEFINITION, plain),
        ("fact", _FACT, plain),
    )
    for intent, pattern, text in tries:
        if pattern.search(text):
            return intent
    return "stage_and_next" if describes and not follows and not plain.rstrip().endswith("?") else "guidance"


def _tells_more_than_it_asks(last: str) -> bool:
    """A message that mostly describes is a request to stage it, whatever its closing question."""
    sentences = [s for s in re.split(r"(?<=[.?!])\s+|\n+", last) if s.strip()]
    told = sum(
        len(s.split()) for s in sentences if not s.rstrip().endswith("?") and not _QUESTION_ABOUT.match(s.lower())
    )
    return told >= 12 and told >= 0.5 * len(last.split())


def _names_stage(text: str, stage: Stage) -> bool:
    names = re.escape(STAGE_NAMES[stage]).replace(r"\ ", r"\s+")
    if stage == "steady":
        return bool(re.search(r"\bsteady\b", text.lower()))
    short = {"service_breakdown": r"|\bin breakdown\b", "complete_lock": r"|\bin lock\b"}.get(stage, "")
    by_number = any(found == stage for found, _, _ in stages_by_number(text))
    return by_number or bool(re.search(rf"\b{names}\b{short}", text.lower()))


def _names_any_stage(text: str) -> bool:
    return any(_names_stage(text, stage) for stage in STAGES[1:])


def _places(text: str) -> tuple[str, ...]:
    """Return names that begin with a capital inside a sentence and are neither words of the trade nor subjects of notes, and councils."""
    found = list(councils_asked_of(text))
    for match in _PLACE.finditer(text):
        words = [w for w in re.split(r"[\s-]", match[0]) if w not in _NOT_NAMES]
        if words and match[0] not in _NOT_NAMES and not is_subject(match[0]):
            found.extend(_apart(match[0]))
    return tuple(dict.fromkeys(found))


def _apart(name: str) -> list[str]:
    """Return the names that "and" joins in `name`; those of a place that is called so stay together."""
    known = known_places(name)
    return name.split(" and ") if known and name not in known else [name]
