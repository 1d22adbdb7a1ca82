"""The seed case is data about real people: what may stand in it, and what must.

Reads the TOML files alone. That a quote stands in its paragraph is the quote check's business,
once the page is captured.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

Table = dict[str, Any]

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
INTERVIEW: Table = tomllib.loads((SEEDS / "interview.toml").read_text(encoding="utf-8"))
REPORTS: Table = tomllib.loads((SEEDS / "reports.toml").read_text(encoding="utf-8"))

FIELDS = {
    "party": {"key", "name", "kind", "speaks_for"},
    "source": {
        *("key", "kind", "title", "author", "interviewer", "publisher", "issued", "accessed"),
        *("url", "language", "relays", "voice"),
    },
    "measure": {"key", "unit", "definition", "cumulative", "part_of"},
    "claim": {
        *("key", "text", "kind", "act", "speaker", "against", "as_of", "happened", "place"),
        *("tags", "number", "number_method", "measure", "citation"),
    },
}
CITATION_FIELDS = {"source", "quote", "locator", "stance", "via"}
QUOTE_WORDS = 8


def both(table: str) -> list[Table]:
    return [*INTERVIEW[table], *REPORTS[table]]


SOURCES = {source["key"]: source for source in both("source")}
MEASURES = {measure["key"]: measure for measure in both("measure")}
CLAIMS = {claim["key"]: claim for claim in both("claim")}
CITATIONS = [(claim, citation) for claim in both("claim") for citation in claim["citation"]]


def references(file: Table) -> Iterator[tuple[str, str, str]]:
    """(where, table, key) of everything in a file that names a record."""
    for party in file["party"]:
        if "speaks_for" in party:
            yield party["key"], "party", party["speaks_for"]
    for measure in file["measure"]:
        if "part_of" in measure:
            yield measure["key"], "measure", measure["part_of"]
    for source in file["source"]:
        for relayed in source.get("relays", ()):
            yield source["key"], "source", relayed
        if "voice" in source:
            yield source["key"], "party", source["voice"]
    for claim in file["claim"]:
        for field, table in (("speaker", "party"), ("against", "party"), ("measure", "measure")):
            if field in claim:
                yield claim["key"], table, claim[field]
        for citation in claim["citation"]:
            for field in ("source", "via"):
                if field in citation:
                    yield claim["key"], "source", citation[field]


class Cited(NamedTuple):
    source: str
    via: str | None


def origins_of(key: str) -> tuple[str, ...]:
    from factcheck.domain.corroboration import origins

    relays = {name: source.get("relays", ()) for name, source in SOURCES.items()}
    links = [Cited(cited["source"], cited.get("via")) for cited in CLAIMS[key]["citation"]]
    return origins(links, relays)


# --- Form ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [INTERVIEW, REPORTS], ids=["interview", "reports"])
def test_only_known_tables_and_fields_so_no_reviews(file: Table) -> None:
    assert set(file) == set(FIELDS)
    for table, fields in FIELDS.items():
        for record in file[table]:
            assert set(record) <= fields, record["key"]
    for claim in file["claim"]:
        assert claim["citation"], claim["key"]
        for citation in claim["citation"]:
            assert set(citation) <= CITATION_FIELDS, claim["key"]


@pytest.mark.parametrize("table", FIELDS)
def test_keys_are_unique_and_plain(table: str) -> None:
    keys = [record["key"] for record in both(table)]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in keys)


@pytest.mark.parametrize(
    "files", [(INTERVIEW,), (INTERVIEW, REPORTS)], ids=["interview alone", "both"]
)
def test_references_resolve(files: tuple[Table, ...]) -> None:
    known = {table: {r["key"] for file in files for r in file[table]} for table in FIELDS}
    for file in files:
        for where, table, key in references(file):
            assert key in known[table], f"{where} names the unknown {table} {key}"


@pytest.mark.parametrize(
    ("table", "field"), [("source", "relays"), ("party", "speaks_for"), ("measure", "part_of")]
)
def test_no_chain_comes_back_to_itself(table: str, field: str) -> None:
    def targets(record: Table) -> list[str]:
        value = record.get(field, [])
        return [value] if isinstance(value, str) else value

    graph = {record["key"]: targets(record) for record in both(table)}
    assert any(graph.values())
    TopologicalSorter(graph).prepare()  # raises CycleError


def test_codes_are_legal() -> None:
    from factcheck.domain.vocabulary import Act, ClaimKind, SourceKind, Stance

    for source in both("source"):
        SourceKind.read(source["kind"])
    for claim in both("claim"):
        ClaimKind.read(claim["kind"])
        assert ("act" in claim) == (claim["kind"] == ClaimKind.ABUSE), claim["key"]
        if "act" in claim:
            Act.read(claim["act"])
        assert claim.get("number_method", "count") in {"count", "estimate"}, claim["key"]
    for _, citation in CITATIONS:
        Stance.read(citation["stance"])
    assert {party["kind"] for party in both("party")} <= {"person", "organisation"}


def test_dates_are_edtf() -> None:
    from factcheck.domain.edtf import read_edtf

    records = [*both("source"), *both("claim")]
    fields = ("issued", "accessed", "as_of", "happened")
    dates = [record[field] for record in records for field in fields if field in record]
    assert len(dates) >= len(records)  # sources are issued, claims are as of
    for date in dates:
        read_edtf(date)


def test_numbers_read_as_quantities() -> None:
    from factcheck.domain.quantities import read_quantity

    numbers = [claim["number"] for claim in both("claim") if "number" in claim]
    assert len(numbers) >= 15
    for number in numbers:
        read_quantity(number)


def test_a_number_says_what_it_counts() -> None:
    for claim in both("claim"):
        assert ("number" in claim) == ("measure" in claim), claim["key"]
    assert {claim.get("measure") for claim in both("claim")} - {None} == set(MEASURES)


def test_every_claim_is_one_sentence_in_nfc() -> None:
    texts = [claim["text"] for claim in both("claim")]
    assert len(texts) == len(set(texts))
    for text in texts:
        assert re.fullmatch(r"[A-Z0-9][^.!?\n]*\.", text), text
        assert unicodedata.is_normalized("NFC", text)
        assert "“" not in text
        assert '"' not in text


def test_urls_are_https() -> None:
    urls = [source["url"] for source in both("source") if "url" in source]
    assert urls
    assert all(url.startswith("https://") for url in urls)


# --- Quotes and chains ---------------------------------------------------------------------------


def test_quotes_are_short_phrases() -> None:
    quotes = [citation["quote"] for _, citation in CITATIONS if "quote" in citation]
    assert quotes
    for quote in quotes:
        assert 1 <= len(quote.split()) <= QUOTE_WORDS, quote
        assert not re.search(r"[.!?:;\n]", quote), quote
        assert quote == quote.strip()


def test_roots_say_who_speaks_and_relays_leave_it_to_them() -> None:
    for source in SOURCES.values():
        assert ("voice" in source) != ("relays" in source), source["key"]


def test_via_names_one_relay_wherever_there_are_several() -> None:
    several = 0
    for claim, citation in CITATIONS:
        relays = SOURCES[citation["source"]].get("relays", [])
        if len(relays) > 1:
            several += 1
            assert citation.get("via") in relays, claim["key"]
        else:
            assert "via" not in citation, claim["key"]
    assert several


# --- Part 1: the interview -----------------------------------------------------------------------


def test_the_page_relays_the_interview() -> None:
    assert [source["key"] for source in INTERVIEW["source"]] == [
        "kochetkov-interview",
        "kochetkov-page",
    ]
    assert SOURCES["kochetkov-interview"]["kind"] == "interview"
    assert SOURCES["kochetkov-page"]["kind"] == "webpage"
    assert SOURCES["kochetkov-page"]["relays"] == ["kochetkov-interview"]


def test_no_date_is_invented_for_the_interview() -> None:
    for source in INTERVIEW["source"]:
        assert source["issued"] == "XXXX"
        assert "accessed" not in source
    for claim in INTERVIEW["claim"]:
        assert claim["as_of"] == "XXXX"
        assert "happened" not in claim
        assert not re.search(r"\b(19|20)\d\d\b", claim["text"]), claim["key"]


def test_every_passage_of_the_interview_is_located() -> None:
    for claim in INTERVIEW["claim"]:
        assert claim["speaker"] == "igor-kochetkov"
        for citation in claim["citation"]:
            assert citation["source"] == "kochetkov-page"
            assert citation["quote"]
            assert re.fullmatch(r"para\. [2-4]", citation["locator"]), claim["key"]


@pytest.mark.parametrize(
    ("key", "kind", "number"),
    [
        ("in-touch-75", "number", "some 75 people"),
        ("helped-30", "assistance", "30 of them"),
        ("left-chechnya-30", "assistance", "30 of them"),
        ("left-russia-15", "assistance", "Around 15 people"),
        ("kidnapping-hundreds", "abuse", "hundreds and hundreds of cases"),
    ],
)
def test_figures_stand_as_stated(key: str, kind: str, number: str) -> None:
    claim = CLAIMS[key]
    assert (claim["kind"], claim["number"]) == (kind, number)


def test_only_the_kidnappings_are_an_estimate() -> None:
    by_method = {c["key"]: c["number_method"] for c in CLAIMS.values() if "number_method" in c}
    assert by_method == {"kidnapping-hundreds": "estimate"}
    assert "estimate" in CLAIMS["kidnapping-hundreds"]["tags"]


def test_the_30_are_part_of_the_75_and_the_15_are_not() -> None:
    def wholes(key: str) -> list[str]:
        measure = MEASURES[CLAIMS[key]["measure"]]
        chain = []
        while "part_of" in measure:
            measure = MEASURES[measure["part_of"]]
            chain.append(measure["key"])
        return chain

    in_touch = CLAIMS["in-touch-75"]["measure"]
    assert wholes("helped-30") == [in_touch]
    assert wholes("left-chechnya-30") == [CLAIMS["helped-30"]["measure"], in_touch]
    assert wholes("left-russia-15") == []


@pytest.mark.parametrize(
    ("kind", "act", "quote"),
    [
        ("abuse", "detention", "mass detentions"),
        ("abuse", "torture", "torture and murder of gay people"),
        ("abuse", "killing", "murder of gay people"),
        ("abuse", "abduction", "hundreds and hundreds"),
        ("targeting", None, "their alleged sexual orientation"),
        ("abuse", "discriminatory-treatment", "kept separately from the rest"),
        ("abuse", "discriminatory-treatment", "a different, harsher treatment"),
        ("abuse", "deprivation-of-food", "not given any food whatsoever"),
        ("abuse", "beating", "uniform-clad police officers"),
        ("abuse", "harassment", "uniform-clad police officers"),
        ("abuse", "beating", "by other detainees as well"),
        ("abuse", "harassment", "by other detainees as well"),
        ("abuse", "abduction", "seized in their homes or at work"),
        ("abuse", "detention", "belong to the Ministry of Internal Affairs"),
        ("responsibility", None, "committed by public officers"),
        ("responsibility", None, "sponsored and mandated by the authorities"),
        ("characterization", None, "crime against humanity"),
    ],
)
def test_every_statement_of_the_interview_is_logged_once(
    kind: str, act: str | None, quote: str
) -> None:
    found = [
        claim["key"]
        for claim in INTERVIEW["claim"]
        if (claim["kind"], claim.get("act")) == (kind, act)
        and quote in (citation["quote"] for citation in claim["citation"])
    ]
    assert len(found) == 1


def test_judgement_and_inference_are_marked_as_such() -> None:
    assert CLAIMS["crime-against-humanity"]["tags"] == ["legal-characterization"]
    assert CLAIMS["sponsored-and-mandated"]["tags"] == ["inference"]
    assert "infers" in CLAIMS["sponsored-and-mandated"]["text"]


def test_what_other_detainees_did_is_not_laid_to_the_police() -> None:
    assert "against" not in CLAIMS["beaten-by-detainees"]
    assert "against" not in CLAIMS["harassed-by-detainees"]
    assert CLAIMS["beaten-by-police"]["against"] == "chechen-police"


# --- Part 2: the other reports -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "number", "as_of", "origin"),
    [
        ("turned-60", "around 60 people", "2017-04-17", "lgbtnet-2017-04-17"),
        ("supported-30", "More than 30 people", "2017-04-17", "lgbtnet-2017-04-17"),
        ("contact-lost-2", "two", "2017-04-17", "lgbtnet-2017-04-17"),
        ("turned-80", "more than 80", "2017-05-18", "currenttime-2017-05-18"),
        ("out-of-chechnya-40", "more than 40", "2017-05-18", "currenttime-2017-05-18"),
        ("left-russia-9", "9", "2017-05-18", "currenttime-2017-05-18"),
        ("detained-100", "over 100 men", "2017-04-01", "novaya-2017-04-01"),
        ("killed-3", "at least three", "2017-04-01", "novaya-2017-04-01"),
        ("detained-hundreds", "Hundreds of men", "XXXX", "novaya-2017-04-01"),
        ("detained-dozens", "dozens", "XXXX", "novaya-2017-04-01"),
        ("fled-114", "114 people", "2018-04-03", "rferl-2018-04-03"),
        ("fled-41-tortured", "41 people", "2018-04-03", "rferl-2018-04-03"),
        ("fled-30-family", "30 family members", "2018-04-03", "rferl-2018-04-03"),
    ],
)
def test_reported_figures_and_their_one_origin(
    key: str, number: str, as_of: str, origin: str
) -> None:
    claim = CLAIMS[key]
    assert (claim["number"], claim["as_of"]) == (number, as_of)
    assert origins_of(key) == (origin,)


def test_every_report_is_cited_or_relayed() -> None:
    used = {citation["source"] for _, citation in CITATIONS}
    used |= {relayed for source in SOURCES.values() for relayed in source.get("relays", ())}
    assert used == set(SOURCES)


def test_the_denial_comes_from_the_one_who_denies() -> None:
    denial = CLAIMS["denial-nobody-to-arrest"]
    assert (denial["kind"], denial["speaker"]) == ("denial", "alvi-karimov")
    assert origins_of("denial-nobody-to-arrest") == ("karimov-2017-04",)
    parties = {party["key"]: party for party in both("party")}
    assert parties["alvi-karimov"]["speaks_for"] == "ramzan-kadyrov"


def test_a_state_and_a_running_total_are_two_measures() -> None:
    in_touch = MEASURES[CLAIMS["in-touch-75"]["measure"]]
    turned = MEASURES[CLAIMS["turned-80"]["measure"]]
    assert (in_touch["cumulative"], turned["cumulative"]) == (False, True)
    assert CLAIMS["turned-60"]["measure"] == turned["key"]


def test_figures_that_invite_a_question_share_a_measure() -> None:
    assert CLAIMS["left-russia-15"]["measure"] == CLAIMS["left-russia-9"]["measure"]
    detained = {CLAIMS[f"detained-{figure}"]["measure"] for figure in ("100", "hundreds", "dozens")}
    assert len(detained) == 1


def test_whoever_speaks_for_the_network_is_its_voice() -> None:
    voices = {source["voice"] for source in SOURCES.values() if "voice" in source}
    assert voices == {"igor-kochetkov", "russian-lgbt-network", "novaya-gazeta", "alvi-karimov"}
