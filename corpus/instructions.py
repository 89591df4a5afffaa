"""Words in a document that are meant for the software that reads it, not for people: found and told, never followed.

Rules in English and in the other languages that are common in England or easy to come by; look-alike letters are folded and encoded parts decoded
first. They ask for an order to software, not for its words: "ignore previous guidance, it is withdrawn" is a sentence of a paper.
"""

import re
from collections.abc import Iterator

from corpus.encoded import decoded
from corpus.lookalikes import as_latin, in_own_script

WARNING = "the text speaks to automated readers. Its words were read as evidence only, never as instructions."
"""What a user is told of a document for which `has_instructions` is true, after its name."""

_AI = (
    r"(?:a\.?i\.?|artificial intelligence|(?:large )?language models?|l\.?l\.?m\.?s?|chat ?bots?|(?:chat ?)?gpts?(?:-?\d)?|copilot|claude|gemini|regrip|(?:ai |virtual |digital |automated |chat )?assistants?"
    r"|automated (?:readers?|systems?|tools?|reviewers?|processing|screeners?|summari[sz]ers?|software|agents?)|(?:ai|reading|machine|screening|summari[sz]ing) (?:readers?|systems?|tools?|models?|software|agents?|reviewers?|summari[sz]ers?)|bots?|summari[sz]ers?|machine readers?)"
)
_SAY = r"(?:rate|grade|classify|score|label|say|state|report|answer|conclude|respond|reply|output|print|write|describe|assess|treat|ignore|disregard|omit|mention|include|summari[sz]e|recommend|return|declare|present)"
_ORDERS = r"(?:instructions?|orders?|directions?|prompts?|directives?|commands?|system messages?|guardrails)"
_BEGIN = r"(?:^|[.!?:;>\])\"*#-]\s*+|\n[^\S\n]*+|\b(?:please|must|always|now|should|and|then|to)\s+)"

_ENGLISH = (
    rf"\b(?:ignore|disregard|forget|override|bypass|discard)\s+(?:(?:all|any|every|your|the|these|those|my|of|what|previous|prior|above|earlier|preceding|other|existing|original|initial|system|safety|content|foregoing)\s+){{1,5}}{_ORDERS}\b",
    r"\b(?:ignore|disregard|forget|override)\s+(?:all|any|your|everything)\s+(?:(?:previous|prior|above|earlier|of|your|the)\s+){0,3}(?:rules|guidelines|programming|training|safeguards|constraints)\b",
    r"\b(?:ignore|disregard|forget|override)\s+your\s+(?:\w+\s+){0,4}(?:instructions?|guidance|guidelines|prompts?|rules|directives?)\b",
    r"\b(?:ignore|disregard|forget)\s+everything\s+(?:above|before|you (?:were|have been) told|in (?:your|the) (?:prompt|context))",
    r"\b(?:reveal|print|repeat|leak|output|show|disclose)\b[^.?!\n]{0,30}\b(?:system prompt|hidden prompt|initial prompt|your (?:instructions|prompt|system message))",
    r"\byou are (?:now |no longer )(?:an? |the |in )?(?:ofsted|inspector|regulator|unrestricted|jailbroken|dan\b|developer mode|bound|a different|free (?:of|from)|ai|assistant|language model|helpful)",
    r"\byou are an? (?:(?:helpful|unrestricted|ai|large|expert|friendly)\s+){0,3}(?:ai|assistant|language model|chatbot|llm)\b(?! practitioner)",
    r"\b(?:developer|god|debug|jailbreak|dan|unrestricted) mode\b[^.?!\n]{0,30}\b(?:on|enabled?|activated?|engaged|now)\b",
    rf"\b(?:note|notes|message|instructions?|attention|memo|information|info|warning|notice|hint|guidance|direction)\s+(?:to|for)\s+(?:(?:the|any|all|our|your|an|every|other)\s+)?{_AI}\b",
    r"\bnote to (?:the )?(?:automated |ai )?readers?\b[^.\n]{0,80}\b(?:rate|classify|grade|conclude)\b",
    rf"\b(?:if|when|since|as)\s+(?:you are|you're|this is being read by|read by|reading (?:this )?as|processed by|this (?:text|document|page|file) is (?:being )?(?:read|processed|parsed|summari[sz]ed) by)\s+(?:an?\s+|the\s+)?{_AI}\b",
    rf"\b{_AI}\s*(?:reading|processing|parsing|summari[sz]ing|reviewing|analysing)\s+(?:this|the)\b[^.\n]{{0,60}}\b(?:must|should|shall|please|are (?:to|instructed))\b",
    rf"(?:^|[.!?(\[<]\s*+|\n[^\S\n]*+){_AI}\s*(?:[:,]|\bmust|\bshould|\bshall|\bplease|\bare instructed to|\bis instructed to)\s*(?:please |you must |must |do not |never |always |now )*{_SAY}\b",
    r"(?:^|[.!?]\s*+|\n[^\S\n]*+)(?:attention|dear|hello|hey|hi)[,:]?\s+(?:(?:the|all|any)\s+)?(?:ai|artificial intelligence|language models?|llms?|chatbots?|automated readers?|bots?|gpts?|copilot|claude|regrip)\b",
    r"(?:^|[>*#-]\s*+|\n[^\S\n]*+|[.!?]\s+)(?:new|updated|hidden|secret|additional|system|override)\s+(?:system )?(?:instructions?|prompt|directive|override|message)s?\s*:",
    r"\b(?:in|as part of) your (?:answer|response|reply|output|summary|assessment)\b[^.\n]{0,40}\b(?:say|state|include|write|do not|never|always|only|omit|conclude|must)\b",
    r"\byour (?:answer|response|reply|output|summary|final answer) (?:must|should|shall|has to|will) (?:be|say|state|begin|start|contain|include|only|not|conclude)\b",
    r"\b(?:answer|respond|reply|output)\s+(?:only\s+(?:with|by|in)|with nothing but|exclusively with|solely with|exactly)\b",
    rf"{_BEGIN}(?:do not|don't|never)\s+(?:cite|quote|mention|reveal|disclose|tell)\b[^.\n]{{0,50}}\b(?:the user|this (?:instruction|note|message|text|prompt)|to the (?:reader|user)|these instructions)\b",
    rf"{_BEGIN}(?:rate|grade|classify|score|label|assess|treat)\s+(?:this|the)\s+(?:service|council|authority|document|report|stage|local authority|department)\s+as\b(?!\s+(?:part|if|though))",
    r"(?:^|[.!?:;]\s*+|\n[^\S\n]*+)(?:stop (?:reading )?here,? (?:and )?)?(?:write|say|state|report|conclude|answer|confirm) that (?:this (?:service|council|authority)|the (?:service|council|authority|stage)|scrutiny|it is (?:steady|outstanding|good))\b",
    r"\b(?:reviewer|reader|marker|assessor|grader|evaluator)s?\s*:\s*(?:stop|ignore|disregard|rate|grade|write|say|conclude|do not|please)\b",
    r"\bnew rules?\b[^.\n]{0,40}\b(?:overrides?|replaces?|supersedes?)\b[^.\n]{0,30}\b(?:anything|everything|all|you)\b",
    r"\bwhatever (?:your|the|any) (?:instructions|rules|guidelines|prompt)\b[^.\n]{0,30}\b(?:say|tell|state)\b|\boverride accepted\b",
    r"\btell the (?:user|reader|director|person asking)\s+(?:that|it|this|they|nothing)\b",
    r"\bfrom (?:now|here) on,? (?:you (?:are (?:in|an?|free|now)|(?:will|must|should|shall) (?:only |always |never )?(?:answer|reply|respond|ignore|act|behave|say|treat|obey))|answer|respond|reply|ignore)\b",
    r"<\|?(?:im_start|im_end|system|endoftext|begin_of_text|start_header_id|assistant)\|?>|\[/?inst\]|<</?sys>>|<start_of_turn>|\"role\"\s*:\s*\"(?:system|assistant)\"|(?:^|\n)[^\S\n]*+#{1,4}\s*+(?:system|instruction|assistant)s?[^\S\n]*+(?::[^\S\n]*+)?\n",
    r"\b(?:end|beginning|start) of (?:the )?(?:user )?(?:document|context|input|data|prompt)\b[^\n]{0,30}\b(?:new (?:task|instruction)|system|instruction)s?\b",
    r"\b(?:append|render|embed|insert|include)\b[^.\n]{0,30}\b(?:the following|this) (?:link|image|url|markdown|tracking pixel)\b",
    r"!\[[^\]]{0,80}\]\(https?://[^)\s]{1,200}[?&](?:q|data|d|prompt|text|c|content)=",
    r"\b(?:pretend|act|behave|role-?play)\s+(?:to be|as if you (?:are|were)|as(?: though you were)?)\s+(?:an? |the )?(?:ofsted|hmi|inspector|regulator|unrestricted|different (?:ai|assistant)|dan\b)",
)

_OTHERS = (
    # French
    r"\b(?:ignore[zr]?|oublie[zr]?|ne (?:tenez|tiens) (?:pas|aucun(?:ement)?|plus) compte d[eu]s?|fai(?:tes|s) abstraction d[eu]s?)\s+(?:\w+[ ']){0,4}(?:instructions?|consignes?|directives?|invites?)\b",
    r"\b(?:note|message|instructions?|consignes?|attention)\s+(?:a l'attention |pour |aux? |a ){1,4}(?:d[eu]s? |tou[ts] |l'|les? |la |toutes? ){0,6}(?:ia\b|intelligences? artificielles?|assistants?|lecteurs? automati\w+|modeles? de langage|systemes? automati\w+|robots?)",
    r"\ba l'attention (?:d[eu]s? |tou[ts] |l'|les? |la ){1,3}(?:ia\b|intelligences? artificielles?|assistants?|lecteurs? automati\w+|modeles? de langage|systemes? automati\w+|robots?)",
    r"\bne (?:tenez|tiens) (?:aucun|plus) compte d[eu]s?\b|(?:^|[.!?:;]\s*+|\n[^\S\n]*+)(?:ecrivez|ecris|dites|repondez|concluez) que (?:ce|cette|le|la|l') ?(?:service|conseil|commune|autorite|direction)",
    r"\b(?:tu es|vous etes) (?:maintenant|desormais) (?:un|une|l')",
    r"\b(?:classe[zr]?|note[zr]?|evalue[zr]?) (?:ce|cette|le|la) (?:service|conseil|commune|autorite|document) comme\b",
    # German
    r"\b(?:ignorier(?:e|en|t)|vergiss|vergessen|missachte[nt]?|beachte[nt]? nicht)\s+(?:sie )?(?:\w+ ){0,4}(?:anweisung(?:en)?|instruktion(?:en)?|vorgaben?|befehle?|anordnung(?:en)?)\b",
    r"\b(?:hinweis|nachricht|anweisung|mitteilung|achtung)\s+(?:an|fur)\s+(?:\w+ ){0,2}(?:ki\b|ki-\w+|kunstliche intelligenz|sprachmodelle?n?|assistent(?:en)?|automatische\w* (?:leser|systeme?|programme?)\w*|chatbots?)",
    r"\bdu bist (?:jetzt|nun|ab sofort) (?:ein|eine|der|die)\b",
    r"\b(?:bewerte|stufe|klassifiziere|bezeichne)n?\s+(?:sie )?(?:diese[nrs]?|den|die|das) (?:dienst|behorde|kommune|stadt|dokument|amt)\b[^.\n]{0,20}\b(?:als|mit)\b",
    # Polish
    r"\b(?:zignoruj(?:cie)?|ignoruj(?:cie)?|pomin(?:cie)?|zapomnij(?:cie)?(?: o)?)\s+(?:\w+ ){0,4}(?:instrukcj\w+|polece\w+|wytyczn\w+|dyrektyw\w+)\b",
    r"\b(?:uwaga|notatka|wiadomosc|instrukcj\w+|informacja)\s+(?:dla|do)\s+(?:\w+ ){0,2}(?:ai\b|sztuczn\w+ inteligencj\w+|asystent\w+|model\w+ jezykow\w+|automatyczn\w+ (?:czytnik\w+|system\w+)|chatbot\w+)",
    r"\bjestes teraz\b|\bocen (?:te|ten|ta) (?:usluge|sluzbe|rade|urzad|dokument)\w* jako\b",
    # Romanian
    r"\b(?:ignora(?:ti)?|uita(?:ti)?|nu tine(?:ti)? cont de)\s+(?:\w+ ){0,4}(?:instructiuni\w*|instructiunile|indicatii\w*|comenzi\w*|ordine\w*)\b",
    r"\b(?:nota|mesaj|instructiuni|atentie)\s+(?:pentru|catre)\s+(?:\w+ ){0,2}(?:ai\b|ia\b|inteligent\w+ artificial\w+|asistent\w*|model\w* de limbaj|cititor\w* automat\w*|sistem\w* automat\w*)",
    r"\besti acum (?:un|o)\b|\b(?:clasifica|evalueaza|noteaza)(?:ti)? (?:acest|aceasta) (?:serviciu|consiliu|document|autoritate) (?:ca|drept)\b",
    # Spanish, Portuguese, Italian
    r"\b(?:ignor[ae][ns]?|ignorar|olvid[ae]n?|no tengas en cuenta|esqueca|desconsidere|dimentica(?:te)?|ignorate)\s+(?:\w+ ){0,4}(?:instrucciones|indicaciones|ordenes|instrucoes|ordens|istruzioni|direttive|indicazioni)\b",
    r"\b(?:nota|mensaje|mensagem|messaggio|aviso|avviso|instrucciones|istruzioni)\s+(?:para|per|a|al|alla|agli|ai|aos?|as)\s+(?:\w+ ){0,2}(?:ia\b|ai\b|inteligencias? artificiai?s?|inteligencia artificial|intelligenz\w artificial\w|asistentes?|assistentes?|assistenti|lectores automaticos|leitores automaticos|lettori automatici|modelos? de (?:lenguaje|linguagem)|modelli linguistici)",
    # Turkish, Albanian, Hungarian, Czech, Slovak, Lithuanian, Somali, Welsh, Dutch, Vietnamese
    r"\b(?:onceki|yukaridaki|tum)\s+(?:\w+ ){0,2}(?:talimat|komut|yonerge)\w*+\s*(?:\w+ ){0,2}(?:yok say\w*|gormezden gel\w*|unut\w*|dikkate alma\w*)",
    r"\b(?:injoro(?:ni|je)?|shperfill\w*|harro(?:ni|je)?)\s+(?:\w+ ){0,4}(?:udhezim\w*|instruksion\w*)",
    r"\b(?:hagyd? figyelmen kivul|hagyja figyelmen kivul|felejtsd? el)\s+(?:\w+ ){0,4}(?:utasitas\w*)|\b(?:korabbi|elozo)\s+(?:\w+ ){0,2}utasitas\w*\s+(?:\w+ ){0,2}(?:figyelmen kivul)",
    r"\b(?:ignoruj\w*|zapomen\w*|zabudn\w*)\s+(?:\w+ ){0,4}(?:pokyn\w*|instrukc\w*|prikaz\w*)",
    r"\b(?:ignoruok\w*|nepaisyk\w*|pamirsk\w*)\s+(?:\w+ ){0,4}(?:instrukcij\w*|nurodym\w*)|\b(?:ankstesni\w+|visus)\s+(?:\w+ ){0,2}(?:nurodym\w*|instrukcij\w*)\s+(?:ignoruok\w*|pamirsk\w*)",
    r"\b(?:iska indha tir|iska dhaaf|iloow|ha tixgelin)\s+(?:\w+ ){0,4}(?:tilmaam\w*|amar\w*)|\b(?:tilmaam\w*|amar\w*)\s+(?:\w+ ){0,3}(?:iska indha tir|iska dhaaf|iloow)",
    r"\b(?:anwybydd\w+|anghofi\w+)\s+(?:\w+ ){0,4}(?:[cg]h?yfarwyddiad\w*|g?orchm[yi]n\w*)|\b(?:negeer|vergeet)\s+(?:\w+ ){0,4}(?:instructies|opdrachten|aanwijzingen)\b|\bbo qua\s+(?:\w+ ){0,4}(?:huong dan|chi dan|lenh)\b",
)

_OTHER_SCRIPTS = (
    # Russian, Ukrainian, Bulgarian
    r"(?:игнорируи\w{0,30}|проигнорируи\w{0,30}|забудь\w{0,30}|не обращаи\w{0,30} внимания на|ігноруи\w{0,30}|проігноруи\w{0,30}|ігнорувати|забудь\w{0,30}|игнорираи\w{0,30}|пренебрегни\w{0,30}|забрави\w{0,30})\s+(?:\w+\s+){0,4}(?:инструкци\w{0,30}|указани\w{0,30}|команд\w{0,30}|інструкці\w{0,30}|вказівк\w{0,30})",
    r"(?:примечание|сообщение|внимание|інструкці\w{0,30}|повідомлення|увага|бележка)\s+(?:для|до|за)\s+(?:\w+\s+){0,2}(?:ии\b|ші\b|искусственн\w+|штучн\w+|ассистент\w{0,30}|асистент\w{0,30}|языков\w+ модел\w{0,30}|мовн\w+ модел\w{0,30}|автоматич\w+)",
    # Urdu, Arabic, Persian, Kurdish (Sorani), Pashto
    r"(?:پچھلی|سابقہ|گزشتہ|تمام|اوپر)\s+(?:\w+\s+){0,4}(?:ہدایات|احکامات|ہدایت)\s+(?:\w+\s+){0,3}(?:نظر\s*انداز|بھول|رد)",
    r"(?:نظر\s*انداز|بھول)\s+(?:\w+\s+){0,4}(?:ہدایات|احکامات)",
    r"(?:تجاهل|اهمل|انس|تجاهلوا)\s+(?:\w+\s+){0,3}(?:التعليمات|الاوامر|تعليمات|الارشادات|التوجيهات)",
    r"(?:دستورات|دستور\s*العمل\w{0,30}|راهنمایی\w{0,30})\s+(?:\w+\s+){0,4}(?:نادیده|فراموش)|(?:نادیده|فراموش)\s+(?:\w+\s+){0,4}(?:دستورات|دستور)",
    r"(?:ملاحظة|رسالة|تنبيه|نوٹ|پیغام)\s+(?:\w+\s+){0,2}(?:للذكاء\s+الاصطناعي|الى\s+الذكاء|مصنوعی\s+ذہانت|اے\s*آئی|للمساعد)",
    # Hindi, Punjabi, Bengali
    r"(?:पिछल|पहले|सभी|सारे|उपरोक्त|पूर्व)\S{0,30}\s+(?:\S+\s+){0,4}(?:निर्देश|अनुदेश|आदेश)\S{0,30}\s+(?:\S+\s+){0,3}(?:अनदेखा|नज़रअंदाज|नजरअंदाज|नज़रअंदाज़|भूल)\S{0,30}",
    r"(?:ਪਿਛਲ|ਪਹਿਲ|ਸਾਰ|ਉਪਰ)\S{0,30}\s+(?:\S+\s+){0,4}(?:ਹਦਾਇਤ|ਨਿਰਦੇਸ਼|ਨਿਰਦੇਸ਼|ਹੁਕਮ)\S{0,30}\s+(?:\S+\s+){0,3}(?:ਅਣਡਿੱਠ|ਨਜ਼ਰਅੰਦਾਜ਼|ਨਜ਼ਰਅੰਦਾਜ਼|ਭੁੱਲ)\S{0,30}",
    r"(?:পূর্ব|আগের|সব|সমস্ত|পূর্ববর্তী)\S{0,30}\s+(?:\S+\s+){0,4}(?:নির্দেশ|আদেশ)\S{0,30}\s+(?:\S+\s+){0,3}(?:উপেক্ষা|ভুলে|অগ্রাহ্য)\S{0,30}",
    # Chinese, Korean, Japanese
    r"(?:忽略|无视|無視|忘记|忘記|不要理会)[^。\n]{0,12}(?:指令|指示|说明|說明|提示|规则|規則)",
    r"(?:이전|위의|모든)[^.\n]{0,14}(?:지시|명령|지침)[^.\n]{0,8}(?:무시|잊)|(?:以前|前|上記|すべて)[^。\n]{0,10}(?:指示|命令)[^。\n]{0,6}(?:無視|忘れ)",
    # Greek, Tigrinya and Amharic
    r"(?:αγνοησ\w{0,30}|ξεχασ\w{0,30})\s+(?:\w+\s+){0,4}(?:οδηγι\w{0,30}|εντολ\w{0,30})|(?:ቀዳሚ|የቀድሞ|ሁሉንም)\S{0,30}\s+(?:\S+\s+){0,3}(?:መመሪያ|ትእዛዝ)\S{0,30}\s+(?:\S+\s+){0,2}(?:ችላ|እርሳ)\S{0,30}",
)

_LATIN = tuple(re.compile(pattern) for pattern in (*_ENGLISH, *_OTHERS))
_OWN = tuple(re.compile(pattern) for pattern in _OTHER_SCRIPTS)
_RUN_TOGETHER = re.compile(
    r"(?:ignore|disregard|forget)(?:all)?(?:your|the)?(?:previous|prior|above)?instructions|rateth(?:is|e)(?:service|council)as|youarenow"
)


def has_instructions(text: str) -> bool:
    """Return whether a text speaks to the software that reads it, in plain words, in look-alike letters or encoded."""
    return next(instructions_in(text), None) is not None


def instructions_in(text: str) -> Iterator[str]:
    """Yield the words of `text`, folded, that are orders to software, of each rule the first place; and letters woven with unseen ones."""
    yield from _found(text)
    if match := _WOVEN.search(text) if not text.isascii() else None:
        yield match[0]
    for hidden in decoded(text):
        yield from _found(hidden)
        yield from (match[0] for match in _RUN_TOGETHER.finditer(as_latin(hidden)))


_WOVEN = re.compile(
    r"(?:\w[\u200b-\u200f\u2060-\u2064\ufeff\u00ad]){8,}|[\U000e0020-\U000e007e]{6,}|[\U000e0100-\U000e01ef]{6,}"
)


def _found(text: str) -> Iterator[str]:
    latin = as_latin(text)
    views = [(latin, _LATIN)] if text.isascii() else [(latin, _LATIN), (in_own_script(text), _OWN)]
    for plain, patterns in views:
        for pattern in patterns:
            if match := pattern.search(plain):
                yield match[0].strip()
