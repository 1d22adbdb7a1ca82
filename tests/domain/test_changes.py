"""What changed between two documents, as people say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.changes import Change, changes
from factcheck.domain.journal import Document

CLAIM = {"id": "07", "key": "held", "text": "Men were held.", "kind": "event"}
CITED = {"id": "01", "source": "page", "stance": "supports"}
PLACE = {"anchor_first": 3, "anchor_last": 5, "anchor_extraction": "capture ce0e"}


def told(before: Document | None, after: Document, *, adopted: bool = False) -> list[str]:
    return [change.told for change in changes(before, after, adopted=adopted)]


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        ({}, {"place": "Grozny"}, ["place: — → Grozny"]),
        ({"place": "Grozny"}, {}, ["place: Grozny → —"]),
        ({"place": "Grozny"}, {"place": "Argun"}, ["place: Grozny → Argun"]),
        ({"text": "Men."}, {"text": "Ten men."}, ["text: “Men.” → “Ten men.”"]),
        ({"cumulative": False}, {"cumulative": True}, ["cumulative: no → yes"]),
        ({"as_of": "2017"}, {"as_of": "2017-04"}, ["as of: 2017 → 2017-04"]),
        ({"tags": ["a", "b"]}, {"tags": ["b", "c"]}, ["tag removed: a", "tag added: c"]),
        ({"relays": ["wire"]}, {}, ["relayed work removed: wire"]),
        ({}, {"quantity": {"as_stated": "some 75", "qualifier": "about", "value": "75"}},
         ["number: — → “some 75”"]),
        ({"quantity": {"as_stated": "75", "value": "75"}},
         {"quantity": {"as_stated": "75", "value": "75", "method": "count", "measure": "held"}},
         ["measure: — → held", "method: — → count"]),
        ({"quantity": {"as_stated": "75"}}, {}, ["number: “75” → —"]),
        ({"names": "{}"},
         {"names": '{"author":[{"family":"Lowry","given":"Dale"},{"literal":"AP"}]}'},
         ["author: — → Lowry, Dale; AP"]),
        ({"other": '{"DOI":"10.1/x"}'}, {"other": '{"DOI":"10.1/y","issue":7}'},
         ["DOI: 10.1/x → 10.1/y", "issue: — → 7"]),
        ({}, {"withdrawn_at": "T", "withdrawn_by": "Anna", "withdrawn_because": "A forgery."},
         ["withdrawn: — → “A forgery.”"]),
        ({"as_of": "2017", "as_of_earliest": "2017-01-01"}, {"as_of": "2017"}, []),
    ],
)  # fmt: skip
def test_a_change_of_a_field(before: Document, after: Document, sentences: list[str]) -> None:
    assert told({**CLAIM, **before}, {**CLAIM, **after}) == sentences


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        ([], [CITED], ["citation of page added: supports"]),
        ([], [{**CITED, "quote": "75 people"}], ["citation of page added: “75 people”"]),
        ([], [{**CITED, "quote": "75", "locator": "p. 2", "via": "wire", "stance": "disputes"}],
         ["citation of page added: “75”, p. 2, via wire, disputes"]),
        ([], [{**CITED, "quote": "75", "anchor_exact": "75", **PLACE}],
         ["citation of page added: “75”, anchored"]),
        ([], [{**CITED, "quote": "75", "anchor_exact": "70", **PLACE, "anchor_accepted_by": "A"}],
         ["citation of page added: “75”, differences accepted"]),
        ([CITED], [], ["citation of page removed: supports"]),
        ([CITED], [{**CITED, "withdrawn_at": "T", "withdrawn_because": "Not theirs."}],
         ["citation of page withdrawn: Not theirs."]),
        ([], [{**CITED, "withdrawn_at": "T", "withdrawn_because": "Not theirs."}],
         ["citation of page added: supports", "citation of page withdrawn: Not theirs."]),
        ([CITED], [{**CITED, "stance": "disputes", "quote": "No."}],
         ["citation of page, stance: supports → disputes",
          "citation of page, quote: — → “No.”"]),
        ([CITED], [{**CITED, "anchor_exact": "75", **PLACE}],
         ["citation of page, place in the capture: — → “75”, characters 3 to 5 of capture ce0e"]),
        ([CITED, {**CITED, "id": "02", "source": "wire"}],
         [{**CITED, "id": "02", "source": "wire"}, CITED], []),
    ],
)  # fmt: skip
def test_a_change_of_citations(
    before: list[Document], after: list[Document], sentences: list[str]
) -> None:
    assert told({**CLAIM, "citations": before}, {**CLAIM, "citations": after}) == sentences


def test_a_new_record_is_told_whole_in_the_order_in_which_people_ask() -> None:
    document = {**CLAIM, "act": "torture", "created_at": "T", "created_by": "Anna", "tags": ["a"]}
    assert told(None, document) == [
        "key: held",
        "text: “Men were held.”",
        "kind: event",
        "act: torture",
        "tag added: a",
    ]
    assert told(None, document, adopted=True)[-3:-1] == ["logged on: T", "logged by: Anna"]


def test_what_a_program_reads_of_a_change() -> None:
    assert changes({**CLAIM, "place": "Argun"}, {**CLAIM, "tags": ["a"]}) == [
        Change("place", "changed", "Argun", None),
        Change("tag", "added", None, "a"),
    ]


values = st.text(min_size=1, max_size=9)
documents = st.fixed_dictionaries(
    {"id": st.just("07"), "key": values, "text": values},
    optional={
        "place": values,
        "cumulative": st.booleans(),
        "tags": st.lists(values, max_size=3, unique=True).map(sorted),
        "quantity": st.fixed_dictionaries({"as_stated": values}, optional={"method": values}),
        "citations": st.lists(
            st.fixed_dictionaries(
                {"id": st.sampled_from("123"), "source": values, "stance": values},
                optional={"quote": values, "locator": values},
            ),
            max_size=3,
            unique_by=lambda citation: citation["id"],
        ),
    },
)


@given(documents, documents)
def test_nothing_is_told_where_nothing_changed_and_something_where_something_did(
    before: dict[str, object], after: dict[str, object]
) -> None:
    assert changes(before, before) == []

    def said(document: dict[str, object]) -> dict[str, object]:
        """What a document says; an empty list says nothing, and citations have no order."""
        cited = document.get("citations", [])
        assert isinstance(cited, list)
        found = {**document, "citations": sorted(cited, key=lambda one: one["id"])}
        return {field: value for field, value in found.items() if value != []}

    assert (changes(before, after) == []) == (said(before) == said(after))
