"""Notes, replies and assignments on the command line."""

import json

import pytest

from tests.support.commandline import Result, Runner

ANNA, BORIS = "Anna Reporter", "Boris Editor"


def shown(case: Runner, key: str) -> str:
    """All of ``claim show``, its words on one line."""
    return " ".join(case("claim", "show", key).stdout.split())


# --- notes ------------------------------------------------------------------------------------


def test_a_note_is_kept_and_shown(filled: Runner) -> None:
    done = filled("claim", "note", "det", "Ask the \x1b[31mwire.")
    assert (done.stdout, done.stderr, done.exit_code) == ("detained\n", "The note is kept.\n", 0)
    filled("claim", "note", "detained", "-", input="Позвонить.\nСпросить.\n", author=BORIS)
    told = shown(filled, "detained")
    assert "2 notes" in told
    assert "Anna Reporter Ask the \\x1b[31mwire." in told
    assert "Boris Editor Позвонить. Спросить." in told
    found = json.loads(filled("claim", "show", "detained", "--json").stdout)["notes"]
    assert [note["created_by"] for note in found] == [ANNA, BORIS]
    assert found[0]["text"] == "Ask the \x1b[31mwire."


def test_json_prints_the_new_note(filled: Runner) -> None:
    found = json.loads(filled("claim", "note", "det", "Ask.", "--json").stdout)
    assert list(found) == ["claim", "id", "text", "created_at", "created_by"]
    assert (found["claim"], found["text"]) == ("detained", "Ask.")


def test_bad_notes_are_refused(filled: Runner) -> None:
    assert filled("claim", "note", "detained", " ").refusal() == "The note is empty."
    assert filled("claim", "note", "detained", "-", input="\n").refusal() == "The note is empty."
    assert filled("claim", "note", "zzz", "x").refusal() == "There is no claim “zzz”."
    refused = filled("claim", "note", "detained", "x", author=None)
    assert refused.refusal(2) == "It is not known who is working."
    assert json.loads(filled("claim", "show", "detained", "--json").stdout)["notes"] == []


@pytest.mark.parametrize("form", ["md", "json", "csv"])
def test_no_export_has_a_note(form: str, filled: Runner) -> None:
    filled("claim", "note", "detained", "Between ourselves")
    done = filled("export", "-f", form)
    assert done.exit_code == 0
    assert "Between ourselves" not in done.stdout


# --- the right of reply -----------------------------------------------------------------------


def reply(case: Runner, *given: str, key: str = "detained", author: str | None = ANNA) -> Result:
    return case("claim", "reply", key, "--party", "Ramzan Kadyrov", *given, author=author)


def test_a_reply_is_recorded_and_told(filled: Runner) -> None:
    done = reply(filled, "--outcome", "no-answer", "--on", "2017-04-20")
    told = "Asked Ramzan Kadyrov on 2017-04-20: no answer."
    assert (done.stdout, done.exit_code) == ("detained\n", 0)
    assert done.stderr == f"New party: Ramzan Kadyrov.\n{told}\n"
    done = filled("claim", "reply", "det", "--party", "police", "--outcome", "answered", "--text",
                  "-", input="Таких нет.", author=BORIS)  # fmt: skip
    assert done.stderr == "Полиция Чечни answered: “Таких нет.”\n"
    found = shown(filled, "detained")
    assert f"Right of reply {told} (Anna Reporter) Полиция Чечни answered: “Таких нет.”" in found
    assert f"\n- {told}\n" in filled("export").stdout
    exported = json.loads(filled("export", "-f", "json").stdout)["claims"]
    replies = {claim["key"]: claim["replies"] for claim in exported}
    assert [one["outcome"] for one in replies["detained"]] == ["no-answer", "answered"]
    assert replies["in-touch-75"] == []


def test_json_prints_the_new_reply(filled: Runner) -> None:
    found = json.loads(reply(filled, "--outcome", "asked", "--json").stdout)
    assert list(found) == ("claim id party outcome on text recorded_at recorded_by".split())
    assert (found["party"], found["on"], found["text"]) == ("Ramzan Kadyrov", None, None)


def test_bad_replies_are_refused(filled: Runner) -> None:
    wrong = reply(filled, "--outcome", "silence")
    assert wrong.exit_code == 2
    assert "'asked', 'answered', 'declined', 'no-answer'" in wrong.stderr
    assert "Missing option '--outcome'" in reply(filled).stderr
    undated = reply(filled, "--outcome", "asked", "--on", "20 April")
    assert undated.refusal(2).startswith("“20 April” is not read as a date")
    assert reply(filled, "--outcome", "asked", key="z").refusal() == "There is no claim “z”."
    nameless = filled("claim", "reply", "detained", "--party", " ", "--outcome", "asked")
    assert nameless.refusal() == "The name is empty."
    refused = reply(filled, "--outcome", "asked", author=None)
    assert refused.refusal(2) == "It is not known who is working."
    assert "Kadyrov" not in filled("party", "list").stdout


def test_an_export_with_replies_can_be_imported(filled: Runner) -> None:
    reply(filled, "--outcome", "asked")
    claims = json.loads(filled("export", "-f", "json").stdout)["claims"]
    (row,) = [claim for claim in claims if claim["key"] == "detained"]
    done = filled("import", "-f", "jsonl", "-", input=json.dumps(row))
    assert done.exit_code == 0, done.stderr


# --- assignments --------------------------------------------------------------------------------


def test_a_claim_is_assigned(filled: Runner) -> None:
    done = filled("review", "assign", "det")
    assert (done.stdout, done.exit_code) == ("detained\n", 0)
    assert done.stderr == "It is unverified, held by Anna Reporter.\n"
    assert "detained (act of abuse, unverified, held by Anna Reporter)" in shown(filled, "detained")
    done = filled("review", "assign", "detained", BORIS)
    assert done.stderr == (
        "It is unverified, held by Boris Editor; before, Anna Reporter held it.\n"
    )
    assert filled("claim", "show", "detained", "--json").stdout.endswith(f'"held_by":"{BORIS}"}}\n')
    assert "Waiting, by who holds it Boris Editor 1" in " ".join(filled("status").stdout.split())
    done = filled("review", "assign", "detained", "--nobody")
    assert done.stderr == "It is unverified, held by nobody; before, Boris Editor held it.\n"
    assert "held by" not in shown(filled, "detained")


def test_the_queue_says_who_holds_what_and_lists_what_is_mine(filled: Runner) -> None:
    filled("claim", "add", "A raid.", "--kind", "event")
    filled("review", "assign", "raid", "boris  editor")
    lines = filled("review", "queue").stdout.splitlines()
    assert lines[0].endswith("ORIGINS  HELD BY")
    assert [line.endswith("boris editor") for line in lines[1:]] == [False, True]
    mine = json.loads(filled("review", "queue", "--mine", "--json", author=BORIS).stdout)
    assert [(one["key"], one["held_by"]) for one in mine] == [("raid", "boris  editor")]
    done = filled("review", "queue", "--mine")
    assert (done.stdout, done.stderr) == (
        "", "Nothing that waits for a review is assigned to you.\n",
    )  # fmt: skip


def test_bad_assignments_are_refused(filled: Runner) -> None:
    def assign(*given: str, author: str | None = ANNA) -> str:
        done = filled("review", "assign", *given, author=author)
        return done.refusal(done.exit_code)

    assert assign("zzz") == "There is no claim “zzz”."
    assert assign("detained", "") == "The reviewer's name is empty."
    assert assign("detained", "--nobody") == "Nobody holds detained."
    assert "to “Boris Editor” and to nobody at once" in assign("detained", BORIS, "--nobody")
    assert assign("detained", author=None) == "It is not known who is working."
    assert assign("detained", author=" ") == "The name to sign with is empty."
    filled("review", "assign", "detained")
    assert assign("detained") == "Anna Reporter holds detained already."
    refused = filled("review", "queue", "--mine", author=None)
    assert refused.refusal(2) == "It is not known who is working."
