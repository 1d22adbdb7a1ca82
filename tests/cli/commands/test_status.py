"""``factcheck status``: the case at a glance."""

import json

from tests.support.commandline import Runner


def test_the_case_at_a_glance(filled: Runner) -> None:
    filled("claim", "add", "A raid.", "--kind", "event")
    filled("claim", "add", "Many.", "--kind", "number", "--cite", "wire", "--quote", "many")
    text = filled("status").stdout
    flowing = " ".join(text.split())
    assert text.startswith("5 claims, 3 sources (2 origins)\n")
    for told in (
        "unverified 3",
        "corroborated 1",
        "refuted 1",
        "abuse 1",
        "Quotes by check anchored 1 no capture 2",
        "event 1",
        "1 claim without a citation",
        "2 quotes without a locator",
        "2 quotes of sources without a captured text",
        "1 claim of kind number without a number",
    ):
        assert told in flowing


def test_quotes_that_do_not_stand_are_counted(filled: Runner) -> None:
    for quote, allowed in (
        ("No such words at all", "--unanchored"),
        ("He talked of some 75 people, and of more to come", "--accept-differences"),
    ):
        filled("claim", "cite", "denied", "interview", "--quote", quote, allowed)
    flowing = " ".join(filled("status").stdout.split())
    assert "1 quote that does not stand in the captured text" in flowing
    assert "1 quote that differs from what stands in the captured text" in flowing


def test_json_is_one_object(filled: Runner) -> None:
    found = json.loads(filled("status", "--json").stdout)
    assert list(found) == (
        "claims by_status by_kind sources origins uncited unplaced unnumbered "
        "by_quote_check outdated held".split()
    )
    assert found["by_status"] == {"unverified": 1, "corroborated": 1, "refuted": 1}
    assert found["by_quote_check"] == {"anchored": 1, "no capture": 1}


def test_an_empty_case(case: Runner) -> None:
    assert case("status").stdout == "0 claims, 0 sources (0 origins)\n"
    assert json.loads(case("status", "--json").stdout)["claims"] == 0
