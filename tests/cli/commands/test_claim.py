"""``factcheck claim``: what it prints, what it says, what it refuses."""

import json

import pytest

from tests.support.commandline import Result, Runner

CLAIM_NAMES = (
    "key id text kind act status speaker as_of place tags happened against quantity citations "
    "reviews origins confidentiality status_because replies"
).split()
QUANTITY_NAMES = "as_stated qualifier value min max unit of measure method".split()
CITATION_NAMES = (
    "source via stance locator quote translation quote_check link archive_url capture newer_capture"
).split()


def add(case: Runner, *options: str) -> Result:
    return case("claim", "add", "A raid.", "--kind", "event", *options)


def shown(case: Runner, key: str) -> dict[str, object]:
    done = case("claim", "show", key, "--json")
    assert done.exit_code == 0
    found: dict[str, object] = json.loads(done.stdout)
    return found


def keys(case: Runner, *options: str) -> list[str]:
    listed = case("claim", "list", "--json", *options)
    assert listed.exit_code == 0
    return [claim["key"] for claim in json.loads(listed.stdout)]


# --- add ------------------------------------------------------------------------------------


def test_a_whole_claim_is_logged(filled: Runner) -> None:
    done = filled(
        "claim", "add", "At least three were beaten.", "--key", "beaten", "--kind", "abuse",
        "--act", "beating", "--speaker", "Igor Kochetkov", "--against", "Police of Argun",
        "--as-of", "2017-05-18", "--happened", "2017-03", "--place", "Argun", "--tag", "custody",
        "--tag", "raids", "--number", "at least three", "--number-method", "count",
        "--measure", "contacted", "--cite", "outlet", "--via", "wire", "--quote", "не менее трёх",
        "--translation", "at least three", "--locator", "para. 2", "--stance", "confirms",
    )  # fmt: skip
    assert (done.stdout, done.exit_code) == ("beaten\n", 0)
    assert "Read “at least three” as: at least 3." in done.stderr
    assert "New party: Police of Argun." in done.stderr
    claim = shown(filled, "beaten")
    assert {name: claim[name] for name in CLAIM_NAMES if name not in ("id", "quantity")} == {
        "key": "beaten",
        "text": "At least three were beaten.",
        "kind": "abuse",
        "act": "beating",
        "status": "unverified",
        "speaker": "Igor Kochetkov",
        "as_of": "2017-05-18",
        "place": "Argun",
        "tags": ["custody", "raids"],
        "happened": "2017-03",
        "against": "Police of Argun",
        "citations": [
            {
                "source": "outlet",
                "via": "wire",
                "stance": "confirms",
                "locator": "para. 2",
                "quote": "не менее трёх",
                "translation": "at least three",
                "quote_check": "no capture",
                "link": None,
                "archive_url": None,
                "capture": None,
                "newer_capture": None,
            }
        ],
        "reviews": [],
        "origins": ["wire"],
        "confidentiality": None,
        "status_because": None,
        "replies": [],
    }


def test_the_key_that_was_made_is_printed(case: Runner) -> None:
    assert add(case).stdout == "raid\n"
    assert add(case).stdout == "raid-2\n"


def test_json_prints_the_new_claim(case: Runner) -> None:
    done = add(case, "--json")
    assert list(json.loads(done.stdout)) == CLAIM_NAMES
    assert done.stdout.count("\n") == 1


def test_what_is_missing_or_doubled_is_told(filled: Runner) -> None:
    assert "Next, its source: factcheck claim cite raid SOURCE" in add(filled).stderr
    cited = add(filled, "--cite", "wire")
    assert "Note: raid says the same" in cited.stderr
    assert "Next, its source" not in cited.stderr
    uncounted = filled("claim", "add", "Many came.", "--kind", "number", "--cite", "wire")
    assert "No number was given" in uncounted.stderr


def test_quiet_prints_data_and_warnings_only(case: Runner) -> None:
    done = Runner(case._db)("--quiet", "claim", "add", "A raid.", "--kind", "event")
    assert (done.stdout, done.stderr) == ("raid\n", "")


@pytest.mark.parametrize("content", ["A raid.", "\ufeff  A raid.\n", b"A raid.\r\n"])
def test_a_statement_is_read_from_standard_input(case: Runner, content: str | bytes) -> None:
    assert case("claim", "add", "-", "--kind", "event", input=content).exit_code == 0
    assert shown(case, "raid")["text"] == "A raid."


LONG = "x" * 10_001


@pytest.mark.parametrize(
    ("text", "content", "told"),
    [
        ("", None, "The statement is empty."),
        (" \n", None, "The statement is empty."),
        ("-", "", "The statement is empty."),
        ("-", " \n", "The statement is empty."),
        (LONG, None, "10,001 characters; at most 10,000"),
        ("-", LONG, "10,001 characters; at most 10,000"),
        ("a\0b", None, "NUL"),
        ("-", "a\0b", "NUL"),
        ("-", b"caf\xe9", "not UTF-8"),
        ("a\udcff", None, "not UTF-8"),
    ],
)
def test_a_statement_that_is_none_is_refused(
    case: Runner, text: str, content: str | bytes | None, told: str
) -> None:
    done = case("claim", "add", text, "--kind", "event", input=content)
    assert (done.stdout, done.exit_code) == ("", 1)
    assert told in done.stderr
    assert done.stderr.startswith("Error: ")
    assert keys(case) == []


def test_the_longest_statement_is_taken(case: Runner) -> None:
    assert case("claim", "add", "-", "--kind", "event", input="x" * 10_000).exit_code == 0
    assert case("claim", "add", "y" * 10_000, "--kind", "event").exit_code == 0


@pytest.mark.parametrize(
    ("options", "told", "code"),
    [
        (["--kind", "rumour"], "'number', 'abuse', 'responsibility'", 2),
        (["--act", "torture"], "kind abuse", 2),
        (["--kind", "abuse", "--act", "insult"], "'torture', 'arrest', 'detention'", 2),
        (["--as-of", "last May"], "2017-05-18", 2),
        (["--happened", "1.5.2017"], "2017-05-18", 2),
        (["--number", "2017"], "about 75 people", 2),
        (["--number", "three weeks"], "about 75 people", 2),
        (["--number-method", "count"], "--number", 2),
        (["--number", "5", "--number-method", "guess"], "'count', 'estimate'", 2),
        (["--measure", "contacted"], "--number", 2),
        (["--number", "5", "--measure", "contatced"], "Did you mean contacted?", 1),
        (["--key", "two words"], "letters, digits", 2),
        (["--key", "wire"], "belongs to a source already", 1),
        (["--cite", "wrie"], "Did you mean wire?", 1),
        (["--cite", "i", "--quote", "x", "--stance", "agrees"], "'supports', 'confirms'", 2),
        (["--cite", "wire", "--via", "interview"], "wire does not relay interview", 1),
        (["--quote", "there"], "--cite", 2),
        (["--locator", "p. 1"], "--cite", 2),
        (["--cite", "wire", "--translation", "there"], "quote", 2),
        (["--colour", "red"], "No such option", 2),
    ],
)
def test_a_wrong_claim_is_refused_and_nothing_of_it_is_kept(
    filled: Runner, options: list[str], told: str, code: int
) -> None:
    before, parties = keys(filled), filled("party", "list", "--csv").stdout
    done = add(filled, "--speaker", "Somebody New", *options)
    assert (done.stdout, done.exit_code) == ("", code)
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert keys(filled) == before
    assert filled("party", "list", "--csv").stdout == parties


def test_nobody_works_without_a_name(case: Runner) -> None:
    for command in (
        ["claim", "add", "A raid.", "--kind", "event"],
        ["claim", "edit", "raid", "--place", "Argun"],
        ["claim", "cite", "raid", "wire"],
        ["claim", "withdraw", "raid", "--because", "x"],
    ):
        done = case(*command, author=None)
        assert (done.stdout, done.exit_code) == ("", 2)
        assert "It is not known who is working." in done.stderr
        assert "--as NAME" in done.stderr
    signed = case("claim", "add", "A raid.", "--kind", "event", author=None,
                  env={"FACTCHECK_AS": "Ada"})  # fmt: skip
    assert signed.exit_code == 0


# --- show and list --------------------------------------------------------------------------


def test_show_json_keeps_to_the_contract(filled: Runner) -> None:
    done = filled("claim", "show", "in-touch-75", "--json")

    def refuse(text: str) -> float:
        raise AssertionError(f"a float: {text}")

    claim = json.loads(done.stdout, parse_float=refuse)
    assert list(claim) == [*CLAIM_NAMES, "notes", "held_by"]
    assert list(claim["quantity"]) == QUANTITY_NAMES
    assert [list(citation) for citation in claim["citations"]] == [CITATION_NAMES] * 2
    assert done.stdout.count("\n") == 1
    assert claim["quantity"]["value"] == 75
    assert claim["origins"] == ["interview", "wire"]
    assert claim["citations"][1]["quote"] == "около 75 человек"
    assert "около" in done.stdout
    bare = json.loads(filled("claim", "show", "denied", "--json").stdout)
    assert list(bare) == list(claim)
    assert bare["quantity"] is None


def test_show_tells_the_whole_claim(filled: Runner) -> None:
    flowing = " ".join(filled("claim", "show", "in-touch").stdout.split())
    for told in (
        "in-touch-75  (number, corroborated)",
        "About 75 people were in touch with the Network.",
        "Corroborated by independent sources",
        "Igor Kochetkov",
        "“some 75 people”, read as about 75 people; count; measure contacted",
        "18 May 2017",
        "contacts, network",
        "2 citations, 2 origins: The Daily, April 2017; “A wire story”, 21 April 2017",
        "interview supports; voice: Russian LGBT Network",
        "wire voice not known └─ outlet confirms",
        "Who speaks in wire? factcheck source edit wire --voice NAME",
        "supports  interview, para. 2",
        "confirms  outlet, via wire",
        "“около 75 человек”",
        "Translation: “about 75 people”",
        "Quote check: no capture",
        "Quote check: anchored; it stands in the captured text word for word",
        "In context: He spoke of [some 75 people], and of more to come.",
        "Link: https://example.org/interview#:~:text=He%20spoke%20of-,some%2075%20people,-%2C%20and%20of",
        "Archived: https://archive.example.org/interview",
        "1 review",
        "corroborated, reasonable grounds to believe, credibility 2  Anna Reporter",
        "Two origins agree.",
    ):
        assert " ".join(told.split()) in flowing
    bare = filled("claim", "show", "denied").stdout
    assert "Attributed to" not in bare


def test_show_says_what_there_is_not_yet(case: Runner) -> None:
    add(case)
    text = case("claim", "show", "raid").stdout
    assert "No citations yet." in text
    assert "No reviews yet." in text


@pytest.mark.parametrize("command", ["show", "edit", "withdraw", "cite"])
def test_an_unknown_key_suggests_near_ones_and_a_short_one_lists_its_like(
    filled: Runner, command: str
) -> None:
    rest = {"edit": ["--place", "x"], "withdraw": ["--because", "x"], "cite": ["wire"]}
    filled("claim", "add", "Others denied.", "--kind", "event", "--key", "denied-2")
    wrong = filled("claim", command, "in-tuoch-75", *rest.get(command, []))
    assert (wrong.stdout, wrong.exit_code) == ("", 1)
    assert "There is no claim “in-tuoch-75”." in wrong.stderr
    assert "Did you mean in-touch-75?" in wrong.stderr
    short = filled("claim", command, "den", *rest.get(command, []))
    assert (short.stdout, short.exit_code) == ("", 1)
    assert "“den” could be more than one claim: denied and denied-2." in short.stderr


def test_an_empty_list_is_said_and_no_data(case: Runner) -> None:
    listed = case("claim", "list")
    assert (listed.stdout, listed.stderr, listed.exit_code) == ("", "No claims yet.\n", 0)
    filtered = case("claim", "list", "--kind", "event")
    assert (filtered.stdout, filtered.stderr) == ("", "No claims match.\n")
    assert case("claim", "list", "--json").stdout == "[]\n"
    assert case("claim", "list", "--nl").stdout == ""


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], ["denied", "detained", "in-touch-75"]),
        (["--limit", "2"], ["denied", "detained"]),
        (["--limit", "0"], []),
        (["--status", "refuted"], ["denied"]),
        (["--status", "refuted", "--status", "unverified"], ["denied", "detained"]),
        (["--kind", "abuse"], ["detained"]),
        (["--source", "wire"], ["denied"]),
        (["--source", "int"], ["detained", "in-touch-75"]),
        (["--speaker", "Igor Kochetkov"], ["in-touch-75"]),
        (["--measure", "contacted"], ["in-touch-75"]),
        (["--as-of", "2017"], ["in-touch-75"]),
        (["--as-of", "2016"], []),
        (["--tag", "DETENTION"], ["detained"]),
        (["--text", "пыток"], ["detained", "in-touch-75"]),
        (["--text", "tortur*", "--kind", "abuse"], ["detained"]),
        (["--text", "-"], []),
        (["--source", "interview", "--status", "unverified"], ["detained"]),
    ],
)
def test_filters_combine(filled: Runner, options: list[str], found: list[str]) -> None:
    assert keys(filled, *options) == found


@pytest.mark.parametrize(
    ("options", "told", "code"),
    [
        (["--status", "proven"], "'unverified', 'in-review'", 2),
        (["--kind", "rumour"], "'number', 'abuse'", 2),
        (["--source", "wrie"], "Did you mean wire?", 1),
        (["--speaker", "Nobody"], "There is no party “Nobody”", 1),
        (["--as-of", "May"], "2017-05-18", 2),
        (["--limit", "-1"], "--limit", 2),
        (["--limit", "many"], "--limit", 2),
        (["extra"], "unexpected extra argument", 2),
    ],
)
def test_a_wrong_filter_is_refused(
    filled: Runner, options: list[str], told: str, code: int
) -> None:
    done = filled("claim", "list", *options)
    assert (done.stdout, done.exit_code) == ("", code)
    assert told in done.stderr
