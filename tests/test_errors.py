"""Every user error is one sentence, what to do next, and an exit code."""

import inspect
from collections.abc import Callable

import pytest

from factcheck import errors
from factcheck.errors import FactcheckError, UsageError, brief, listed, some

CLASSES = sorted(
    {
        found
        for _, found in inspect.getmembers(errors, inspect.isclass)
        if issubclass(found, FactcheckError) and found not in (FactcheckError, UsageError)
    },
    key=lambda found: found.__name__,
)

SAMPLES: dict[object, object] = {str: "x", int: 2, bool: True, BaseException: ValueError("x")}


def sample(annotation: object) -> object:
    """A value for a parameter that is annotated so."""
    if annotation in SAMPLES:
        return SAMPLES[annotation]
    text = str(annotation)
    if "Iterable" in text:
        return ["a", "b"]
    if "str" in text:
        return "x"
    raise AssertionError(f"the tests know no sample of {annotation}")


def made(error: type[FactcheckError]) -> FactcheckError:
    signature = inspect.signature(error)
    given = {
        name: sample(parameter.annotation)
        for name, parameter in signature.parameters.items()
        if parameter.default is inspect.Parameter.empty
    }
    make: Callable[..., FactcheckError] = error
    return make(**given)


def test_there_are_errors() -> None:
    assert len(CLASSES) > 40


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_an_error_is_one_sentence_and_says_what_to_do_next(error: type[FactcheckError]) -> None:
    fault = made(error)
    sentence = fault.sentence
    assert str(fault) == sentence
    assert sentence[0].isupper() or sentence[0] in "“x" or sentence.startswith("factcheck")
    assert sentence.endswith((".", "?")) or sentence.endswith(": x")
    assert "\n" not in sentence + fault.hint
    assert fault.hint
    assert fault.hint.rstrip("”").endswith((".", "?", "x", "…", "]'", "already"))
    assert fault.exit_code in (1, 2)
    assert "  " not in sentence + fault.hint
    assert "None" not in sentence + fault.hint


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_wrong_usage_exits_with_2_and_what_is_refused_with_1(error: type[FactcheckError]) -> None:
    assert error.exit_code == (2 if issubclass(error, UsageError) else 1)


@pytest.mark.parametrize(
    ("items", "joint", "words"),
    [
        ([], "or", ""),
        (["a"], "or", "a"),
        (["a", "b"], "or", "a or b"),
        (["a", "b", "c"], "and", "a, b and c"),
        (iter("ab"), "and", "a and b"),
    ],
)
def test_listed(items: list[str], joint: str, words: str) -> None:
    assert listed(items, joint) == words


def test_some_are_listed_and_the_rest_counted() -> None:
    assert some("abc") == "a, b or c"
    assert some("abcdefghi", "and") == "a, b, c, d, e, f, g, h and i"
    assert some("abcdefghij") == "a, b, c, d, e, f, g, h and 2 more"
    assert some(map(str, range(5_008))).endswith(", 7 and 5,000 more")


LONG = "start " + "x" * 100_000 + " end"


@pytest.mark.parametrize(
    ("message", "kept"),
    [
        (f"“{LONG}” is not a key.", ("“start xxx", "xxx end” is not a key.")),
        (f"Invalid value for '--kind': '{LONG}' is not one of 'a'.", ("'--kind': 'start", " 'a'.")),
        (f"{'x/' * 3_000}y.db cannot be read: it is a folder.", ("x/x/", "y.db cannot be read")),
        (f"{'many words ' * 1_000}.", ("many", "words .")),
    ],
)
def test_a_long_text_in_a_message_loses_its_middle(message: str, kept: tuple[str, str]) -> None:
    short = brief(message)
    assert len(short) < 2_100
    assert all(part in short for part in kept)
    assert FactcheckError(message).sentence == str(FactcheckError(message)) == short
    assert FactcheckError("x", message).hint == short


@pytest.mark.parametrize(
    "message",
    ["", "“" + "x" * 150 + "”", ", ".join(f"'{number}'" for number in range(200)), "a b " * 400],
)
def test_what_a_person_can_read_is_left_whole(message: str) -> None:
    assert brief(message) == message
