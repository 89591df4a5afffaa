"""What every screen has in common."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_a_visitor_sees_their_cases(visit: Callable[..., Any], new_case: Callable[..., str]) -> None:
    new_case("Eastmere")

    page = visit("/")

    assert page.get_by_role("link", name="Eastmere").first.is_visible()
    assert page.title() == "Your cases – Regrip"


def test_what_is_not_there_is_said_in_plain_words(visit: Callable[..., Any]) -> None:
    page = visit("/cases/0000000000000000", expect_errors=True)

    assert page.get_by_role("heading", name="This is not here").is_visible()
