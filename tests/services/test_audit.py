"""The audit: what it counts, what it finds, and that it goes on past the first fault."""

import hashlib
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from factcheck.database import schema
from factcheck.database.engine import Location
from factcheck.database.session import CaseSession, open_session
from factcheck.domain.folding import fold
from factcheck.services import claims, sources
from factcheck.services.audit.run import Audited, audit
from factcheck.services.sources import SourceFields
from tests.conftest import BOTH
from tests.support import cases
from tests.support.servers import Server
from tests.support.tampering import LARGE, PAGE, QUOTES, add_evidence, tamper

PAGE_NAME = hashlib.sha256(PAGE.encode()).hexdigest()[:12]
FILM_NAME = hashlib.sha256(LARGE).hexdigest()[:12]
UNCAPTURED = "No entry in the chain of custody says that its source has this capture."


@pytest.fixture(scope="module", params=BOTH)
def held(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Location]:
    """A case with evidence, made once: reading a capture starts a process of its own."""
    if request.param == "sqlite":
        yield filled(Location(tmp_path_factory.mktemp("audit") / "case.db", None))
        return
    server: Server = request.getfixturevalue("server")
    with server.database() as name:
        yield filled(cases.at(server.url(name)))


def filled(location: Location) -> Location:
    schema.create(location)
    with open_session(location, write=True, author=cases.AUTHOR) as session:
        add_evidence(session)
        session.commit()
    return location


@pytest.fixture
def case(held: Location) -> Iterator[CaseSession]:
    """A session on the case with evidence; what is done in it is rolled back."""
    with open_session(held, write=True, author=cases.AUTHOR) as session:
        yield session


def audited(session: Session) -> Audited:
    session.expunge_all()
    return audit(session)


def tampered(session: Session, statement: str) -> list[tuple[str, str, str]]:
    """Rule, place and message of what is found after a change past the program.

    That the journal contradicts it too is asked in ``tests/hostile``.
    """
    tamper(session.connection(), statement)
    return [
        (found.rule, found.place, found.message)
        for found in audited(session).findings
        if found.rule not in ("record", "journal")
    ]


def test_a_sound_case(case: Session) -> None:
    found = audited(case)
    assert (found.findings, found[2:6]) == ((), (2, 1, 2, 2))
    pages = [note for note in found.notes if "amcheck" in note]
    assert len(pages) == len(found.notes) == (case.connection().dialect.name == "postgresql")


def test_an_empty_case(session: Session) -> None:
    found = audited(session)
    assert (found.findings, found[2:]) == ((), (0, 0, 0, 0, 0, 0))


def test_progress_reaches_the_end(case: Session) -> None:
    steps: list[tuple[int, int]] = []
    audit(case, lambda done, total: steps.append((done, total)))
    total = 2 * (len(PAGE.encode()) + len(LARGE))
    assert steps == sorted(steps)
    assert {of for _, of in steps} == {total}
    assert steps[-1] == (total, total)


OF_FILM = "(SELECT seq FROM content WHERE size > 100000)"
OF_PAGE = "(SELECT seq FROM content WHERE size < 100000)"
OF_CLAIM = """(
    SELECT citation.seq FROM citation JOIN claim ON claim.seq = claim_seq WHERE key = 'claim-0'
)"""
CAPTURES = (
    (f"UPDATE content_part SET bytes = '\\x00' WHERE content_seq = {OF_PAGE}", "The bytes are not"),
    (f"DELETE FROM content_part WHERE content_seq = {OF_PAGE}", "0 bytes are there"),
    (
        f"DELETE FROM content_part WHERE number = 1 AND content_seq = {OF_FILM}",
        "Part 1 of its bytes is not there.",
    ),
    (
        f"DELETE FROM content_part WHERE number = 0 AND content_seq = {OF_FILM}",
        "Part 0 of its bytes is not there.",
    ),
    (
        f"UPDATE content_part SET number = 9 WHERE number = 3 AND content_seq = {OF_FILM}",
        "Part 3 of its bytes is not there.",
    ),
    (
        f"UPDATE content_part SET number = 3 - number + 10 WHERE content_seq = {OF_FILM}",
        "The bytes are not",
    ),
    (
        "INSERT INTO content_part (content_seq, number, bytes) "
        f"SELECT {OF_FILM}, 4, bytes FROM content_part WHERE content_seq = {OF_PAGE}",
        "The bytes are not",
    ),
    (f"UPDATE content SET size = size + 1 WHERE seq = {OF_FILM}", "bytes are there, and"),
)


@pytest.mark.parametrize(("statement", "message"), CAPTURES)
def test_altered_bytes(case: Session, statement: str, message: str) -> None:
    found = tampered(case, statement)
    where = (f"capture {PAGE_NAME} of page", f"capture {FILM_NAME} of film")
    assert {rule for rule, _, _ in found} == {"capture"}
    assert {place for _, place, _ in found} == {where[OF_FILM in statement]}
    assert message in " ".join(said for _, _, said in found)


def test_a_digest_that_was_altered(case: Session) -> None:
    zero = "x'00'" if case.connection().dialect.name == "sqlite" else "'\\x00'"
    ((rule, place, message),) = tampered(
        case, f"UPDATE content SET digest = {zero} WHERE seq = {OF_FILM}"
    )
    assert (rule, place) == ("capture", "capture 00 of film")
    assert message == (
        "The bytes are not those that were captured: their SHA-256 is "
        f"{hashlib.sha256(LARGE).hexdigest()}."
    )


def test_bytes_that_nobody_captured(case: Session) -> None:
    found = tampered(case, f"DELETE FROM capture WHERE content_seq = {OF_FILM}")
    assert found == [
        (
            "capture",
            f"capture {FILM_NAME}",
            "No entry in the chain of custody says what these bytes are of.",
        ),
        ("text", f"text of capture {FILM_NAME} of film", UNCAPTURED),
    ]


def test_entries_of_custody_that_were_exchanged(case: Session) -> None:
    other = f"CASE content_seq WHEN {OF_PAGE} THEN {OF_FILM} ELSE {OF_PAGE} END"
    found = tampered(case, f"UPDATE capture SET content_seq = {other}")
    assert found == [
        ("text", f"text of capture {PAGE_NAME} of page", UNCAPTURED),
        ("text", f"text of capture {FILM_NAME} of film", UNCAPTURED),
    ]


WHERE_TEXT = "WHERE text IS NOT NULL"
FOLDED = fold(PAGE).text.replace("75", "76")
TEXTS = (
    (f"UPDATE extraction SET folded = '{FOLDED.replace(chr(39), chr(39) * 2)}' {WHERE_TEXT}",
     "What the text is compared by is not the text folded."),
    (f"UPDATE extraction SET folded = NULL, folding = NULL {WHERE_TEXT}",
     "What the text is compared by is not the text folded."),
    (f"UPDATE extraction SET segments = '[[0, 9999, 2]]' {WHERE_TEXT}",
     "The places of its paragraphs do not fit the text."),
    (f"UPDATE extraction SET segments = '[[0,' {WHERE_TEXT}",
     "The places of its paragraphs do not fit the text."),
    (f"UPDATE extraction SET segments = '[[5, 3, 2], [-4, 1, 2]]' {WHERE_TEXT}",
     "The places of its paragraphs do not fit the text."),
)  # fmt: skip


@pytest.mark.parametrize(("statement", "message"), TEXTS)
def test_what_is_kept_with_a_text_was_altered(case: Session, statement: str, message: str) -> None:
    place = f"text of capture {PAGE_NAME} of page"
    assert tampered(case, statement) == [("text", place, message)]


def test_an_altered_text_and_the_quotes_in_it(case: Session) -> None:
    found = tampered(case, "UPDATE extraction SET text = replace(text, '75', '57')")
    text, quote = found
    assert text[:2] == ("text", f"text of capture {PAGE_NAME} of page")
    assert text[2].startswith("The text is not the one that was read: its SHA-256 is ")
    assert quote == (
        "quote",
        f"claim claim-0: “{QUOTES[0]}”",
        f"The text of capture {PAGE_NAME} of page reads otherwise at its place.",
    )


def test_a_text_that_is_gone(case: Session) -> None:
    found = tampered(
        case, "UPDATE extraction SET text = NULL, text_digest = NULL, folded = NULL, folding = NULL"
    )
    assert [rule for rule, _, _ in found] == ["text", "quote", "quote"]
    assert found[0][2] == "The text that was read is gone."


OTHERWISE = f"The text of capture {PAGE_NAME} of page reads otherwise at its place."
ANCHORS = (
    ("UPDATE anchor SET first = first + 1", OTHERWISE),
    ("UPDATE anchor SET last = last - 1", OTHERWISE),
    ("UPDATE anchor SET first = -1", OTHERWISE),
    ("UPDATE anchor SET last = 100000", OTHERWISE),
    ("UPDATE anchor SET first = first + 1, last = last + 1", OTHERWISE),
    ("UPDATE anchor SET exact = replace(exact, '75', '57')", OTHERWISE),
    ("UPDATE anchor SET prefix = 'x' || prefix", OTHERWISE),
    ("UPDATE anchor SET suffix = suffix || 'x'", OTHERWISE),
    (
        "UPDATE anchor SET extraction_seq = (SELECT seq FROM extraction WHERE text IS NULL)",
        "It is cited from another source than",
    ),
)


@pytest.mark.parametrize(("statement", "message"), ANCHORS)
def test_an_altered_anchor(case: Session, statement: str, message: str) -> None:
    ((rule, place, said),) = tampered(case, f"{statement} WHERE citation_seq = {OF_CLAIM}")
    assert (rule, place) == ("quote", f"claim claim-0: “{QUOTES[0]}”")
    assert said.startswith(message)


@pytest.mark.parametrize("words", ["Some 57 people were in touch with us", "Nobody left", "x"])
def test_an_altered_quote(case: Session, words: str) -> None:
    found = tampered(case, f"UPDATE citation SET quote = '{words}' WHERE seq = {OF_CLAIM}")
    message = f"It is not what stands at its place in capture {PAGE_NAME} of page."
    assert ("quote", f"claim claim-0: “{words}”", message) in found
    # Past the triggers: the search index holds the words that were there before.
    indexed = ("search", "claim claim-0", "The search index holds other words than the claim has.")
    assert set(found) == {("quote", f"claim claim-0: “{words}”", message), indexed}


def test_a_difference_that_nobody_accepted(case: Session) -> None:
    words = "Some 75 people wrote in touch with us"
    update = f"UPDATE citation SET quote = '{words}' WHERE seq = {OF_CLAIM}"
    message = (
        f"It differs from what stands at its place in capture {PAGE_NAME} of page; "
        "nobody accepted that."
    )
    assert ("quote", f"claim claim-0: “{words}”", message) in tampered(case, update)
    accepted = tampered(
        case, f"UPDATE anchor SET accepted_by = 'Anna' WHERE citation_seq = {OF_CLAIM}"
    )
    assert [rule for rule, _, _ in accepted] == ["search"]


def test_a_difference_that_is_none(case: Session) -> None:
    """Whoever is said to have accepted it accepted nothing."""
    update = f"UPDATE anchor SET accepted_by = 'Anna' WHERE citation_seq = {OF_CLAIM}"
    message = (
        f"It stands in capture {PAGE_NAME} of page word for word, and is kept as differing from "
        "what stands there."
    )
    assert tampered(case, update) == [("quote", f"claim claim-0: “{QUOTES[0]}”", message)]


@pytest.mark.parametrize("typed", ["para. 77", "para. 2", "paras. 2-9", "title"])
def test_a_locator_of_another_place(typed: str, case: Session) -> None:
    update = f"UPDATE citation SET locator = '{typed}' WHERE seq = {OF_CLAIM}"
    message = f"Its locator says “{typed}”; it stands in para. 1 in capture {PAGE_NAME} of page."
    assert tampered(case, update) == [("quote", f"claim claim-0: “{QUOTES[0]}”", message)]


@pytest.mark.parametrize("typed", ["Paragraph 1", "paras. 1–2", "p. 77", "00:01:20", "annex"])
def test_a_locator_that_contradicts_nothing(typed: str, case: Session) -> None:
    update = f"UPDATE citation SET locator = '{typed}' WHERE seq = {OF_CLAIM}"
    assert tampered(case, update) == [], "the journal alone contradicts it"


def test_the_locator_of_a_withdrawn_citation_is_nobody_s_concern(
    case: CaseSession, author: str
) -> None:
    claims.uncite(case, author, "claim-0", "page", None, "Wrong place.")
    case.settle()
    assert (
        tampered(case, "UPDATE citation SET locator = 'para. 77'" + f" WHERE seq = {OF_CLAIM}")
        == []
    )


@pytest.mark.parametrize("field", ["page = 7", "time = '00:00:01.000'"])
def test_where_a_link_leads_was_altered(field: str, case: Session) -> None:
    capture = f"capture {PAGE_NAME} of page"
    message = f"The page or time code kept for it is not that of its place in {capture}."
    found = tampered(case, f"UPDATE anchor SET {field} WHERE citation_seq = {OF_CLAIM}")
    assert found == [("quote", f"claim claim-0: “{QUOTES[0]}”", message)]


def test_triggers_of_others_are_told(case: Session) -> None:
    if case.connection().dialect.name == "sqlite":
        act = "BEGIN UPDATE claim SET text = 'x'; END"
    else:
        case.connection().exec_driver_sql(
            "CREATE FUNCTION helpful() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN NEW.text := 'x'; RETURN NEW; END $$"
        )
        act = "FOR EACH ROW EXECUTE FUNCTION helpful()"
    case.connection().exec_driver_sql(f"CREATE TRIGGER helpful BEFORE UPDATE ON claim {act}")
    ((rule, place),) = {found[:2] for found in audited(case).findings}
    assert (rule, place) == ("trigger", "trigger helpful")


@pytest.mark.parametrize("held", ["postgresql"], indirect=True)
def test_triggers_that_cannot_be_compared_are_a_note(case: Session) -> None:
    case.connection().exec_driver_sql("CREATE ROLE looking")
    case.connection().exec_driver_sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO looking")
    case.connection().exec_driver_sql("SET LOCAL ROLE looking")
    found = audited(case)
    assert found.findings == ()
    assert any(note.startswith("The triggers were not compared") for note in found.notes)


def test_a_quote_whose_place_was_taken_away(case: Session) -> None:
    message = "It stands in page, and its place is not kept any more."
    found = tampered(case, f"DELETE FROM anchor WHERE citation_seq = {OF_CLAIM}")
    assert found == [("quote", f"claim claim-0: “{QUOTES[0]}”", message)]


def test_a_text_without_its_places(case: Session) -> None:
    found = tampered(case, "UPDATE extraction SET segments = '[]'")
    assert [rule for rule, _, _ in found] == ["text"]


def test_a_quote_that_does_not_stand_has_no_place_and_is_not_told(case: Session) -> None:
    update = f"UPDATE citation SET quote = 'No such words' WHERE seq = {OF_CLAIM}"
    tamper(case.connection(), f"DELETE FROM anchor WHERE citation_seq = {OF_CLAIM}")
    tamper(case.connection(), update)
    assert not [note for note in audited(case).notes if "claim" in note]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE claim SET status = 'verified'", "It is kept as verified; its reviews say"),
        ("DELETE FROM review", "It is kept as corroborated; its reviews say unverified."),
        ("UPDATE review SET status = 'zz'", "Its reviews cannot be read: 'zz' is not"),
    ],
)
def test_a_status_that_its_reviews_do_not_give(case: Session, statement: str, said: str) -> None:
    first, *_ = tampered(case, statement)
    assert first[:2] == ("status", "claim claim-0")
    assert first[2].startswith(said)


def test_all_faults_are_named_in_one_pass(case: CaseSession, author: str) -> None:
    sources.add(case, author, "other", SourceFields(kind="report", title="Other"))
    claims.add(case, author, {"text": "Another.", "kind": "event"}, {"source": "other"})
    case.settle()
    for statement in (
        f"UPDATE content SET size = 0 WHERE seq = {OF_FILM}",
        "UPDATE extraction SET segments = '7' WHERE text IS NOT NULL",
        "UPDATE anchor SET first = first - 1",
        "UPDATE claim SET status = 'refuted'",
    ):
        tamper(case.connection(), statement)
    rules = [finding.rule for finding in audited(case).findings if finding.rule != "record"]
    assert sorted(rules) == ["capture", "quote", "quote", "status", "status", "status", "text"]


@pytest.mark.parametrize("held", ["sqlite"], indirect=True)
def test_values_that_are_of_no_kind_are_findings(case: Session) -> None:
    for statement in (
        "UPDATE content SET size = 'many'",
        "UPDATE content_part SET bytes = 7 WHERE number = 0",
        "UPDATE content_part SET number = 'one' WHERE number = 1",
        "UPDATE extraction SET text = CAST(x'ff41' AS TEXT), segments = x'00', text_digest = 3",
        "UPDATE anchor SET first = 'here', exact = CAST(x'ff' AS TEXT)",
        "UPDATE review SET recorded_at = 7, status = x'00'",
    ):
        tamper(case.connection(), statement)
    found = audited(case)
    where = {(finding.rule, finding.place) for finding in found.findings}
    assert where >= {
        ("capture", f"capture {PAGE_NAME} of page"),
        ("capture", f"capture {FILM_NAME} of film"),
        ("text", f"text of capture {PAGE_NAME} of page"),
        ("text", f"text of capture {FILM_NAME} of film"),
        ("quote", f"claim claim-0: “{QUOTES[0]}”"),
        ("quote", f"claim claim-1: “{QUOTES[1]}”"),
        ("status", "claim claim-0"),
    }
    messages = {finding.message for finding in found.findings}
    assert "Its place cannot be read: it holds a value of another kind." in messages
    assert found[2:6] == (2, 2, 2, 2)
