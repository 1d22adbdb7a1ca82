"""Finding records by key: exact, by unique beginning, by id; and what is near a mistyped one."""

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from factcheck.database.engine import Location, connect
from factcheck.database.identifiers import new_id
from factcheck.database.models import Claim, Measure, Party, Source
from factcheck.database.queries.keys import Keyed, find, holders, near, resolve
from factcheck.database.session import open_session
from factcheck.errors import AmbiguousKey, UnknownKey
from factcheck.services import parties
from factcheck.services.stamps import stamp
from tests.support.cases import AUTHOR

KEYS = (
    "kochetkov-2017",
    "kochetkov-2017-05",
    "kochetkova",
    "in_touch",
    "inxtouch",
    "per.cent",
    "perxcent",
    "Dozhd",
    "dozhd-tv",
    "встреча-1",
    "встреча-2",
    "x🙂",
    "100",
    "1000",
    # No person can choose these, but a look-up must not read them as patterns.
    "a%b",
    "a*b",
    "a[b]c",
    "a?b",
    "axb",
)


@pytest.fixture(scope="module")
def library(shared: Location) -> Location:
    """The populated case, with a party of each key."""
    with open_session(shared, write=True, author=AUTHOR) as session:
        session.add_all(Party(key=key, name=f"Name of {key}", **stamp(AUTHOR)) for key in KEYS)
        session.commit()
    return shared


@pytest.fixture
def session(library: Location) -> Iterator[Session]:
    """A session on the library, rolled back."""
    with Session(connect(library)) as session:
        yield session


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *((key, key) for key in KEYS),
        ("kochetkov-2017-", "kochetkov-2017-05"),
        ("in_", "in_touch"),
        ("inx", "inxtouch"),
        ("per.", "per.cent"),
        ("x", "x🙂"),
        ("D", "Dozhd"),
        ("d", "dozhd-tv"),
        ("a%", "a%b"),
        ("a*", "a*b"),
        ("a[", "a[b]c"),
        ("a?", "a?b"),
    ],
)
def test_a_key_or_its_unique_beginning(text: str, key: str, session: Session) -> None:
    found = find(session, Party, text)
    assert found is not None
    assert found.key == key
    assert resolve(session, Party, text) is found


@pytest.mark.parametrize(
    "text", ["", "%", "_", "*", "?", "[a]", "a_b", "ochetkov", "KOCHETKOV", "kochetkov-2018", "ё"]
)
def test_no_pattern_is_read_into_a_key(text: str, session: Session) -> None:
    assert find(session, Party, text) is None
    with pytest.raises(UnknownKey):
        resolve(session, Party, text)


@pytest.mark.parametrize("text", ["in\0", "\0", "in\ud800"])
def test_what_no_database_can_hold_is_not_found(text: str, session: Session) -> None:
    assert find(session, Party, text) is None
    with pytest.raises(UnknownKey):
        resolve(session, Party, text)


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("kochetkov", "kochetkov-2017, kochetkov-2017-05 and kochetkova"),
        ("in", "in_touch and inxtouch"),
        ("встреч", "встреча-1 and встреча-2"),
        ("встреча-", "встреча-1 and встреча-2"),
        ("1", "100 and 1000"),
    ],
)
def test_a_beginning_of_several_keys_lists_them(text: str, matches: str, session: Session) -> None:
    with pytest.raises(AmbiguousKey) as caught:
        resolve(session, Party, text)
    assert caught.value.sentence == f"“{text}” could be more than one party: {matches}."


def test_many_matches_are_cut_short(session: Session) -> None:
    for number in range(10, 30):
        parties.add(session, AUTHOR, "Name", key=f"witness-{number}")
    with pytest.raises(AmbiguousKey, match=r"witness-10, .*, witness-17 and more"):
        resolve(session, Party, "witness")


@pytest.mark.parametrize("written", [str, lambda id: str(id).upper()])
def test_an_id(written: Callable[[UUID], str], session: Session) -> None:
    party = session.scalars(select(Party).where(Party.key == "Dozhd")).one()
    assert find(session, Party, written(party.id)) is party
    assert find(session, Source, written(party.id)) is None
    assert find(session, Party, str(new_id())) is None
    assert find(session, Party, "x" * 36) is None


def test_a_key_goes_before_an_id(session: Session) -> None:
    one, other = session.scalars(select(Party).order_by(Party.seq).limit(2))
    other.key = str(one.id)
    session.flush()
    assert find(session, Party, str(one.id)) is other


@pytest.mark.parametrize(
    ("model", "key"),
    [(Party, "network"), (Source, "interview"), (Measure, "contacted"), (Claim, "detained")],
)
def test_every_kind_of_record(model: type[Keyed], key: str, session: Session) -> None:
    assert resolve(session, model, key).key == key
    others = (
        find(session, Claim, key),
        find(session, Measure, key),
        find(session, Party, key),
        find(session, Source, key),
    )
    assert [type(record) for record in others if record] == [model]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("kochetkof-2017", ["kochetkov-2017"]),
        ("KOCHETKOVA", ["kochetkova"]),
        ("dozd", ["Dozhd"]),
        ("встрча-1", ["встреча-1"]),
        ("zzzzzz", []),
    ],
)
def test_near_keys(text: str, keys: list[str], session: Session) -> None:
    found = near(session, Party, text)
    assert found[: len(keys)] == keys
    assert bool(found) == bool(keys)
    assert len(found) <= 3
    with pytest.raises(UnknownKey) as caught:
        resolve(session, Party, text)
    assert all(key in caught.value.hint for key in found)


def test_holders_of_keys(session: Session) -> None:
    asked = ["network", "interview", "contacted", "detained", "nobody"]
    assert holders(session, asked) == {
        "network": "party",
        "interview": "source",
        "contacted": "measure",
        "detained": "claim",
    }
    assert holders(session, asked, Source) == {"interview": "source"}
    assert holders(session, []) == {}
