"""The journal's rules: the canonical form, what is hashed, and heads."""

import hashlib
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import journal
from factcheck.domain.journal import Entry, Head
from factcheck.errors import NotAHead

names = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=12)
values = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.booleans(),
)
documents = st.dictionaries(
    names,
    st.recursive(
        values,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
        max_leaves=12,
    ),
    max_size=12,
)
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
ids = st.binary(min_size=16, max_size=16).map(bytes.hex)
entries = st.builds(
    Entry,
    parents=st.lists(digests, max_size=2).map(tuple),
    author=ids,
    at=st.datetimes().map(lambda moment: moment.isoformat(timespec="milliseconds") + "Z"),
    action=st.sampled_from([action.value for action in journal.Action]),
    kind=st.sampled_from(["claim", "source"]),
    record=ids,
    document=digests,
)

ENTRY = Entry(
    parents=("11" * 32,),
    author="22" * 16,
    at="2017-05-18T09:30:00.000Z",
    action="changed",
    kind="claim",
    record="33" * 16,
    document="44" * 32,
)


# --- the canonical form -----------------------------------------------------------------------


@given(documents)
def test_the_canonical_form_is_that_of_rfc_8785(document: dict[str, Any]) -> None:
    assert journal.canonical(document) == rfc8785.dumps(document)


def test_the_canonical_form_written_out() -> None:
    document = {"text": "«Ещё 75»\n\x01", "key": "k", "tags": ["b", "a"], "cumulative": False}
    expected = '{"cumulative":false,"key":"k","tags":["b","a"],"text":"«Ещё 75»\\n\\u0001"}'
    assert journal.canonical(document) == expected.encode()


def test_what_is_no_text_has_no_canonical_form() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        journal.canonical({"text": "\ud800"})


# --- digests ----------------------------------------------------------------------------------


def test_the_digest_of_a_record_is_salted_and_tagged() -> None:
    document = {"text": "75"}
    digest = journal.record_digest(document, b"s" * 16)
    assert (
        digest == hashlib.sha256(b"factcheck record v1\x00" + b"s" * 16 + b'{"text":"75"}').digest()
    )
    assert digest != journal.record_digest(document, b"t" * 16)
    assert digest == journal.text_digest('{"text":"75"}', b"s" * 16)


@given(entries)
def test_an_entry_is_hashed_in_its_canonical_form(entry: Entry) -> None:
    document = {**entry._asdict(), "parents": list(entry.parents)}
    written = rfc8785.dumps(document)
    assert json.loads(written) == document
    assert (
        journal.entry_digest(entry) == hashlib.sha256(b"factcheck entry v1\x00" + written).digest()
    )


@pytest.mark.parametrize("field", Entry._fields)
def test_every_field_of_an_entry_counts(field: str) -> None:
    other = () if field == "parents" else "55" * 16
    assert journal.entry_digest(ENTRY._replace(**{field: other})) != journal.entry_digest(ENTRY)


# --- heads ------------------------------------------------------------------------------------


@given(st.integers(0, 10**15 - 1), digests)
def test_a_head_is_read_as_it_is_written(count: int, digest: str) -> None:
    head = Head(count, digest)
    assert Head.read(f" {head}\n") == head


@pytest.mark.parametrize(
    "line",
    [
        "",
        "hello",
        "factcheck-head 1 12",
        f"factcheck-head 2 12 {'a' * 64}",
        f"factcheck-head 1 -1 {'a' * 64}",
        f"factcheck-head 1 12 {'A' * 64}",
        f"factcheck-head 1 12 {'a' * 63}",
        f"factcheck-head 1 ١٢ {'a' * 64}",
        f"factcheck-head 1 12 {'a' * 64} more",
    ],
)
def test_anything_else_is_no_head(line: str) -> None:
    with pytest.raises(NotAHead):
        Head.read(line)
