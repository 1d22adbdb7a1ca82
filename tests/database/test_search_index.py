"""Whatever is changed, the index holds the words that are there, and no others."""

import random
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, Table, delete, select, text, update
from sqlalchemy.exc import IntegrityError

from factcheck.database import schema
from factcheck.database.engine import Location, connect
from factcheck.database.search import bulk_load, find, postgres, refresh, sqlite
from factcheck.domain.searchquery import parse_query, words
from tests.support.cases import make
from tests.support.searchable import (
    CITATION,
    CLAIM,
    MOMENT,
    SOURCE,
    Cited,
    add_citation,
    add_claim,
    add_source,
)


@pytest.fixture
def engine(location: Location) -> Engine:
    return connect(location)


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """On an empty case; what is written is rolled back."""
    with engine.connect() as connection:
        yield connection


def check(connection: Connection) -> None:
    """The index is what it would be if it were made now. Raises where it is not."""
    assert connection.scalar(text("SELECT count(*) FROM claim_search_stale")) == 0
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            "INSERT INTO claim_search (claim_search, rank) VALUES ('integrity-check', 1)"
        )
        return
    different = """
        SELECT * FROM claim_search FULL JOIN claim_document USING (claim_seq)
        WHERE claim_search.document IS DISTINCT FROM claim_document.document
    """
    assert connection.exec_driver_sql(different).all() == []


def found(connection: Connection, query: str) -> set[int]:
    return {hit.claim_seq for hit in find(connection, parse_query(query), limit=None).hits}


# --- after each change ------------------------------------------------------------------------


def test_a_claim_is_found_from_when_it_is_added_to_when_it_is_deleted(
    connection: Connection,
) -> None:
    seq = add_claim(connection, "Men were detained.")
    refresh(connection)
    assert found(connection, "detained") == {seq}
    connection.execute(update(CLAIM).values(text="Men were freed."))
    refresh(connection)
    assert (found(connection, "detained"), found(connection, "freed")) == (set(), {seq})
    connection.execute(delete(CLAIM))
    refresh(connection)
    assert found(connection, "freed") == set()
    check(connection)


def test_a_citation_is_found_until_it_is_withdrawn(connection: Connection) -> None:
    seq = add_claim(connection, "A claim.")
    refresh(connection)
    source = add_source(connection, "Report")
    citation = add_citation(connection, seq, source, "ёлка", "fir")
    refresh(connection)
    for query in ("елки", "fir", "report"):
        assert found(connection, query) == {seq}
    one = CITATION.c.seq == citation
    connection.execute(update(CITATION).where(one).values(quote="сосна", translation="pine"))
    refresh(connection)
    assert found(connection, "fir") == set()
    assert found(connection, "сосны") == found(connection, "pine") == {seq}
    connection.execute(update(CITATION).where(one).values(withdrawn_at=MOMENT))
    refresh(connection)
    for query in ("сосна", "pine", "report"):
        assert found(connection, query) == set()
    connection.execute(update(CITATION).where(one).values(withdrawn_at=None))
    refresh(connection)
    assert found(connection, "pine report") == {seq}
    connection.execute(delete(CITATION))
    refresh(connection)
    assert found(connection, "pine") == set()
    check(connection)


def test_a_citation_can_move_to_another_claim_and_another_source(connection: Connection) -> None:
    one, other = add_claim(connection, "One."), add_claim(connection, "Other.")
    sources = add_source(connection, "Report"), add_source(connection, "Letter")
    add_citation(connection, one, sources[0], "quoted")
    refresh(connection)
    connection.execute(update(CITATION).values(claim_seq=other))
    refresh(connection)
    assert found(connection, "quoted report") == {other}
    connection.execute(update(CITATION).values(source_seq=sources[1]))
    refresh(connection)
    assert (found(connection, "quoted report"), found(connection, "letter")) == (set(), {other})
    check(connection)


def test_a_new_title_is_found_with_every_claim_that_cites_the_source(
    connection: Connection,
) -> None:
    seqs = {add_claim(connection, "Some claim.") for _ in range(3)}
    source = add_source(connection, "Draft")
    for seq in seqs:
        add_citation(connection, seq, source)
        add_citation(connection, seq, source, "again")
    refresh(connection)
    connection.execute(update(SOURCE).values(title="Final"))
    refresh(connection)
    assert (found(connection, "draft"), found(connection, "final")) == (set(), seqs)
    check(connection)


def test_other_columns_concern_no_index(connection: Connection) -> None:
    add_claim(connection, "A claim.", Cited("Title", "quote"))
    refresh(connection)
    connection.execute(update(CLAIM).values(status="verified", place="Grozny"))
    connection.execute(update(CITATION).values(locator="para. 2", stance="disputes"))
    connection.execute(update(SOURCE).values(publisher="Memorial", title="Title"))
    assert connection.scalar(text("SELECT count(*) FROM claim_search_stale")) == 0


def test_a_change_that_is_refused_leaves_nothing_behind(connection: Connection) -> None:
    add_claim(connection, "A claim.", Cited("Title", "quote"))
    refresh(connection)
    for statement in (
        update(CLAIM).values(text=""),
        update(SOURCE).values(title=""),
        update(CITATION).values(claim_seq=999),
        delete(CLAIM),
    ):
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(statement)
    refresh(connection)
    check(connection)


def test_what_is_ignored_or_turned_into_an_update_is_no_harm(connection: Connection) -> None:
    seq = add_claim(connection, "A claim.", Cited("Title", "quote"), key="key")
    refresh(connection)
    again = "INSERT INTO citation SELECT * FROM citation WHERE true ON CONFLICT (seq) DO "
    connection.exec_driver_sql(f"{again} NOTHING")
    connection.exec_driver_sql(f"{again} UPDATE SET quote = 'passage'")
    again = "INSERT INTO claim SELECT * FROM claim WHERE true ON CONFLICT (seq) DO "
    connection.exec_driver_sql(f"{again} NOTHING")
    connection.exec_driver_sql(f"{again} UPDATE SET text = 'Another.'")
    refresh(connection)
    assert found(connection, "another passage title") == {seq}
    assert found(connection, "claim") == found(connection, "quote") == set()
    check(connection)


# --- after any changes ------------------------------------------------------------------------

VOCABULARY = ["men", "detained", "пытки", "ребёнок", "ёлка", "Résumé", "A/HRC/49", "they", "-", "x"]
texts = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=5).map(" ".join)
changes = st.lists(
    st.tuples(st.integers(0, 9), st.randoms(use_true_random=False), texts, texts | st.none()),
    max_size=20,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=changes)
def test_any_changes(engine: Engine, changes: list[tuple[int, random.Random, str, str]]) -> None:
    with engine.connect() as connection:
        for change, chance, text, other in changes:
            apply(connection, change, chance, text, other)
        refresh(connection)
        check(connection)
        assert_found_by_hand(connection)


def apply(
    connection: Connection, change: int, chance: random.Random, text: str, other: str | None
) -> None:
    def one(table: Table) -> int | None:
        seqs = connection.scalars(select(table.c.seq).order_by(table.c.seq)).all()
        return chance.choice(seqs) if seqs else None

    claim, source, citation = one(CLAIM), one(SOURCE), one(CITATION)
    cited = CITATION.c.seq == citation
    if change == 0:
        add_claim(connection, text)
    elif change == 1:
        add_source(connection, text)
    elif change in (2, 3):
        if claim is not None and source is not None:
            add_citation(connection, claim, source, other, text)
    elif change == 4:
        connection.execute(update(CLAIM).where(CLAIM.c.seq == claim).values(text=text))
    elif change == 5:
        connection.execute(update(CITATION).where(cited).values(quote=other, translation=text))
    elif change == 6:
        moment = MOMENT if chance.random() < 0.5 else None
        connection.execute(update(CITATION).where(cited).values(withdrawn_at=moment))
    elif change == 7 and citation is not None:
        connection.execute(update(CITATION).where(cited).values(claim_seq=claim, source_seq=source))
    elif change == 8:
        connection.execute(update(SOURCE).where(SOURCE.c.seq == source).values(title=text))
    elif change == 9:
        if chance.random() < 0.5:
            connection.execute(delete(CITATION).where(CITATION.c.claim_seq == claim))
            connection.execute(delete(CLAIM).where(CLAIM.c.seq == claim))
        else:
            refresh(connection)


def assert_found_by_hand(connection: Connection) -> None:
    """Every word is found in just the claims whose document holds it."""
    documents = {seq: text for seq, text in connection.execute(select(CLAIM.c.seq, CLAIM.c.text))}
    for seq, *passages in connection.execute(
        select(CITATION.c.claim_seq, CITATION.c.quote, CITATION.c.translation, SOURCE.c.title)
        .join(SOURCE, SOURCE.c.seq == CITATION.c.source_seq)
        .where(CITATION.c.withdrawn_at.is_(None))
    ):
        documents[seq] += " ".join(["", *filter(None, passages)])
    for word in {"men", "елка", "resume", "hrc", "they"}:
        holding = {
            seq
            for seq, text in documents.items()
            if any(there.folded == word for there in words(text))
        }
        assert found(connection, word) == holding


# --- many at once -----------------------------------------------------------------------------


@pytest.fixture
def small_loads_are_bulk(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (sqlite, postgres):
        monkeypatch.setattr(module, "BULK_LOAD", 5)


def settings_of(connection: Connection) -> object:
    """What must be after a bulk load as it was before."""
    if connection.dialect.name == "sqlite":
        size = "SELECT v FROM claim_search_config WHERE k = 'hashsize'"
        return connection.exec_driver_sql(size).scalar() or sqlite.HASH_SIZE_DEFAULT
    indexes = "SELECT indexdef FROM pg_indexes WHERE tablename = 'claim_search' ORDER BY indexdef"
    return connection.exec_driver_sql(indexes).all()


@pytest.mark.usefixtures("small_loads_are_bulk")
def test_after_a_bulk_load_everything_is_found_and_as_before(connection: Connection) -> None:
    before = settings_of(connection)
    first = {add_claim(connection, f"Claim {n} of men.", Cited("T", "q")) for n in range(20)}
    refresh(connection)
    check(connection)
    assert settings_of(connection) == before
    second = {add_claim(connection, f"Claim {n} of men.") for n in range(10)}
    connection.execute(update(CLAIM).where(CLAIM.c.seq == min(first)).values(text="One of men."))
    refresh(connection)
    check(connection)
    assert settings_of(connection) == before
    assert found(connection, "men") == first | second
    assert found(connection, '"one of men"') == {min(first)}


def test_a_load_that_spares_the_triggers_finds_what_it_wrote(connection: Connection) -> None:
    old = add_claim(connection, "An old claim.", Cited("Old title", "old quote"))
    untouched = add_claim(connection, "An old claim.")
    refresh(connection)
    load = bulk_load(connection)
    new = add_claim(connection, "A new claim.", Cited("New title", "new quote"))
    load.before_change([old, new])
    load.before_change([old])
    source = add_source(connection, "Later title")
    add_citation(connection, old, source, "later quote")
    add_citation(connection, new, source, "later quote")
    load.finish()
    refresh(connection)
    check(connection)
    assert found(connection, "later") == {old, new}
    assert found(connection, '"old claim"') == {old, untouched}
    add_citation(connection, untouched, source)
    refresh(connection)
    check(connection)
    assert found(connection, "later") == {old, new, untouched}


# --- between transactions ---------------------------------------------------------------------


def test_what_another_program_changed_is_brought_in_by_the_next_refresh(engine: Engine) -> None:
    with engine.begin() as connection:
        seq = add_claim(connection, "Men were detained.")  # and no refresh
    with engine.begin() as connection:
        assert found(connection, "detained") == set()
        connection.execute(update(CLAIM).values(text="Men were freed."))
        refresh(connection)
        check(connection)
        assert found(connection, "freed") == {seq}


def test_what_is_rolled_back_is_not_found(engine: Engine) -> None:
    with engine.connect() as connection:
        add_claim(connection, "Men were detained.")
        refresh(connection)
        connection.rollback()
        assert found(connection, "detained") == set()
        check(connection)


def test_two_who_cite_for_one_claim_at_once_lose_nothing(postgresql_location: Location) -> None:
    engine = connect(postgresql_location)
    with engine.begin() as connection:
        seq = add_claim(connection, "A claim.")
        source = add_source(connection, "Report")
        refresh(connection)

    def cite_too() -> None:
        with engine.begin() as connection:
            add_citation(connection, seq, source, "second")
            refresh(connection)

    other = threading.Thread(target=cite_too)
    with engine.begin() as connection:
        add_citation(connection, seq, source, "first")
        other.start()
        waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as watching:
            while other.is_alive() and not watching.scalar(waiting):
                pass
        refresh(connection)
    other.join()
    with engine.begin() as connection:
        assert found(connection, "first second") == {seq}
        check(connection)


# --- the migration ----------------------------------------------------------------------------


def test_the_migration_indexes_what_is_there(blank: Location) -> None:
    make(blank, "0001")
    with connect(blank).begin() as connection:
        seq = add_claim(connection, "Men were detained.", Cited("Report", "ребёнок"))
        gone = Cited("Rumour", "unicorns", withdrawn_at=MOMENT)
        add_claim(connection, "Nothing.", gone)
        schema.migrate(connection)
        assert found(connection, "detention") == set()
        assert found(connection, "detained дети report") == {seq}
        assert found(connection, "unicorns") == set()
        check(connection)


def test_stepping_back_and_forth_loses_nothing(connection: Connection) -> None:
    seq = add_claim(connection, "Men were detained.")
    refresh(connection)
    schema.step_back(connection, "0001")
    later = add_claim(connection, "Others were detained.")
    schema.migrate(connection)
    assert found(connection, "detained") == {seq, later}
    check(connection)
