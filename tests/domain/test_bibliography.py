"""Names, CSL-JSON there and back, and how a source is cited in words."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.bibliography import Reference, entry, from_csl, short, to_csl
from factcheck.domain.names import ROLES, Name, read_name
from factcheck.domain.vocabulary import SourceKind
from factcheck.errors import EmptyText, FactcheckError, NotCsl, NotText, TextTooLong, UnreadableName

KOCHETKOV = Name("Kochetkov", "Igor")
LEGAL_DIALOGUE = Name(literal="Legal Dialogue")
RESCUE = "“We Must Rescue All Those We Can Rescue and Help Them Leave Russia”"


class TestNames:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Kochetkov, Igor", KOCHETKOV),
            ("  Kochetkov ,Igor ", KOCHETKOV),
            ("Lowry, Dale Cameron", Name("Lowry", "Dale Cameron")),
            ("Кочетков, Игорь", Name("Кочетков", "Игорь")),
            ("Russian LGBT Network", Name(literal="Russian LGBT Network")),
            ("Igor Kochetkov", Name(literal="Igor Kochetkov")),
            ("Cafe\u0301", Name(literal="Caf\u00e9")),
        ],
    )
    def test_reading(self, text: str, name: Name) -> None:
        assert read_name(text) == name

    @pytest.mark.parametrize(
        ("text", "error"),
        [
            ("", EmptyText),
            (" \t", EmptyText),
            (",", UnreadableName),
            ("Kochetkov,", UnreadableName),
            (", Igor", UnreadableName),
            ("King, Martin Luther, Jr.", UnreadableName),
            ("a\0b", NotText),
            ("x" * 501, TextTooLong),
        ],
    )
    def test_what_is_no_name(self, text: str, error: type[FactcheckError]) -> None:
        with pytest.raises(error):
            read_name(text)

    @pytest.mark.parametrize(
        ("name", "display", "inverted", "surname"),
        [
            (KOCHETKOV, "Igor Kochetkov", "Kochetkov, Igor", "Kochetkov"),
            (LEGAL_DIALOGUE, *("Legal Dialogue",) * 3),
            (Name("Kochetkov"), *("Kochetkov",) * 3),
            (Name(given="Igor"), *("Igor",) * 3),
            (
                Name("Gogh", "Vincent", non_dropping_particle="van"),
                "Vincent van Gogh",
                "van Gogh, Vincent",
                "van Gogh",
            ),
            (
                Name("La Fontaine", "Jean", dropping_particle="de"),
                "Jean de La Fontaine",
                "La Fontaine, Jean de",
                "La Fontaine",
            ),
            (
                Name("King", "Martin Luther", suffix="Jr."),
                "Martin Luther King Jr.",
                "King, Martin Luther, Jr.",
                "King",
            ),
            (
                Name("King", "Martin Luther", suffix="Jr.", comma_suffix=True),
                "Martin Luther King, Jr.",
                "King, Martin Luther, Jr.",
                "King",
            ),
            (Name("Kim", "Il-sung", static_ordering=True), "Kim Il-sung", "Kim Il-sung", "Kim"),
        ],
    )
    def test_writing(self, name: Name, display: str, inverted: str, surname: str) -> None:
        assert (name.display(), name.inverted(), name.surname) == (display, inverted, surname)

    @pytest.mark.parametrize(
        "csl",
        [
            {"family": "Kochetkov", "given": "Igor"},
            {"literal": "Legal Dialogue"},
            {"given": "Igor"},
            {
                "family": "Fontaine",
                "given": "Jean",
                "dropping-particle": "de",
                "non-dropping-particle": "La",
                "suffix": "III",
                "comma-suffix": False,
                "static-ordering": 1,
                "parse-names": "true",
            },
        ],
    )
    def test_csl_there_and_back(self, csl: dict[str, object]) -> None:
        assert Name.from_csl(csl).to_csl() == csl

    def test_what_csl_does_not_know_is_left_out(self) -> None:
        found = {"family": "Kochetkov", "given": "Igor", "suffix": "", "sequence": "first"}
        assert Name.from_csl(found) == KOCHETKOV

    @pytest.mark.parametrize(
        "csl", ["Igor", None, [], {}, {"family": " "}, {"family": 5}, {"family": "K", "suffix": []}]
    )
    def test_what_is_no_csl_name(self, csl: object) -> None:
        with pytest.raises(UnreadableName):
            Name.from_csl(csl)


RECORD: dict[str, Any] = {
    "id": "hudoc-1",
    "type": "legal_case",
    "title": "Case of <i>X</i> v. Russia",
    "author": [{"family": "Kochetkov", "given": "Igor"}, {"literal": "Legal Dialogue"}],
    "script-writer": [{"family": "Gogh", "non-dropping-particle": "van"}],
    "publisher": "Council of Europe",
    "issued": {"date-parts": [[2017, 4], [2017, 5]], "circa": True},
    "accessed": {"date-parts": [[2024, 5, 1]]},
    "URL": "https://example.org/a",
    "archive_location": "https://web.archive.org/web/2017/https://example.org/a",
    "language": "en",
    "custom": {"short_id": "x", "relays": ["novaya-2017-04-01"]},
    "authority": "European Court of Human Rights",
    "number": 12345,
    "event-date": {"raw": "not ours to read"},
    "categories": ["a", None, True, {"b": 1.5}],
}


class TestCsl:
    def test_a_record_is_taken_apart(self) -> None:
        assert from_csl(RECORD) == Reference(
            "hudoc-1",
            SourceKind.LEGAL_CASE,
            "Case of <i>X</i> v. Russia",
            {
                "author": (KOCHETKOV, LEGAL_DIALOGUE),
                "script-writer": (Name("Gogh", non_dropping_particle="van"),),
            },
            publisher="Council of Europe",
            issued="2017-04~/2017-05~",
            accessed="2024-05-01",
            url="https://example.org/a",
            archive_url="https://web.archive.org/web/2017/https://example.org/a",
            language="en",
            other={
                "custom": {"short_id": "x"},
                "authority": "European Court of Human Rights",
                "number": 12345,
                "event-date": {"raw": "not ours to read"},
                "categories": ["a", None, True, {"b": 1.5}],
            },
            relays=("novaya-2017-04-01",),
        )

    def test_and_put_together_again(self) -> None:
        assert to_csl(from_csl(RECORD)) == RECORD
        assert json.loads(json.dumps(to_csl(from_csl(RECORD)))) == RECORD

    def test_the_least_that_is_taken(self) -> None:
        least = {"id": "a", "type": "book", "title": "B"}
        assert to_csl(from_csl(least)) == least
        assert from_csl(least) == Reference("a", SourceKind.BOOK, "B")

    @pytest.mark.parametrize(
        ("identity", "key", "taken"),
        [("a", None, "a"), ("a", "b", "b"), (7, None, "7"), (0, None, "0"), (None, None, "")],
    )
    def test_the_key(self, identity: object, key: str | None, taken: str) -> None:
        item = {"id": identity, "type": "book", "title": "B"}
        assert from_csl(item, key).key == taken

    def test_what_is_empty_is_not_there(self) -> None:
        found = from_csl(
            {
                "type": "book",
                "title": " B ",
                "author": [],
                "publisher": " ",
                "issued": {"date-parts": [[None]]},
                "note": None,
                "custom": {"relays": ["a"]},
            }
        )
        assert found == Reference("", SourceKind.BOOK, "B", relays=("a",))

    def test_text_is_normalised_throughout(self) -> None:
        found = from_csl(
            {"type": "book", "title": "e\u0301", "custom": {"x": ["e\u0301"]}, "note": "e\u0301 "}
        )
        assert found.title == "\u00e9"
        assert found.other == {"custom": {"x": ["\u00e9"]}, "note": "\u00e9"}

    def test_a_shelf_is_no_web_archive(self) -> None:
        item = {"id": "a", "type": "book", "title": "B", "archive_location": "Box 5"}
        assert from_csl(item).archive_url is None
        assert to_csl(from_csl(item)) == item

    def test_an_unknown_date_is_left_out(self) -> None:
        ref = Reference("a", SourceKind.BOOK, "B", issued="XXXX")
        assert to_csl(ref) == {"id": "a", "type": "book", "title": "B"}

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"type": None}, "it has no type"),
            ({"title": None}, "it has no title"),
            ({"title": "  "}, "it has no title"),
            ({"type": "tweet"}, "in type, “tweet” is not a kind of source"),
            ({"type": ["book"]}, "in type, “['book']” is not a kind of source"),
            ({"title": ["B"]}, "in title, “['B']” cannot be kept: it is not text"),
            ({"publisher": 5}, "in publisher, “5” cannot be kept: it is not text"),
            (
                {"issued": {"raw": "May 2017"}},
                "in issued, “May 2017” is not read as a date: "
                "it is in words; dates are written in digits, year first",
            ),
            (
                {"accessed": {"date-parts": [[2017, 2, 30]]}},
                "in accessed, “2017-02-30” is not read as a date: February 2017 has no day 30",
            ),
            (
                {"author": "Igor"},
                "in author, “Igor” is not read as a name: it is not a list of CSL name objects",
            ),
            (
                {"editor": [{"given": ""}]},
                "in editor, “{'given': ''}” is not read as a name: "
                "it has no family, given or literal name",
            ),
            ({"note": "a\0"}, "in note, the text cannot be kept: it holds a NUL character"),
            (
                {"x\0": "a"},
                "in x\0, the name of a variable cannot be kept: it holds a NUL character",
            ),
            (
                {"custom": {"a": {"\0": 1}}},
                "in custom, the name of a variable cannot be kept: it holds a NUL character",
            ),
            ({"note": float("nan")}, "in note, “nan” cannot be kept: it is not plain data"),
            ({"note": [float("-inf")]}, "in note, “-inf” cannot be kept: it is not plain data"),
            (
                {"custom": {"a": {"b"}}},
                "in custom, “{'b'}” cannot be kept: it is not plain data",
            ),
        ],
    )
    def test_what_is_refused_and_why(self, change: dict[str, object], why: str) -> None:
        with pytest.raises(NotCsl) as refused:
            from_csl({"id": "a", "type": "book", "title": "B", **change})
        assert refused.value.sentence == f"The CSL-JSON record a is not taken: {why}."

    @pytest.mark.parametrize("wrap", [lambda held: [held], lambda held: {"a": held}])
    def test_a_record_nested_without_end_is_refused(self, wrap: Callable[[object], object]) -> None:
        nested: object = "a"
        for _ in range(900):
            nested = wrap(nested)
        with pytest.raises(NotCsl, match="it is not plain data"):
            from_csl({"id": "a", "type": "book", "title": "B", "custom": nested})


texts = (
    st.text("aZéж 0.,?!…:“”‘’'-<>&", min_size=1, max_size=40)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
names = st.one_of(
    st.tuples(texts, texts).map(lambda parts: Name(*parts)),
    texts.map(lambda text: Name(literal=text)),
    st.tuples(texts, texts, st.none(), texts, texts, texts, st.booleans()).map(
        lambda parts: Name(*parts)
    ),
)
dates = st.none() | st.sampled_from(
    ["2017", "2017-04~", "2017-05-18", "2017-04-01/2017-04-21", "201X", "2017-04/..", "2017-21"]
)
references = st.builds(
    Reference,
    key=st.sampled_from(["a", "kochetkov-2017"]),
    kind=st.sampled_from(SourceKind),
    title=texts,
    names=st.dictionaries(
        st.sampled_from(sorted(ROLES)), st.lists(names, min_size=1, max_size=8).map(tuple)
    ),
    publisher=st.none() | texts,
    issued=dates,
    accessed=dates,
    url=st.none() | st.just("https://example.org/a?b=c"),
    archive_url=st.none() | st.just("https://web.archive.org/x"),
    language=st.none() | st.just("ru"),
    other=st.dictionaries(
        st.sampled_from(["container-title", "number", "genre", "title-short", "page"]),
        texts | st.integers(0, 999),
    ),
    relays=st.lists(texts, max_size=3).map(tuple),
)


class TestProperties:
    @given(references)
    def test_csl_there_and_back(self, ref: Reference) -> None:
        assert from_csl(to_csl(ref)) == ref
        assert to_csl(from_csl(to_csl(ref))) == to_csl(ref)

    @given(references)
    def test_an_entry_is_one_line_and_holds_what_matters(self, ref: Reference) -> None:
        printed = entry(ref)
        assert printed == " ".join(printed.split())
        for address in (ref.url, ref.archive_url):
            assert address is None or f" {address}" in printed
        if ref.archive_url:
            assert printed.endswith(ref.archive_url)
        if ref.issued is None:
            assert "no date" in printed.lower()

    @given(references)
    def test_a_note_is_one_line_and_short(self, ref: Reference) -> None:
        printed = short(ref._replace(names={}, publisher=None, other={}))
        assert printed == " ".join(printed.split())
        assert 0 < len(printed) <= 120


def source(kind: str, title: str, **fields: Any) -> Reference:
    author = fields.pop("author", ())
    interviewer = fields.pop("interviewer", ())
    names = {"author": author, "interviewer": interviewer, **fields.pop("names", {})}
    return Reference("k", SourceKind(kind), title, names, **fields)


INTERVIEW = source(
    "interview",
    f"Igor Kochetkov: {RESCUE}",
    author=(KOCHETKOV,),
    interviewer=(LEGAL_DIALOGUE,),
    publisher="Legal Dialogue",
)
CURRENT_TIME = source(
    "interview",
    "Over 40 people have left",
    author=(KOCHETKOV,),
    interviewer=(Name("Davletgildeev", "Renat"), Name("Olevsky", "Timur")),
    publisher="Current Time",
    issued="2017-05-18",
)
PAGE = source(
    "webpage",
    f"Igor Kochetkov: {RESCUE}",
    author=(Name("Lowry", "Dale Cameron"),),
    url="https://example.org/a",
    accessed="2024-05",
    archive_url="https://web.archive.org/x",
    relays=("kochetkov-2017",),
)
VOA = source(
    "article-newspaper",
    "At least three dead in national roundup and detention of gay men in Chechnya",
    publisher="Voice of America",
    issued="2017-04-02",
    url="https://example.org/b",
    relays=("novaya-2017-04-01", "a wire story"),
)
REPORT = source(
    "report",
    "Who will help?",
    author=(Name(literal="Acme Inc."),),
    publisher="Acme Inc.",
    issued="2017-04~",
)
LETTER = source(
    "personal_communication", "On the arrests", author=(KOCHETKOV,), issued="2017-05-18"
)
CASE = source(
    "legal_case",
    "X v. Russia",
    issued="2019-01-15",
    other={"authority": "European Court of Human Rights", "number": "12345/17"},
)
JOURNAL = source(
    "article-journal",
    "A study.",
    author=(Name("A", "B"), Name("C", "D"), Name("E", "F")),
    issued="2017",
    names={"translator": (KOCHETKOV,)},
    other={"container-title": "Journal of X", "volume": 3, "issue": 2, "page": "3–7"},
)
ANONYMOUS = source("document", "List of names", archive_url="https://web.archive.org/y")


class TestWords:
    @pytest.mark.parametrize(
        ("ref", "printed"),
        [
            (
                INTERVIEW,
                "Kochetkov, Igor. “Igor Kochetkov: ‘We Must Rescue All Those We Can Rescue and "
                "Help Them Leave Russia’”. Interview by Legal Dialogue. No date.",
            ),
            (
                CURRENT_TIME,
                "Kochetkov, Igor. “Over 40 people have left”. Interview by Renat Davletgildeev "
                "and Timur Olevsky. Current Time, 18 May 2017.",
            ),
            (
                CURRENT_TIME._replace(names={"author": (KOCHETKOV,)}),
                "Kochetkov, Igor. “Over 40 people have left”. Interview. Current Time, "
                "18 May 2017.",
            ),
            (
                PAGE,
                "Lowry, Dale Cameron. “Igor Kochetkov: ‘We Must Rescue All Those We Can Rescue "
                "and Help Them Leave Russia’”. No date. Relaying kochetkov-2017. "
                "https://example.org/a (accessed May 2024), archived at https://web.archive.org/x",
            ),
            (
                VOA,
                "“At least three dead in national roundup and detention of gay men in Chechnya”. "
                "Voice of America, 2 April 2017. Relaying novaya-2017-04-01 and a wire story. "
                "https://example.org/b",
            ),
            (REPORT, "Acme Inc. “Who will help?” About April 2017."),
            (
                LETTER,
                "Kochetkov, Igor. “On the arrests”. Personal communication. 18 May 2017.",
            ),
            (
                CASE,
                "“X v. Russia”. European Court of Human Rights, no. 12345/17, 15 January 2019.",
            ),
            (
                JOURNAL,
                "A, B, D C, and F E. “A study.” Translated by Igor Kochetkov. Journal of X, "
                "vol. 3, no. 2, pp. 3–7, 2017.",
            ),
            (
                ANONYMOUS,
                "“List of names”. No date. Archived at https://web.archive.org/y",
            ),
            (
                ANONYMOUS._replace(
                    title="Dead …", publisher="Memorial Inc.", issued="XXXX", relays=("Acme Inc.",)
                ),
                "“Dead …” Memorial Inc., no date. Relaying Acme Inc. "
                "Archived at https://web.archive.org/y",
            ),
        ],
    )
    def test_an_entry(self, ref: Reference, printed: str) -> None:
        assert entry(ref) == printed

    @pytest.mark.parametrize(
        ("ref", "printed"),
        [
            (
                INTERVIEW,
                "Kochetkov, interview, “Igor Kochetkov: ‘We Must Rescue All Those We Can Rescue "
                "and…’”",
            ),
            (CURRENT_TIME, "Kochetkov, interview, 18 May 2017"),
            (
                CURRENT_TIME._replace(issued="2017-05"),
                "Kochetkov, interview, “Over 40 people have left”, May 2017",
            ),
            (LETTER, "Kochetkov, personal communication, 18 May 2017"),
            (LETTER._replace(names={}), "“On the arrests”, 18 May 2017"),
            (
                VOA,
                "Voice of America, “At least three dead in national roundup and detention of…”, "
                "2 April 2017",
            ),
            (
                VOA._replace(other={"title-short": "At least three dead"}),
                "Voice of America, “At least three dead”, 2 April 2017",
            ),
            (REPORT, "Acme Inc., “Who will help?”, about April 2017"),
            (JOURNAL, "A and others, “A study.”, 2017"),
            (
                JOURNAL._replace(names={"author": (Name("A", "B"), Name("C", "D"))}, issued="XXXX"),
                "A and C, “A study.”",
            ),
            (ANONYMOUS, "“List of names”"),
            (ANONYMOUS._replace(title="x" * 70), f"“{'x' * 60}…”"),
        ],
    )
    def test_a_note(self, ref: Reference, printed: str) -> None:
        assert short(ref) == printed

    def test_a_crowd_of_authors_is_cut(self) -> None:
        crowd = tuple(Name(f"F{n}", f"G{n}") for n in range(7))
        printed = entry(source("book", "T", author=crowd))
        assert printed == "F0, G0, and others. “T”. No date."
        printed = entry(source("book", "T", author=crowd[:2]))
        assert printed == "F0, G0, and G1 F1. “T”. No date."

    def test_a_genre_takes_the_place_of_the_kind(self) -> None:
        radio = CURRENT_TIME._replace(other={"genre": "Radio interview"})
        assert "Radio interview by Renat Davletgildeev" in entry(radio)
        statement = REPORT._replace(other={"genre": "Press statement"})
        assert "“Who will help?” Press statement. About April 2017." in entry(statement)
