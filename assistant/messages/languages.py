"""Danger told in one of the ten languages most spoken in England after English: a short word list for each.

A message counts when it names a child (or the writer, or a sibling) and a harm that is happening. Stems, not whole words,
so that endings do not matter. Not checked by native readers.
"""

import re
import unicodedata

_LISTS: dict[str, tuple[str, str]] = {
    "pl": (
        r"dziec|dziewczyn|chlop(?:iec|ca|cu|cz)|corka|corke|corki|syn(?:a|ek|ka|em)?\b|brat|siostr|niemowl|malenstwo|maly|mala|jestem sama?\b|mam \d+ lat",
        r"bije|bil(?:a|i)?\b|pobil|uderz|zabij|zabic|noz\b|noza|nozem|krwaw|krew|krwi|przypal|poparz|zamkn(?:al|ela|iet)|uciekl|zaginel|zgwalc|gwalc|dusi|nie oddycha"
        r"|nieprzytomn|sam(?:a|o|e|i)? w domu|krzyki|krzyczy|boi sie|boje sie|na sile|samobojst|chce umrzec|tabletk|pijany|grozi|dotyka(?:l|ja)?\b|skrzywdz",
    ),
    "ro": (
        r"copil|copii|fata|fetita|fiica|fiul|baiat|bebelus|frate|fratele|sora\b|cel mic|cea mica|am \d+ ani",
        r"bate|batut|loveste|lovit|omoara|omor|cutit|sange|sangereaza|ars\b|inchis|incuiat|fugit|disparut|viol|sugruma|nu respira|inconstient|singur|plange|plangand"
        r"|tip(?:a|ete)|frica|cu forta|sinucid|vrea sa moara|pastile|beat\b|ameninta|atinge|o tine|o trimite|marita",
    ),
    "pt": (
        r"crianca|menin[ao]|filh[ao]|bebe|irma[o]?\b|irmaos|sobrinh[ao]|net[ao]\b|alun[ao]|pequen[ao]|tenho \d+ anos",
        r"bat(?:e|eu|er|endo)\b|espanc|mat(?:ar|a-l[ao]|ou)\b|faca|sangue|sangra|queim|tranc|fechad[ao]|fugiu|desaparec|viol(?:ad|ou|a)|sufoc|estrangul|nao respira"
        r"|inconsciente|sozinh|chora|grita|medo|a forca|suicid|quer morrer|comprimidos|bebad|ameac|socorro|abus[ao]",
    ),
    "es": (
        r"nin[oa]s?\b|hij[oa]s?\b|bebe|herman[oa]|sobrin[oa]|niet[oa]|alumn[oa]|pequen[oa]|chic[oa]\b|tengo \d+ anos",
        r"pega(?:ndo|do)?\b|golpe|mat(?:ar|a|arl[oa])\b|cuchillo|navaja|sangre|sangra|quem|encerr|escap|desaparec|viol(?:ad|ando|o\b)|ahog|estrangul|no respira|inconsciente"
        r"|sola\b|sol[oa]s\b|solit[oa]|llor|grit|miedo|a la fuerza|suicid|quiere morir|pastillas|borrach|amenaz|auxilio|abus[ao]",
    ),
    "it": (
        r"bambin[oaie]|figli[oa]|neonat[oa]|fratell|sorell|nipot|alunn[oa]|piccol[oa]|ragazz[oaie]|ho \d+ anni",
        r"picchi|botte|ammazz|uccid|coltello|sangu|bruciat|bruciatur|chius[oa]|rinchius|scappat|scompars|violent(?:a|at)|stupr|soffoc|strangol|non respira|incoscient|lividi"
        r"|da sol[oaie]|piang|urla|grida|paura|con la forza|suicid|vuole morire|pastiglie|ubriac|minacci|abus",
    ),
    "ur": (
        r"بچ[ہےیوا]|بچی|بچہ|بیٹ[یاے]|لڑک[یاے]|بھائی|بہن|بھانج|بھتیج|میری عمر",
        r"مار|خون|چاقو|چیخ|قتل|جلا|بند کر|بند ہے|اکیل|زبردستی|بھاگ گئی|غائب|لاپتہ|سانس نہیں|بے ہوش|خودکشی|گولیاں|دھمک|زیادتی|ڈر |رو رہ",
    ),
    "ar": (
        r"طفل|أطفال|اطفال|ابن|ابني|بنت|ابنت|ولد|رضيع|أخي|اخي|أختي|اختي|أخو|صغير|عمري",
        r"يضرب|ضرب|سكين|دم |ينزف|نزيف|يصرخ|تصرخ|صراخ|يقتل|قتل|حرق|حابس|محبوس|مقفل|وحد|هرب|اختف|مفقود|لا يتنفس|فاقد|انتحار|حبوب|يهدد|اغتصب|يعتدي|اعتدى|بالقوة|إجبار|تبكي|يبكي|خائف|بدون أكل",
    ),
    "bn": (
        r"বাচ্চা|শিশু|মেয়ে|ছেলে|ভাই|বোন|ভাগ্নে|ভাগ্নি|আমার বয়স|মেয়ে",
        r"মার(?:ছে|ধর|ে|া|তে)|রক্ত|ছুরি|চিৎকার|খুন|পুড়|পোড়|আটকে|বন্ধ|একা|জোর করে|পালি|নিখোঁজ|শ্বাস|অজ্ঞান|আত্মহত্যা|শেষ করে|বড়ি|হুমকি|ধর্ষণ|ভয়|কাঁদ|নির্যাতন",
    ),
    "gu": (
        r"બાળક|બાળકો|છોકર|દીકર|પુત્ર|ભાઈ|બહેન|ભાણ|બાળ|મારી ઉંમર",
        r"માર(?:ે|ી|વા|પીટ|ત)|લોહી|છરી|ચીસ|ખૂન|બાળી|દાઝ|પૂરી|બંધ|એકલ|જબરદસ્તી|ભાગી|ગુમ|શ્વાસ|બેભાન|આત્મહત્યા|ગોળીઓ|ધમક|બળાત્કાર|ડર|રડ",
    ),
    "pa": (
        r"ਬੱਚ|ਧੀ|ਪੁੱਤ|ਕੁੜੀ|ਮੁੰਡ|ਭਰਾ|ਭੈਣ|ਭਾਣਜ|ਨਿਆਣ|ਮੇਰੀ ਉਮਰ",
        r"ਮਾਰ|ਕੁੱਟ|ਖੂਨ|ਖ਼ੂਨ|ਚਾਕੂ|ਚੀਕ|ਕਤਲ|ਸਾੜ|ਬੰਦ|ਇਕੱਲ|ਜ਼ਬਰਦਸਤੀ|ਜਬਰਦਸਤੀ|ਭੱਜ|ਗੁੰਮ|ਲਾਪਤਾ|ਸਾਹ|ਬੇਹੋਸ਼|ਖੁਦਕੁਸ਼ੀ|ਗੋਲੀਆਂ|ਧਮਕ|ਬਲਾਤਕਾਰ|ਡਰ|ਰੋ ਰ",
    ),
}
_LATIN = ("pl", "ro", "pt", "es", "it")
_ENGLISH = re.compile(
    r"\b(?:the|and|is|are|was|were|have|has|with|that|this|what|our|their|from|for|not|been|which|should|would)\b"
)
_PATTERNS = {
    code: tuple(re.compile(rf"\b(?:{part})" if code in _LATIN else part) for part in parts)
    for code, parts in _LISTS.items()
}


def danger_in_other_language(text: str) -> str | None:
    """Return the code of the language in which `text` tells of a child in danger, None when it does not."""
    plain = _plain(text)
    english = len(_ENGLISH.findall(plain))
    for code, (who, harm) in _PATTERNS.items():
        if code in _LATIN and english > len(plain.split()) / 15:
            continue
        if who.search(plain) and harm.search(plain):
            return code
    return None


def _plain(text: str) -> str:
    """Lower case, with accents taken off Latin letters only: in other scripts the marks are vowels."""
    lowered = text.lower().replace("ł", "l").replace("đ", "d")
    return "".join(_bare(c) for c in lowered)


def _bare(character: str) -> str:
    if "\u00c0" <= character <= "\u024f" or "\u1e00" <= character <= "\u1eff":
        return "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return character
