"""Text that comes in: what is kept, in which form, and what is refused."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.wording import CLAIM_LIMIT, clean, clean_optional, counted
from factcheck.errors import EmptyText, NotText, TextTooLong


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("They were detained.", "They were detained."),
        ("  spaced \t\n", "spaced"),
        ("two\nlines", "two\nlines"),
        ("cafe\u0301", "caf\u00e9"),
        ("и\u0306", "й"),
        ("\u202eevil\u202c", "\u202eevil\u202c"),
        ("a\x1b[31mb", "a\x1b[31mb"),
        ("\u200bzero", "\u200bzero"),
    ],
)
def test_text_is_kept_as_given_but_in_nfc_and_without_white_space_around_it(
    raw: str, kept: str
) -> None:
    assert clean("the statement", raw) == kept


FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters, to Unicode, of which nothing is seen."""


@pytest.mark.parametrize(
    "raw",
    ["", " ", "\n\t ", "\u00a0", "\u200b", "\u200b \ufeff\u2060", "\u202e", "\x1b", "\U000e0041",
     "\u034f", "\ufe0f", "\U000e0100", *FILLERS],
)  # fmt: skip
def test_nothing_is_refused_where_text_is_wanted(raw: str) -> None:
    with pytest.raises(EmptyText, match="The statement is empty"):
        clean("the statement", raw)
    assert clean_optional("the place", raw) is None


def test_nothing_at_all_is_nothing() -> None:
    assert clean_optional("the place", None) is None
    assert clean_optional("the place", " Grozny ") == "Grozny"


@pytest.mark.parametrize("raw", ["a\0b", "\0", "ё\0", "\0\0a"])
def test_nul_is_refused(raw: str) -> None:
    with pytest.raises(NotText, match="The quote cannot be kept: it holds a NUL character"):
        clean("the quote", raw)


@pytest.mark.parametrize("raw", ["\ud800", "a\udcff", "\udfff\ud800"])
def test_bytes_that_were_no_text_are_refused(raw: str) -> None:
    with pytest.raises(NotText, match="not UTF-8"):
        clean("the quote", raw)


def test_the_limit_counts_characters_as_they_are_kept() -> None:
    assert len(clean("the statement", "x" * CLAIM_LIMIT, CLAIM_LIMIT)) == CLAIM_LIMIT
    # Two characters that NFC makes one.
    assert len(clean("the statement", "e\u0301" * CLAIM_LIMIT, CLAIM_LIMIT)) == CLAIM_LIMIT
    assert len(clean("the statement", " " + "x" * CLAIM_LIMIT + "\n", CLAIM_LIMIT)) == CLAIM_LIMIT
    with pytest.raises(TextTooLong, match=r"has 10,001 characters; at most 10,000 are taken"):
        clean("the statement", "x" * (CLAIM_LIMIT + 1), CLAIM_LIMIT)


@given(st.text())
def test_what_is_kept_is_kept_again_unchanged(raw: str) -> None:
    try:
        kept = clean("the quote", raw)
    except (EmptyText, NotText):
        assert "\0" in raw or all(unicodedata.category(c)[0] in "CZM" or c in FILLERS for c in raw)
        return
    assert clean("the quote", kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert kept == unicodedata.normalize("NFC", raw.strip())


@pytest.mark.parametrize(
    ("count", "one", "many", "said"),
    [
        (0, "claim", "", "0 claims"),
        (1, "claim", "", "1 claim"),
        (2, "claim", "", "2 claims"),
        (1200, "claim", "", "1,200 claims"),
        (1, "row known already", "rows known already", "1 row known already"),
        (3, "row known already", "rows known already", "3 rows known already"),
    ],
)
def test_counted(count: int, one: str, many: str, said: str) -> None:
    assert counted(count, one, many) == said
