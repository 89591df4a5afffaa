"""The words that stand beside people's names: kin, carers and staff, what belongs to one person, what only people do, and public roles."""

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _set(
    "mr mrs ms miss mx master dr sgt pc dc dci insp supt revd auntie aunty uncle nanny nana granny grandad baby"
)
KIN = _set(
    """
    mother mum mam mummy mom father dad daddy stepmother stepmum stepfather stepdad parent parents grandmother grandfather grandma granma grandad granddad grandpa gran granny
    nan nana nanny aunt auntie aunty uncle brother brothers sister sisters sibling siblings son sons daughter daughters twin twins cousin nephew nephews niece nieces wife husband
    partner boyfriend girlfriend fiance fiancee ex grandson grandsons granddaughter granddaughters grandchild grandchildren stepson stepdaughter half-brother half-sister
    child boy girl lad lass baby toddler infant teenager youngster pupil boys girls babies kid
    """
)
ONE_OF_MANY = _set(
    "child children boy boys girl girls lad lads baby babies kid kids person people man woman teenager one pupil mother father mum dad worker carer case family"
)
STAFF = _set(
    """
    worker workers practitioner practitioners iro iros asye asyes nurse midwife teacher assistant headteacher carer carers guardian advocate adviser interpreter solicitor officer
    sergeant pc gp paediatrician doctor therapist psychologist clinician visitor student manager managers supervisor taker secretary mentor tutor keyworker childminder complainant
    complainants referrer neighbour barrister lodger babysitter minder coordinator senco colleague sw ssw tm atm
    """
)
FAMILY = _set("family families siblings household brothers sisters twins triplets couple parents clan")
MANY = _set("children kids kid boys girls case baby lot file bairns lads grandparents grandchildren")
THINGS = _set(
    """
    mum mam mom mother dad father stepdad stepfather stepmum gran nan nana grandmother grandfather grandparents grandma grandad aunt auntie uncle brother brothers sister sisters sibling siblings
    parents family carer carers foster partner wife husband son daughter baby children twin
    placement bedroom birthday iro guardian teacher solicitor school injuries bruises behaviour wishes therapist advocate tutor
    """
)
"""What belongs to one person alone: beside an unknown name it makes the name a person's."""
PAPERS = _set(
    "plan file record records chronology review reviews case care pathway assessment social worker visits visit life contact notes needs head key"
)
"""What belongs to one person, but to a service or a place as well."""

KIN_ONLY = THINGS - _set("school teacher family children foster carers carer placement behaviour solicitor")

DOES = re.compile(
    r"""['’]?\s+(?:(?:who|which)\s+)?(?:
    (?:was|were|is|are|has\ been|have\ been|had\ been|being|got|gets|getting)\s+(?:\w+ly\s+|still\s+|now\s+|then\s+|never\s+|in\ the\ same\s+)?
      (?:placed|accommodated|removed|moved|returned|adopted|restrained|arrested|excluded|missing|seen|discharged|hit|hurt|abused|born|living|pregnant|thriving|waiting|fostered|reunited
        |in\ (?:hospital|care|police|a\ hotel|custody|foster)|hotel|on\ (?:a\ plan|a\ child\ protection)|the\ ninth|told|left\ at|safe|sleeping|sofa|asked|taken)
    |disclosed|turned\ \d|went\ missing|ran\ away|absconded|lives\ (?:with|at|in)|doesn't|does\ not\ want|(?:has|had)\ (?:been\ )?(?:three|two|four|five|six|seven|waited|waiting|told|never|to\ tell|no\ (?:visit|worker|social))
    |told\ (?:her|his|me|us|the|my|our)|said\ (?:she|he|her|his)|says\ (?:she|he|her|his)|refuses|cried|cries|wants?\ (?:to|her|his)|loves|self-harmed|took\ an\ overdose|will\ not\ see|came\ (?:back|home|into)
    )\b""",
    re.VERBOSE,
)
"""What follows the name of a person and hardly ever anything else."""

SUFFERS = re.compile(
    r"""['’]?\s+(?:(?:who|which)\s+)?(?:
    (?:was|is|has\ been|had\ been|got)\s+(?:\w+ly\s+|still\s+|now\s+|then\s+)?
      (?:accommodated|removed\ (?:at|from\ (?:his|her))|adopted|restrained|arrested|missing\ (?:for|from|over|again|and)|abused|born|pregnant|thriving|fostered|reunited|placed\ (?:in|with|at)|returned\ home
        |in\ (?:hospital|police|foster)|sofa|sectioned|bruised)
    |disclosed|turned\ \d|went\ missing|ran\ away|absconded|lives\ with|(?:told|said)\ (?:his|her)\b|self-harmed|took\ an\ overdose|wants\ to\ (?:go\ home|live)
    )\b""",
    re.VERBOSE,
)
"""Of that, what makes even a word that no list knows the name of a person."""

MEETS_WITH = _set("to with about for")
SPEAKS = _set("spoke speak spoken talked talk talking listened wrote worried look looked")

AGED = re.compile(
    r"""\s*(?:[,(–-]\s*)?(?:(?i:aged?)\s*\d|\(?\d{1,2}\)|(?:(?<=,\s)|(?<=\())\d{1,2}(?=\s*[,;)])|(?i:\d{1,2}[-\s]?(?:years?|yrs?|months?|weeks?)(?:[-\s]old)?\b|\d{1,2}\s?y/?o\b
    |d\.?\s?o\.?\s?b\b|date\ of\ birth|born\b|b\.\s*\d|(?:NHS|UPN|LCS|case)\s*(?:no|number|ref|id|:|\d)))""",
    re.VERBOSE,
)
"""An age, a birth or a number of a person, directly after a name."""

ROLE_AFTER = re.compile(
    r"['’]?\s*(?:,\s+who\b|[,(]\s*(?:(?:our|the|her|his|their|a|an|my|your)\s+)?(?:[\w-]+\s+){0,3}(?:worker|practitioner|manager|nurse|midwife|teacher|carer|guardian|advocate|officer|supervisor|visitor|therapist|psychologist|"
    r"paediatrician|GP|IRO|ASYE|solicitor|mum|mother|dad|father|gran|nan|grandmother|grandfather|aunt|uncle|brother|sister|son|daughter|partner|parent|neighbour|twin|cousin)s?\b)"
)
"""What somebody is, directly after the name."""

PLACE_AFTER = re.compile(
    r"[ \u00a0]+(?i:team|teams|office|offices|locality|ward|council|councils|hospital|area|estate|centre|school|academy|hub|hubs|district|borough|county|road|street|lane|clinic|trust|police|court|infirmary|college|university|model|programme|project|system|framework|tool|service|services|university|foundation|report|town|village)\b"
)
PLACE_BEFORE = re.compile(
    r"\b(?:in|at|from|near|across|the|around|outside|into|like|as|between|over|of)\s+$", re.IGNORECASE
)

PUBLIC_BEFORE = re.compile(
    r"""(?:\b(?:Sir|Lord|Lady|Dame|Baroness|Baron|Professor|Prof\.?|Cllr\.?|Councillors?|Cllrs|Alderman|Superintendent|Mayor|HHJ|Judge|Justice|Minister|Saint|St\.?|King|Queen|Prince|Princess|Secretary\ of\ State,?|Ombudsman)\s+
    |(?i:\b(?:(?:interim|former|then|our|new|acting|previous|executive|current|corporate|statutory)\s+){0,5}(?:director(?:\ of\ [a-z'’]+(?:\s(?:services|care|social|and|safeguarding)){0,4})?|dcs|chief\ executive|chief\ inspector|lead\ inspector|inspector|hmci|hmi
       |(?:deputy\ )?leader(?:\ of\ the\ [a-z]+)?|lead\ member(?:\ for\ [a-z' ]{3,30})?|portfolio\ holder|cabinet\ member(?:\ for\ [a-z' ]{3,30})?|commissioner|minister(?:\ for\ [a-z]+)?|secretary\ of\ state|prime\ minister|ombudsman|mayor
       |president|author|reviewer|researcher|academic|consultant|improvement\ adviser|(?:independent\ )?(?:chair|scrutineer)\ of\ the\ [a-z ]{3,40}|(?:independent|board|partnership)\ chair|judge)\s*+(?:(?:,|\(|:|-|–|(?<=\ )is|(?<=\ )was)\s*+)?)
    |(?i:\b(?:in\ the\ chair:?|chaired\ by|is\ led\ by|led\ by|written\ by|reviewed\ by|(?:review|report|inquiry|paper|study|book|article|research|work|evidence|evaluation|findings|letter|analysis|theory|model|framework)\s+(?:was\ )?(?:by|from|of)
       |authors?\ are|according\ to|appointed|see\ also|see|cf\.?|citing|cites)\s+))$""",
    re.VERBOSE,
)
"""Words before a name that make it one in a public role, or an author's."""

PUBLIC_AFTER = re.compile(
    r"""(?:['’]s?\s+(?:(?:19|20)\d\d\s+)?(?:article|book|paper|study|research|inquiry|lecture|theory|argument)\b|(?:
    ,?\s+(?:MP|HMI|QC|KC|CBE|OBE)\b|\s*\((?:19|20)\d\d[a-z]?\)|\s+et\ al|,?\s*\((?:director|chief\ executive|leader|lead\ member|dcs|commissioner|independent\ chair|cllr|minister)\b
    |,\s+(?:19|20)\d\d\b
    |\s+(?:and\s+[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?\s+)?(?:argue[sd]?|writes|wrote\ in\ (?:19|20)\d\d|recommended\ that|concludes|concluded\ that|has\ argued|described?s?\ (?:four|three|five|how|the))\b
    |\s+(?:safeguarding\ practice\ |serious\ case\ |independent\ |public\ )?(?:review|inquiry|enquiry|report|study|paper|book|lecture|foundation|commission|principle|rule|law|doctrine|judgment)\b
    |,\s+(?:the\s+|our\s+|a\s+|an\s+|then\s+|now\s+|who\ was\s+)*(?:new\s+|former\s+|interim\s+|outgoing\s+|incoming\s+|acting\s+|deputy\s+|independent\s+)*(?:director(?!s?\ of\ (?:the\ )?(?:nursery|charity))|chief\ executive|leader\ of|council\ leader|lead\ member|dcs|commissioner|minister|secretary\ of\ state|mp\b|councillor
        |chief\ inspector|hmi|inspector|professor|chair\ of\ the|scrutineer|children's\ commissioner|ombudsman|mayor|author|researcher|improvement\ adviser)
    ))""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words after a name that make it one in a public role, or an author's."""

CALLED = re.compile(
    r"(?:\b(?i:called|named|known\s+as|goes\s+by|aka|name(?:['’]s|\s+is|\s+was|:)|(?:everyone|everybody|we|they|friends)\s+calls?)(?:\s+(?:the\s+name\s+of))?\s*+(?:[,:\"]\s*+)?[\"“‘']?)$"
)
GREETING = re.compile(
    r"(?:^|\n)[ \t>]*(?i:hi|hello|hey|hiya|dear|morning|good morning|good afternoon|good evening|afternoon|evening)(?:\s+(?i:again|there))?[ ,]+$"
)
SIGNED = re.compile(
    r"(?i:\b(?:thanks|thank you|thx|regards|wishes|cheers|sincerely|faithfully|truly|ta|yours|best|love|xx?))\s*+[,.!]*+\s*+[-–]*+\s*+$"
)
LISTED = re.compile(
    r"(?:^|[\n.|])[ \t>*]*(?i:present|attendees|in attendance|attending|attended by|apologies(?: for absence)?(?: from)?|also present|invitees|invited|distribution|circulation|cc|bcc|from|to|signed(?: by)?|minutes(?: taken)? by|note taker|notes by|"
    r"child|young person|name|worker|allocated worker|social worker|mother|father|carer|carers|parents?|allocated to|author of referral|referrer|complainant|client|owner|lead|action owner)[ \t]*[:\t|–-][ \t]*"
)
"""A label whose line holds names."""
ATTENDEES = re.compile(
    r"(?:^|\n)[ \t]*(?i:present|attendees|in attendance|attending|apologies|attendance list|distribution)[ \t]*+(?::[ \t]*+)?\n((?:[ \t]*\S[^\n]*\n?){1,40})"
)
ACTION = re.compile(
    r"(?i:\b(?:to|will)\s+(?:chase|ring|call|review|meet|write|send|check|contact|arrange|complete|update|speak|follow|lead|draft|liaise|circulate|report|share|visit|book|email|provide|take|raise|confirm|attend|prepare))\b"
)
"""What someone in a list of actions is to do."""
