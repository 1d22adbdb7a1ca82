"""Finding a claim by what a person calls it, and listing claims, on both databases."""

import pytest
from sqlalchemy.orm import Session

from factcheck.errors import AmbiguousKey, UnknownKey
from factcheck.services import claims, reading
from tests.support import cases


def log(session: Session, author: str, *keys: str) -> None:
    for key in keys:
        claims.add(session, author, {"text": f"Claim {key}", "kind": "event", "key": key})


def test_a_claim_is_found_by_key_by_unique_beginning_and_by_id(
    session: Session, author: str
) -> None:
    log(session, author, "held-75", "denied")
    held = reading.show(session, "held-75")
    assert held.text == "Claim held-75"
    for name in ("held-", "h", held.id, held.id.upper()):
        assert reading.show(session, name) == held


def test_an_unknown_key_suggests_near_ones(session: Session, author: str) -> None:
    log(session, author, "in-touch-75", "in-touch-80", "unlike")
    with pytest.raises(UnknownKey) as refused:
        reading.show(session, "in-tuoch-75")
    assert refused.value.sentence == "There is no claim “in-tuoch-75”."
    assert "in-touch-75" in refused.value.hint
    assert "unlike" not in refused.value.hint


@pytest.mark.parametrize(
    "name", ["zzz", "", "%", "_", "\U0010ffff", "00000000-0000-7000-8000-000000000000"]
)
def test_a_name_like_no_other_says_how_to_see_them_all(
    session: Session, author: str, name: str
) -> None:
    log(session, author, "in-touch-75")
    with pytest.raises(UnknownKey) as refused:
        reading.show(session, name)
    assert "factcheck claim list" in refused.value.hint


def test_an_ambiguous_beginning_lists_what_it_could_be(session: Session, author: str) -> None:
    log(session, author, "other", *(f"same-{number}" for number in range(10)))
    with pytest.raises(AmbiguousKey) as refused:
        reading.show(session, "same")
    listed = ", ".join(f"same-{number}" for number in range(8))
    assert refused.value.sentence == f"“same” could be more than one claim: {listed} and more."
    assert reading.show(session, "same-1").key == "same-1"


def test_a_key_that_begins_another_is_itself(session: Session, author: str) -> None:
    log(session, author, "raid", "raid-2")
    assert reading.show(session, "raid").key == "raid"


def test_the_newest_claims_come_first(session: Session, author: str) -> None:
    keys = [f"c{number}" for number in range(7)]
    log(session, author, *keys)
    keys.reverse()
    for limit in (None, 0, 1, 3, 4, 8):
        listed = [claim.key for claim in reading.listing(session, [], limit)]
        assert listed == keys[:limit]


def test_a_listed_claim_is_whole(session: Session, author: str) -> None:
    cases.populate(session, author)
    listed = list(reading.listing(session, [], None))
    assert [claim.key for claim in listed] == ["denied", "detained", "in-touch-75"]
    assert listed == [reading.show(session, claim.key) for claim in listed]
    assert [claim.status for claim in listed] == ["refuted", "unverified", "corroborated"]
    assert [len(claim.reviews) for claim in listed] == [1, 0, 1]
    assert listed[2].tags == ("contacts", "network")
    assert listed[2].origins == ("interview", "wire")
