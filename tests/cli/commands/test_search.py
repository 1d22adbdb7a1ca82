"""``factcheck search``: claims by their words, with the match shown."""

import json

import pytest

from tests.support.commandline import Runner


def found(case: Runner, *arguments: str) -> list[str]:
    done = case("search", *arguments, "--json")
    assert done.exit_code == 0, done.stderr
    return [claim["key"] for claim in json.loads(done.stdout)]


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["detain"], {"detained"}),
        (["TORTURE"], {"detained"}),
        (["пыток"], {"detained", "in-touch-75"}),
        (["about 75"], {"in-touch-75"}),
        (['"tortured men"'], {"detained"}),
        (['"men tortured"'], set()),
        (["network*"], {"in-touch-75"}),
        (["wire"], {"denied"}),
        (["пытки", "--kind", "abuse"], {"detained"}),
        (["пытки", "--status", "corroborated", "--source", "interview"], {"in-touch-75"}),
        (["пытки", "--speaker", "igor-kochetkov", "--tag", "contacts"], {"in-touch-75"}),
        (["пытки", "--as-of", "2016"], set()),
        (["zebra"], set()),
    ],
)
def test_claims_are_found_and_filtered(
    filled: Runner, arguments: list[str], keys: set[str]
) -> None:
    assert set(found(filled, *arguments)) == keys


@pytest.mark.parametrize(
    "query",
    ["-", "--", "-x", "--nothing", '"', "'", "AND", "NEAR(", "a OR", "(", "*", "", " ", "\0",
     "ill-treatment", "a:b", "{a}", "^a", "%", "_", "\\", "&|!", "\udcff", "x" * 5_000,
     "a " * 2_000, "\u202e", "ё", "🙂"],
    ids=ascii,
)  # fmt: skip
def test_any_text_at_all_is_a_query(filled: Runner, query: str) -> None:
    done = filled("search", "--", query)
    assert done.exit_code == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr


def test_a_hyphen_is_literal_and_nothing_is_read(filled: Runner) -> None:
    done = filled("search", "-", input="detained\n")
    assert (done.stdout, done.stderr, done.exit_code) == ("", "Nothing found.\n", 0)


def test_the_match_is_shown_with_its_place(filled: Runner) -> None:
    text = filled("search", "tortured").stdout
    assert "[tortured]" in text
    assert "claim" in text.splitlines()[1].split()
    (claim,) = json.loads(filled("search", "tortured", "--json").stdout)
    match = claim["match"]
    assert match["field"] == "claim"
    ((start, end),) = match["marks"]
    assert match["passage"][start:end] == "tortured"
    assert json.loads(filled("search", "wire", "--json").stdout)[0]["match"]["field"] == "source"
    quoted = json.loads(filled("search", "человек", "--json").stdout)[0]
    assert quoted["match"]["field"] == "quote"


def test_a_limit_is_told(filled: Runner) -> None:
    done = filled("search", "people", "--limit", "1")
    assert len(done.stdout.splitlines()) == 2
    assert "See more with --limit." in done.stderr
    assert filled("search", "people", "--limit", "0", "--json").stdout == "[]\n"


@pytest.mark.parametrize(
    ("options", "told", "code"),
    [
        ([], "Missing argument 'QUERY'", 2),
        (["x", "--status", "proven"], "'unverified', 'in-review'", 2),
        (["x", "--source", "wrie"], "Did you mean wire?", 1),
        (["x", "--limit", "-1"], "--limit", 2),
    ],
)
def test_a_wrong_search_is_refused(
    filled: Runner, options: list[str], told: str, code: int
) -> None:
    done = filled("search", *options)
    assert (done.stdout, done.exit_code) == ("", code)
    assert told in done.stderr
