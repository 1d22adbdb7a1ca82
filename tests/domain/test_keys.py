"""Human keys: which are taken, and which are made from words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.keys import checked, suggested
from factcheck.errors import BadKey


@pytest.mark.parametrize(
    "key",
    [
        "a",
        "7",
        "in-touch-75",
        "kochetkov-2017",
        "a.b_c-d",
        "Грозный-2017",
        "Ünïcode",
        "x" * 80,
        "ends-",
    ],
)
def test_a_key_of_letters_digits_hyphens_dots_and_underscores_is_taken(key: str) -> None:
    assert checked(key) == key


def test_a_key_is_kept_in_nfc_without_white_space_around_it() -> None:
    assert checked(" cafe\u0301 \n") == "caf\u00e9"


@pytest.mark.parametrize(
    "key",
    [
        "",
        " ",
        "-a",
        ".a",
        "_a",
        "two words",
        "a/b",
        "a\\b",
        "a:b",
        "a\nb",
        "a\0b",
        "a\x1bb",
        "a\u202eb",
        "a\ud800",
        "=a",
        "“a”",
        "x" * 81,
    ],
)
def test_anything_else_is_refused_and_says_what_a_key_is(key: str) -> None:
    with pytest.raises(BadKey) as refused:
        checked(key)
    assert "letters, digits, hyphens" in refused.value.hint
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Gay people are being tortured in Chechnya.", "gay-people-tortured-chechnya"),
        ("About 75 people were in touch.", "about-75-people-touch"),
        ("1,200 people fled", "1200-people-fled"),
        ("1.5 million", "1.5-million"),
        ("Пытки в Чечне", "pytki-chechne"),
        ("The of and to", "the-of-and-to"),
        ("!!!", "claim"),
        ("", "claim"),
        ("x" * 100, "x" * 40),
        (
            "one two three four five six seven",
            "one-two-three-four-five",
        ),
    ],
)
def test_a_key_is_made_from_the_first_telling_words(text: str, key: str) -> None:
    assert suggested(text, "claim") == key


@given(st.text())
def test_whatever_the_words_the_key_that_is_made_is_a_key(text: str) -> None:
    key = suggested(text, "claim")
    assert checked(key) == key
    assert len(key) <= 40
    assert key.isascii()
