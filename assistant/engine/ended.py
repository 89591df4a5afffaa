"""A difficulty told of as ended: "the police closed their own panel", "schools refer to us again", "the agencies dropped their premium".

The words name a workaround, a refusal or an absence, and the network takes the name for the thing. What is over is set aside as
past. The model learned from texts read without this: nothing here changes what training reads.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from assistant.engine.clauses import is_clause
from assistant.engine.texts import Sentence, withdraw
from corpus.vocabulary import STAGES

_OTHERS = (
    r"(?:partners?|police|constabulary|forces?|health(?:\s+visitors?)?|hospitals?|trusts?|gps?|schools?|heads?|headteachers?|academ(?:y|ies)|nurser(?:y|ies)"
    r"|courts?|judges?|judiciary|cafcass|probation|housing|charit(?:y|ies)|universit(?:y|ies)|neighbours?|(?:council|authority|borough|county)\s+next\s+door|neighbouring\s+\w+|agenc(?:y|ies)|locums?|carers?"
    r"|people|applicants?|candidates?|strangers|managers?|social\s+workers|staff|students?|(?:two|three|four|five|six|several|many|some|most)\s+of\s+them|they|who|unions?|camhs|midwives|groups?)"
)
_OWN = r"(?:own|parallel|separate|shadow|rival|private)"
_SET_UP = (
    r"(?:panels?|desks?|meetings?|lists?|routes?|forms?|teams?|(?:family\s+|support\s+)?workers|process(?:es)?|path(?:way)?s?|thresholds?|systems?|hubs?|rotas?|spreadsheets?"
    r"|lines?|numbers?|triage|assessments?|groups?|units?|screen(?:s|ing)?|arrangements?|trackers?|logs?|schemes?|registers?|boards?|conferences?|helplines?)"
)
_ROUTE = (
    rf"(?:{_OWN}\s+(?:[\w-]+\s+){{0,2}}?{_SET_UP}(?!\s+(?:to|for)\s+(?:us|our)\b)|premium(?!\s+(?:staff|workers|people|service|social))|surcharge|mark-?up|boycott|embargo|moratorium|workarounds?|freeze\s+on\s+\w+|(?:recruitment|hiring)\s+freeze"
    r"|ban\s+on\s+(?:plac|send|second|lend)\w+|practice\s+(?:note|of\s+(?:copying|checking|ringing|going))"
    r"|(?:letter|notice)s?\s+of\s+concern|(?:its|their|her|his)\s+concerns|(?:requirement|insistence|demand|instruction)\s+that|warning\s+(?:to|about|against|not)|list\s+of\s+(?:mobile|private)\s+numbers)"
)
_ENDED = (
    r"(?:ended|closed(?:\s+down)?|shut(?:\s+down)?|dropped|withdr(?:ew|awn)|scrapped|disbanded|dissolved|wound\s+up|g(?:ave|iven)\s+up|retired|dismantled"
    r"|stood\s+down|called\s+off|lifted|taken\s+off|took\s+off|removed|abandoned|done\s+away\s+with|did\s+away\s+with|packed\s+in|folded|let)"
)
_IT = (
    r"(?:(?:wound|shut|closed)\s+(?:it|them)\s+(?:up|down)|(?:ended|closed|dropped|retired|scrapped|disbanded|dismantled|withdrawn|withdrew)\s+(?:it|them)"
    r"|given\s+(?:it|them)\s+up|gave\s+(?:it|them)\s+up)\b"
)
_ROUND = (
    r"(?:(?:go|goes|going|gone|went|work|works|working|plan|plans|planning)\s+(?:round|around|past|over\s+the\s+heads?\s+of)\s+(?:us|the\s+front\s+door)"
    r"|bypass\w*|(?:hold|holds|holding|keep|keeps|keeping)\s+(?:babies|children)"
    r"|(?:ring|rings|ringing|rang)\s+(?:round|around|the\s+police)|(?:order|appoint|instruct|commission|book)\w*\s+(?:\w+\s+){0,2}independent"
    r"|avoid(?:s|ing)?\s+us|warn(?:s|ing)?\s+(?:people|students|others|each\s+other)"
    r"|(?:run|hold|keep|use|build|convene|send)(?:s|ning|ing)?\s+(?:(?:their|its|his|her|an?)\s+){1,2}" + _OWN + r"\b"
    r"|charg(?:e|es|ing)\s+(?:us\s+)?(?:\w+\s+){0,2}(?:premium|extra|more)|sit(?:ting)?\s+apart|meet(?:ing)?\s+without\s+us|laughing)"
)
_TO_US = (
    r"(?:to\s+(?:us|(?:the|our)\s+(?:(?:partnership|improvement|safeguarding)\s+)?(?:board|table|front\s+door|(?:strategy|joint|core)\s+\w+|meetings?|mash|partnership|service|teams?)"
    r"|strategy\s+meetings|joint\s+\w+|meetings|the\s+joint\s+\w+))"
)
_US = (
    r"(?:us|here|(?:the|our)\s+(?:front\s+door|board|table|meetings?|strategy\s+meetings?|mash"
    r"|evidence|figures|number|calls?|referrals?|step-?downs?|invitations?|word))"
)
_ALONE = r"(?:refer|apply|trust)"
_AND_STAYED = r"(?!\s+(?:with|asking|about|for|to|saying|on|each|every|within|at|the|our|their|its)\b)"
_AGAIN_VERB = (
    r"(?:refer|ring|call|come|apply|trust|use|attend|work|deal|speak|share|lend|offer|send|join|talk|sit|transfer|foster|place"
    r"|second|bring|take|accept|answer|invite|include|consult)"
)
_TRUST = r"trusts?\s+(?:us|our\s+\w+|(?:the|our)\s+front\s+door)\s+(?:again|now(?!\s+and\b)|these\s+days)"

_OVER = re.compile(
    rf"\b{_OTHERS}\b[^.;?]{{0,60}}?\b{_ENDED}\s+(?!(?:our|joint|shared)\b)(?:(?!(?:our|us|use|joint|shared|and|but|part|contract|on|to|into)\b)[\w'’-]+\s+){{0,4}}?{_ROUTE}\b"
    rf"|\b(?:{_ROUTE}(?:\s+(?!and\b|but\b)[\w'’-]+){{0,5}}?)\s+(?:was|were|has\s+been|have\s+been|is|are)\s+(?:\w+\s+)?{_ENDED}\b(?!\s+to\b)"
    rf"|\b{_OTHERS}\b[^.;?]{{0,40}}?\b(?:used\s+to|had|once)\b[^.;?]{{0,60}}?\b{_OWN}\b[^.;?]{{0,40}}?\b{_IT}"
    rf"|\bhad\s+(?:built|made|found)\s+(?:a\s+)?workarounds?\b[^.;?]{{0,30}}?\b{_IT}"
    rf"|\b{_OTHERS}\b[^.;?]{{0,30}}?\b(?:no\s+longer|(?:has|have|had)?\s*(?:stopped|ceased|given\s+up|gave\s+up)|used\s+to)\s+{_ROUND}"
    rf"|\b{_OTHERS}\b[^.;?]{{0,30}}?\b(?:do|does)(?:\s+not|n['’]t)\s+{_ROUND}\b[^.;?]{{0,60}}?\b(?:any\s*more|any\s+longer|these\s+days)\b"
    rf"|\b{_OTHERS}\b\s+(?:[\w'’]+\s+){{0,5}}?(?:(?<!who\s)(?:has|have|is|are)\s+(?:now\s+|all\s+)?(?:come|coming|gone|moved|transferred)|(?<!who\s)came|went|moved)\s+back\s+{_TO_US}{_AND_STAYED}"
    rf"|\b{_OTHERS}\b\s+(?:[\w'’]+\s+){{0,5}}?(?:have\s+(?:now\s+)?returned|has\s+(?:now\s+)?returned|(?<!get\s)(?<!gets\s)(?<!and\s)returned)(?:\s+{_TO_US}{_AND_STAYED}|(?=\W*$|\s*,|\s+and\b|\s+this\b|\s+since\b))"
    rf"|\b{_OTHERS}\b\s+(?:[\w'’]+\s+){{0,5}}?rejoined\b|\b(?:has|have|is|are)\s+(?:now\s+)?transferr(?:ed|ing)\s+back\b(?!\s+to\s+(?:their|an|the)\b)"
    rf"|\b{_OTHERS}\b\s+(?:(?!(?:not|never|nobody)\b)[\w'’]+\s+){{0,5}}?(?:{_AGAIN_VERB}(?:s|ing|ring)?\s+(?:(?!and\b)[\w'’]+\s+){{0,4}}?{_US}\s+(?:[\w'’]+\s+){{0,3}}?|{_ALONE}(?:s|ing|ring)?\s+)again\b(?!\s+(?:and\s+again|with|about|asking|only|for)\b)"
    rf"|\b{_OTHERS}\b\s+(?:(?!(?:used|not|never)\b)[\w'’]+\s+){{0,3}}?{_TRUST}\b"
    rf"|\b{_OTHERS}\b\s+(?:[\w'’]+\s+){{0,5}}?(?:chairs?\s+[^.;?]{{1,40}}?\bwith\s+us\b|co-?chairs?\s+(?:our|the)\s+(?:front\s+door|board|partnership|mash|meetings?|strategy|improvement|safeguarding)\b)"
    rf"|\bagenc(?:y|ies)\s+(?:now\s+)?(?:sends?|offers?|lends?)\s+us\s+(?:\w+\s+){{0,4}}?(?:good|experienced|strong|first|best)\b"
    r"|\b(?:dispute|feud|quarrel|row|stand-?off|boycott)s?\b[^.;?]{0,50}?\b(?:is|was|are|were|has\s+been)\s+(?:\w+\s+)?(?:settled|over(?=\W*$|[,.;:]|\s+and\b)|resolved|ended|called\s+off)",
    re.IGNORECASE,
)
_OPENS_YEARS_AGO = re.compile(
    r"^\W*(?:(?:back\s+)?in\s+(?:19|20)\d\d\b|(?:\w+\s+){1,2}(?:years?|decades?)\s+(?:ago|back)\b)", re.IGNORECASE
)
_PRESENT = re.compile(
    r"\b(?:is|are|has|have|does|do|don['’]t|doesn['’]t|remains?|still|now|today|since|again|ever|same|unchanged)\b|['’](?:s|re|ve)\b",
    re.IGNORECASE,
)
_TOLD_OF_BEFORE = re.compile(
    rf"\bused\s+to\s+{_ROUND}|\b(?:after|having|(?<!only\s)when|while|which\s+once|who\s+(?:used\s+to|had|left)|that\s+had|(?:they|it|he|she)\s+(?:had|(?:walked|pulled|dropped)\s+out\s+of)|(?:\w+\s+){{1,2}}(?:years?|months?|decades?)\s+ago)\b[^,;.]*",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",\s+(?:which|who|having)\b[^,;.]*,", re.IGNORECASE)
_NOT_OVER = re.compile(
    r"\b(?:still|but|yet|instead|however|although|though|except|apart\s+from|in\s+name|only\s+(?:one|to|once|when|if|after|where)|once(?=\s*(?:[,.]|and\b|$))|unless|if|until|would|will|won['’]t|(?-i:may)|might|could|(?<!it\s)(?<!they\s)should|hope\w*|want\w*"
    r"|promis\w*|plan(?:s|ned)?\s+to|(?:said|says?|told\s+us)\s+(?:that\s+)?(?:they|it|he|she)\s+(?:would|will|may)|not\s+yet|(?:has|have)(?:\s+not|n['’]t)|nothing|none|no\s+better|worse"
    r"|go(?:ing)?\s+alone|(?:set|sets|setting)\s+up|opened|one\s+of\s+(?:their|its)\s+own|rather\s+than\s+us|without\s+us|withdrew\s+once|refus\w*|threat\w*|(?:to|and)\s+inspect\w*|in\s+vain"
    r"|again\s+and\s+again|nobody|no\s+one|never|asks?\s+(?:to|us\s+to)|asked\s+(?:to|us\s+to)|cannot|can['’]t|the\s+same|(?:each|every)\s+(?:term|week|month|year|day|time|few)|elsewhere|at\s+a\s+(?:premium|price)|g(?:ave|iven)\s+up\s+(?:on|hope|hoping|telling|trying|asking)"
    r"|stopped\s+(?:coming|referring|sending|attending|answering|applying|sharing|inviting)|to\s+(?:ask|say|chase|complain|tell)|left|(?:walked|pulled|dropped)\s+out|ballot\w*|strike|from\s+(?:the|our)\s+(?:mash|front\s+door|board|table)"
    r"|withdr(?:ew|awn)\s+(?:\w+\s+){0,4}(?:workers|teams?|units?)|takes?\s+our\s+(?:managers|staff|workers|people|social)|poach\w*|their\s+old\s+ways|now\s+they\s+(?:go|ring|write|complain|have|run|tell)(?!\s+(?:to\s+)?us\b))\b|\?",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s*[:;–—]\s+(?:and\s+|but\s+)?|,\s+(?:and\s+|but\s+)?(?=\S)|\s+(?:and|but)\s+(?=\S)")
_TROUBLE = re.compile(
    r"\d|\b(?:wait\w*|vacan\w*|caseloads?|queues?|slip\w*|late|unseen|short|leav\w*|inadequate|refus\w*|nobody|no\s+one|none|never|not|n['’]t|without|own)\b",
    re.IGNORECASE,
)
_LONGEST = 300
"""Characters of a sentence that are looked at."""
_MOST = 12
"""Places to part a sentence at that are looked at."""


def part_ended(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return `sentences` with those parted that tell of a difficulty that is over and go on to tell of something else that is wrong."""
    return [piece for sentence in sentences for piece in _parted(sentence)]


def set_aside_ended(sentences: Sequence[Sentence], mechanisms: np.ndarray) -> list[Sentence]:
    """Return `sentences` with those that tell of a difficulty that is over standing as past.

    `mechanisms` are the head's chances, (n, 6): what reads as the mark of a steady service speaks for one, and counts.
    """
    steady = mechanisms.argmax(axis=1) == STAGES.index("steady")
    return [
        withdraw(s, "past") if s.counts and not own and tells_of_an_end(s.text) else s
        for s, own in zip(sentences, steady, strict=True)
    ]


def set_aside_long_ago(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return `sentences` with those standing as past that open in another year and have no word of the present, "here" apart."""
    return [withdraw(s, "past") if s.counts and _is_long_ago(s.text) else s for s in sentences]


def tells_of_an_end(text: str) -> bool:
    """Return whether `text` says that others came back, or gave up what they had set up or held against the service."""
    words = _ASIDE.sub(" ", text[:_LONGEST])
    return _OVER.search(words) is not None and _NOT_OVER.search(_TOLD_OF_BEFORE.sub(" ", words)) is None


def _is_long_ago(text: str) -> bool:
    return _OPENS_YEARS_AGO.match(text) is not None and _PRESENT.search(text) is None


def _parted(sentence: Sentence) -> list[Sentence]:
    text, start = sentence.text, sentence.start
    if not sentence.counts or not _OVER.search(_ASIDE.sub(" ", text[:_LONGEST])):
        return [sentence]
    for cut in islice(_CUT.finditer(text[:_LONGEST]), _MOST):
        head, rest = text[: cut.start()], text[cut.end() :]
        if tells_of_an_end(head) and is_clause(rest) and _TROUBLE.search(rest) and not tells_of_an_end(rest):
            return [
                replace(sentence, end=start + cut.start(), text=head),
                replace(sentence, start=start + cut.end(), text=rest),
            ]
    return [sentence]
