"""Choosing keys for new records."""

import re

import pytest
from sqlalchemy.orm import Session

from factcheck.errors import BadKey, DuplicateKey
from factcheck.services import measures, parties
from factcheck.services.naming import KeyMaker, new_key


def test_the_key_given_is_taken_and_kept_in_nfc(session: Session) -> None:
    assert new_key(session, "claim", " cafe\u0301 ", "whatever") == "caf\u00e9"
    with pytest.raises(BadKey):
        new_key(session, "claim", "", "whatever")


def test_a_key_that_is_held_is_refused(session: Session, author: str) -> None:
    measures.add(session, author, "people", unit="people")
    with pytest.raises(DuplicateKey, match="belongs to a measure already"):
        new_key(session, "claim", "people", "whatever")


def test_a_key_is_made_from_words_or_from_the_noun(session: Session) -> None:
    assert new_key(session, "claim", None, "Men were held in Argun.") == "men-held-argun"
    assert new_key(session, "claim", None, "!!!") == "claim"


def test_made_keys_are_free_and_different(session: Session, author: str) -> None:
    for key in ("men", "men-3"):
        parties.add(session, author, key, key=key)
    maker = KeyMaker()
    bases = ["men", "women", "men", "men"]
    keys = maker.free(session, bases, {"women"})
    keys += maker.free(session, ["men"])
    assert len(set(keys)) == 5
    assert not {"men", "men-3", "women"} & set(keys)
    for key, base in zip(keys, [*bases, "men"], strict=True):
        assert re.fullmatch(rf"{base}(-\d+)?", key)


def test_a_maker_that_forgot_still_makes_free_keys(
    session: Session, author: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KeyMaker, "REMEMBERED", 1)
    maker = KeyMaker()
    made: list[str] = []
    for _ in range(3):
        for base in ("a", "b", "c"):
            (key,) = maker.free(session, [base])
            parties.add(session, author, key, key=key)
            made.append(key)
    assert made == ["a", "b", "c", "a-2", "b-2", "c-2", "a-3", "b-3", "c-3"]


def test_a_key_made_from_one_text_is_not_made_again_from_another(session: Session) -> None:
    keys = KeyMaker().free(session, ["men", "men-2", "men"])
    assert len(set(keys)) == 3
