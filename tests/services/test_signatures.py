"""Entries are signed by authors who have a key, and the audit sees whose work is whose."""

from collections.abc import Iterable

import pytest
from sqlalchemy import select

from factcheck.database.engine import Location, connect
from factcheck.database.models import Author, Entry
from factcheck.database.session import CaseSession, open_session
from factcheck.domain.findings import Finding
from factcheck.domain.signing import NOBODY, PublicKey, Signer, Trust, entry_message
from factcheck.errors import KeyElsewhere
from factcheck.keyring.ed25519 import new_key, opened, verified
from factcheck.services import parties
from factcheck.services.audit import signatures
from factcheck.services.audit.base import Audit
from tests.support.tampering import tamper

ANNA, BORIS = "Anna Reporter", "Boris Editor"


def signer(name: str) -> Signer:
    return opened(new_key(None), "", name, "")


ANNAS, ANOTHERS, BORISS = signer(ANNA), signer(ANNA), signer(BORIS)
PINNED = Trust({"anna reporter": {ANNAS.public}}, {"anna reporter"})


def work(location: Location, name: str, key: Signer | None, *added: str) -> None:
    """Somebody logs parties of these names: one entry each."""
    with open_session(location, write=True, author=name, signer=key) as session:
        for party in added:
            parties.add(session, name, party, kind="person")
        session.commit()


def found(location: Location, trust: Trust = NOBODY) -> list[Finding]:
    with open_session(location, write=False) as session:
        return list(signatures.check(Audit(session, lambda done, total: None, trust=trust)))


def named(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.place) for finding in findings]


def alter(location: Location, *statements: str) -> None:
    with connect(location).begin() as connection:
        for statement in statements:
            tamper(connection, statement)


def entries(location: Location) -> list[Entry]:
    with open_session(location, write=False) as session:
        return list(session.scalars(select(Entry).order_by(Entry.seq)))


def authors(location: Location) -> list[Author]:
    with open_session(location, write=False) as session:
        return list(session.scalars(select(Author).order_by(Author.seq)))


def literal(location: Location, value: bytes) -> str:
    return f"X'{value.hex()}'" if location.path else f"'\\x{value.hex()}'::bytea"


@pytest.fixture
def signed(location: Location) -> Location:
    """Anna signs entries 1 to 3, Boris 4 and 5; the first of each puts the author there."""
    work(location, ANNA, ANNAS, "Ada", "Berta")
    work(location, BORIS, BORISS, "Carl")
    return location


# --- signing ------------------------------------------------------------------------------------


def test_every_entry_is_signed_with_its_author_s_key(signed: Location) -> None:
    keys = {author.seq: author.public_key for author in authors(signed)}
    made = entries(signed)
    assert [entry.record_kind for entry in made] == "author party party author party".split()
    for entry in made:
        key = keys[entry.author_seq]
        assert key is not None
        assert entry.signature is not None
        assert verified(PublicKey(key), entry_message(entry.digest), entry.signature)
    assert found(signed) == found(signed, PINNED) == []


def test_work_without_a_key_is_not_signed(location: Location) -> None:
    work(location, ANNA, None, "Ada")
    assert [entry.signature for entry in entries(location)] == [None, None]
    assert authors(location)[0].public_key is None
    assert found(location) == []


def test_a_key_comes_into_the_case_with_the_first_that_is_signed(location: Location) -> None:
    work(location, ANNA, None, "Ada")
    work(location, ANNA, ANNAS, "Berta")
    work(location, ANNA, ANNAS, "Carl")
    assert [(author.name, author.public_key) for author in authors(location)] == [
        (ANNA, None),
        (ANNA, ANNAS.public.raw),
    ]
    assert [entry.signature is not None for entry in entries(location)] == [
        False, False, True, True, True,
    ]  # fmt: skip
    assert found(location) == found(location, PINNED) == []


def test_two_people_of_one_name_are_two_authors(location: Location) -> None:
    work(location, ANNA, ANNAS, "Ada")
    work(location, ANNA, ANOTHERS, "Berta")
    assert [author.public_key for author in authors(location)] == [
        ANNAS.public.raw,
        ANOTHERS.public.raw,
    ]
    assert found(location) == []


@pytest.mark.parametrize("name", [ANNA, "anna  reporter"])
def test_nobody_works_unsigned_under_a_name_that_signs(signed: Location, name: str) -> None:
    before = len(entries(signed))
    with pytest.raises(KeyElsewhere, match=ANNAS.public.fingerprint):
        work(signed, name, None, "Dora")
    assert len(entries(signed)) == before
    with open_session(signed, write=False) as session:
        assert [party.name for party in parties.listing(session)] == ["Ada", "Berta", "Carl"]


def test_a_newer_key_signs_what_comes_after_it(signed: Location) -> None:
    work(signed, ANNA, ANOTHERS, "Dora")
    both = Trust({"anna reporter": {ANNAS.public, ANOTHERS.public}}, {"anna reporter"})
    assert found(signed, both) == []


def test_what_is_rolled_back_leaves_no_author(signed: Location) -> None:
    with open_session(signed, write=True, author=ANNA, signer=ANOTHERS) as session:
        parties.add(session, ANNA, "Dora", kind="person")
        session.settle()
        session.rollback()
    assert len(authors(signed)) == 2
    assert found(signed) == []


# --- what the audit finds -----------------------------------------------------------------------


@pytest.mark.parametrize("entry", [1, 2, 3, 4, 5])
def test_a_signature_with_one_bit_turned_is_found(signed: Location, entry: int) -> None:
    signature = bytearray(entries(signed)[entry - 1].signature or b"")
    signature[entry] ^= 1
    alter(
        signed,
        f"UPDATE journal SET signature = {literal(signed, bytes(signature))} WHERE seq = {entry}",
    )
    name = ANNA if entry <= 3 else BORIS
    assert named(found(signed)) == [("signature", f"entry {entry} of {name}")]


@pytest.mark.parametrize("value", ["", "00", "00" * 64])
def test_a_signature_that_is_none_is_found(signed: Location, value: str) -> None:
    alter(
        signed,
        f"UPDATE journal SET signature = {literal(signed, bytes.fromhex(value))} WHERE seq = 3",
    )
    assert named(found(signed)) == [("signature", f"entry 3 of {ANNA}")]


def test_a_signature_taken_away_is_found(signed: Location) -> None:
    alter(signed, "UPDATE journal SET signature = NULL WHERE seq IN (2, 5)")
    assert named(found(signed)) == [
        ("signature", f"entry 2 of {ANNA}"),
        ("signature", f"entry 5 of {BORIS}"),
    ]


def test_signatures_that_change_places_are_found(signed: Location) -> None:
    two, three = (entry.signature or b"" for entry in entries(signed)[1:3])
    alter(
        signed,
        f"UPDATE journal SET signature = {literal(signed, three)} WHERE seq = 2",
        f"UPDATE journal SET signature = {literal(signed, two)} WHERE seq = 3",
    )
    assert len(found(signed)) == 2


def test_an_altered_digest_is_found_by_its_signature(signed: Location) -> None:
    alter(signed, f"UPDATE journal SET digest = {literal(signed, bytes(32))} WHERE seq = 5")
    assert named(found(signed)) == [("signature", f"entry 5 of {BORIS}")]


def test_an_entry_handed_to_another_author_is_found(signed: Location) -> None:
    alter(signed, "UPDATE journal SET author_seq = 2 WHERE seq = 3")
    assert named(found(signed)) == [("signature", f"entry 3 of {BORIS}")]


def test_keys_that_change_places_are_found(signed: Location) -> None:
    one, two = (literal(signed, author.public_key or b"") for author in authors(signed))
    alter(
        signed,
        f"UPDATE author SET public_key = {two} WHERE seq = 1",
        f"UPDATE author SET public_key = {one} WHERE seq = 2",
    )
    assert {place for _, place in named(found(signed))} == {
        *(f"entry {entry} of {ANNA}" for entry in (1, 2, 3)),
        *(f"entry {entry} of {BORIS}" for entry in (4, 5)),
    }


@pytest.mark.parametrize("key", ["", "00", "00" * 32, "02" + "00" * 31])
def test_a_key_that_is_none_is_found(signed: Location, key: str) -> None:
    value = literal(signed, bytes.fromhex(key))
    alter(signed, f"UPDATE author SET public_key = {value} WHERE seq = 2")
    assert named(found(signed)) == [
        ("signature", f"entry 4 of {BORIS}"),
        ("signature", f"entry 5 of {BORIS}"),
    ]


def test_a_key_taken_away_is_found(signed: Location) -> None:
    alter(signed, "UPDATE author SET public_key = NULL WHERE seq = 2")
    assert [finding.message for finding in found(signed)] == [
        "It is signed, and its author has no key in the case."
    ] * 2


def test_unsigned_work_after_the_key_came_is_found(signed: Location) -> None:
    """As somebody would write it who has the database and not the key."""
    with CaseSession(connect(signed), author="Eve") as session:
        parties.add(session, "Eve", "Dora", kind="person")
        session.commit()
    alter(signed, "UPDATE author SET name = 'anna reporter' WHERE name = 'Eve'")
    assert named(found(signed)) == [
        ("signature", "entry 6 of anna reporter"),
        ("signature", "entry 7 of anna reporter"),
    ]


# --- keys that are trusted on this machine --------------------------------------------------------


def test_a_history_signed_anew_with_another_key_is_found(location: Location) -> None:
    work(location, ANNA, ANOTHERS, "Ada", "Berta")
    work(location, BORIS, BORISS, "Carl")
    assert found(location) == []  # it is whole in itself
    (finding,) = found(location, PINNED)
    assert (finding.rule, finding.place) == ("key", f"author {ANNA} ({ANOTHERS.public.short})")
    assert ANNAS.public.fingerprint in finding.message
    assert ANOTHERS.public.fingerprint in finding.message


def test_a_history_whose_signatures_were_taken_away_is_found(location: Location) -> None:
    work(location, ANNA, None, "Ada")
    (finding,) = found(location, PINNED)
    assert (finding.rule, finding.place) == ("key", f"author {ANNA}")


def test_one_s_own_new_key_is_no_fault_before_it_is_used(location: Location) -> None:
    work(location, ANNA, None, "Ada")
    assert found(location, PINNED._replace(colleagues=frozenset())) == []


def test_an_impostor_beside_the_right_one_is_found(signed: Location) -> None:
    work(signed, "ANNA Reporter", ANOTHERS, "Dora")
    assert named(found(signed, PINNED)) == [
        ("key", f"author ANNA Reporter ({ANOTHERS.public.short})")
    ]


def test_trust_in_people_who_are_not_in_the_case_finds_nothing(signed: Location) -> None:
    assert found(signed, Trust({"carl": {ANOTHERS.public}}, {"carl"})) == []
