"""Names, CSL-JSON there and back, and how a source is cited in words."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.bibliography import Reference, entry, from_csl, short, to_csl
from factcheck.domain.names import ROLES, Name
from factcheck.domain.vocabulary import SourceKind
from factcheck.errors import NotCsl

KOCHETKOV = Name("Kochetkov", "Igor")
LEGAL_DIALOGUE = Name(literal="Legal Dialogue")
RESCUE = "“We Must Rescue All Those We Can Rescue and Help Them Leave Russia”"


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
