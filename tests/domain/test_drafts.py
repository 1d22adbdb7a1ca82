"""Text fields read into a claim or a citation, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.drafts import (
    each_once,
    logged_digest,
    read_citation,
    read_claim,
    read_tags,
)
from factcheck.domain.vocabulary import Qualifier
from factcheck.errors import (
    ActWithoutAbuse,
    EmptyText,
    FactcheckError,
    MissingField,
    NothingCounted,
    NotText,
    TextTooLong,
    UnknownCode,
    UnreadableDate,
    UnreadableNumber,
)

EVENT = {"text": "A raid took place.", "kind": "event"}


def test_a_whole_claim_is_read() -> None:
    draft = read_claim(
        {
            "text": " Gay men were detained in Argun. ",
            "kind": "abuse",
            "act": "detention",
            "as_of": "2017-04",
            "happened": "2017-02/2017-03",
            "place": " Argun ",
            "tags": "Custody; custody, raids",
            "number": "at least three",
            "number_method": "count",
        }
    )
    assert draft.text == "Gay men were detained in Argun."
    assert (draft.kind, draft.act, draft.number_method) == ("abuse", "detention", "count")
    assert draft.as_of is not None
    assert draft.happened is not None
    assert (draft.as_of.text, draft.happened.text) == ("2017-04", "2017-02/2017-03")
    assert draft.place == "Argun"
    assert draft.tags == ("custody", "raids")
    assert draft.quantity is not None
    assert draft.quantity.as_stated == "at least three"
    assert draft.quantity.qualifier == Qualifier.AT_LEAST
    assert draft.quantity.minimum == 3


@pytest.mark.parametrize("empty", [None, "", " ", "absent"])
def test_what_is_empty_is_nothing(empty: str | None) -> None:
    names = ("as_of", "happened", "place", "tags", "number")
    fields = EVENT if empty == "absent" else {**EVENT, **dict.fromkeys(names, empty)}
    draft = read_claim(fields)
    assert draft[2:] == (None, None, None, None, (), None, None)


@pytest.mark.parametrize(
    ("changes", "error", "told"),
    [
        ({"text": None}, MissingField, "--text"),
        ({"text": ""}, EmptyText, "statement is empty"),
        ({"text": " \n"}, EmptyText, "statement is empty"),
        ({"text": "a\0b"}, NotText, "NUL"),
        ({"text": "a\udcffb"}, NotText, "UTF-8"),
        ({"text": "x" * 10_001}, TextTooLong, "10,001 characters"),
        ({"kind": None}, MissingField, "--kind"),
        ({"kind": ""}, MissingField, "--kind"),
        ({"kind": "rumour"}, UnknownCode, "number, abuse, responsibility, targeting, denial"),
        ({"act": "torture"}, ActWithoutAbuse, "kind event"),
        ({"kind": "abuse", "act": "insult"}, UnknownCode, "torture, arrest, detention"),
        ({"as_of": "last May"}, UnreadableDate, "2017-05-18"),
        ({"happened": "18.05.2017"}, UnreadableDate, "2017-05-18"),
        ({"number": "lots"}, UnreadableNumber, "about 75 people"),
        ({"number": "2017"}, UnreadableNumber, "2017"),
        ({"number": "75", "number_method": "guess"}, UnknownCode, "count, estimate"),
        ({"number_method": "count"}, NothingCounted, "number method"),
        ({"measure": "in-touch"}, NothingCounted, "measure"),
        ({"place": "x" * 501}, TextTooLong, "place has 501 characters"),
        ({"tags": "a\0"}, NotText, "tag"),
    ],
)
def test_a_wrong_field_is_refused_and_says_what_is_right(
    changes: dict[str, str | None], error: type[FactcheckError], told: str
) -> None:
    with pytest.raises(error) as refused:
        read_claim({**EVENT, **changes})
    assert told in f"{refused.value.sentence} {refused.value.hint}"


@pytest.mark.parametrize(
    ("fields", "read"),
    [
        ({}, ("supports", None, None, None)),
        ({"stance": ""}, ("supports", None, None, None)),
        ({"stance": "disputes", "locator": " p. 7 "}, ("disputes", "p. 7", None, None)),
        (
            {"quote": "около 75", "translation": "about 75"},
            ("supports", None, "около 75", "about 75"),
        ),
        ({"quote": "cafe\u0301", "locator": ""}, ("supports", None, "caf\u00e9", None)),
    ],
)
def test_a_citation_is_read(fields: dict[str, str | None], read: tuple[str | None, ...]) -> None:
    assert read_citation(fields) == read


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"stance": "agrees"}, UnknownCode),
        ({"translation": "about 75"}, MissingField),
        ({"quote": "a\0"}, NotText),
        ({"quote": "x" * 100_001}, TextTooLong),
    ],
)
def test_a_wrong_citation_is_refused(
    fields: dict[str, str | None], error: type[FactcheckError]
) -> None:
    with pytest.raises(error):
        read_citation(fields)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", ()),
        (" , ;", ()),
        ("one", ("one",)),
        ("B, a; b,A", ("b", "a")),
        ("two words, one", ("two words", "one")),
        ("Пытки,ПЫТКИ", ("пытки",)),
    ],
)
def test_tags(text: str, tags: tuple[str, ...]) -> None:
    assert read_tags(text) == tags


@given(st.lists(st.text("aAbBсС ", max_size=3), max_size=6))
def test_tags_stand_once_in_lower_case_and_read_back(written: list[str]) -> None:
    tags = each_once(written)
    assert len(set(tags)) == len(tags)
    assert all(tag and tag == tag.lower().strip() for tag in tags)
    assert read_tags(", ".join(tags)) == tags
    assert set(tags) == {tag.strip().lower() for tag in written} - {""}


FULL = {
    "text": "They were held.",
    "kind": "abuse",
    "act": "detention",
    "as_of": "2017-04",
    "happened": "2017-03",
    "place": "Argun",
    "number": "three",
}


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("text", "They were kept."),
        ("act", "arrest"),
        ("as_of", "2017-05"),
        ("as_of", None),
        ("happened", "2017-02"),
        ("place", "Grozny"),
        ("place", None),
        ("number", "3"),
    ],
)
def test_the_digest_tells_claims_apart(field: str, other: str | None) -> None:
    known = logged_digest(read_claim(FULL), "igor", "", "")
    assert known == logged_digest(read_claim(dict(FULL)), "igor", "", "")
    assert len(known) == 16
    assert known != logged_digest(read_claim({**FULL, field: other}), "igor", "", "")


def test_the_digest_tells_kinds_and_references_apart() -> None:
    draft = read_claim(EVENT)
    others = {
        logged_digest(draft, "", "", ""),
        logged_digest(draft, "igor", "", ""),
        logged_digest(draft, "", "igor", ""),
        logged_digest(draft, "", "", "igor"),
        logged_digest(read_claim({**EVENT, "kind": "targeting"}), "", "", ""),
    }
    assert len(others) == 5


def test_the_digest_does_not_mind_white_space_or_composition() -> None:
    one = read_claim({**EVENT, "text": " café raided ", "place": "Argun"})
    other = read_claim({**EVENT, "text": "cafe\u0301 raided", "place": " Argun "})
    assert logged_digest(one, "", "", "") == logged_digest(other, "", "", "")
