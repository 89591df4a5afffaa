"""Danger in the ten languages most spoken in England after English."""

import pytest

from assistant.messages.languages import danger_in_other_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mój syn jest sam w domu, ojciec grozi mu nożem", "pl"),
        ("Tata o bate pe fetița vecinilor chiar acum", "ro"),
        ("O pai está a bater na menina com um cinto, ela grita", "pt"),
        ("Mi hermana tiene quince años y la van a casar a la fuerza mañana", "es"),
        ("Il padre picchia il bambino adesso, sento le urla", "it"),
        ("ایک بچہ گھر میں اکیلا ہے اور رو رہا ہے", "ur"),
        ("الأب يضرب الطفل الآن بالسكين", "ar"),
        ("বাবা বাচ্চাটাকে মারছে, রক্ত পড়ছে", "bn"),
        ("પિતા બાળકને મારે છે, લોહી નીકળે છે", "gu"),
        ("ਪਿਉ ਬੱਚੇ ਨੂੰ ਕੁੱਟ ਰਿਹਾ ਹੈ", "pa"),
    ],
)
def test_danger_is_recognised(text: str, code: str) -> None:
    assert danger_in_other_language(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "W jakim stadium jest nasza służba i co robić dalej?",
        "¿En qué etapa estamos y qué debemos hacer ahora?",
        "In quale fase siamo e che cosa dobbiamo fare?",
        "The bate and the copil are words in this English sentence about the service.",
        "Our plan has 40 actions and a child dies in a review of 2019.",
    ],
)
def test_service_questions_and_english_pass(text: str) -> None:
    assert danger_in_other_language(text) is None
