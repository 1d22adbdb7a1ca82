"""Captures and quotes: what cannot be kept, and what does not stand where it is said to."""

from collections.abc import Sequence

from factcheck.errors.base import FactcheckError, UsageError


def _ended(passage: str) -> str:
    """A passage in quotation marks at the end of a sentence: never with two full stops."""
    bare = passage.rstrip("]”’»\"'")
    return f"“{passage}”" if bare.endswith((".", "?", "!", "…")) else f"“{passage}”."


class UnknownCapture(FactcheckError):
    def __init__(self, digest: str) -> None:
        super().__init__(
            f"There is no capture “{digest}”.",
            "Name one by its SHA-256, or by the first digits of it (four or more): "
            "“factcheck source captures KEY” shows them.",
        )


class EmptyCapture(FactcheckError):
    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is empty: there is nothing to capture.", "Save it once more.")


class CaptureTooLarge(FactcheckError):
    def __init__(self, name: str, limit: int) -> None:
        super().__init__(
            f"{name} is larger than {limit // 1024**3} GB, the most that a case takes.",
            "Split it, or keep it elsewhere and capture a note of its SHA-256.",
        )


class DamagedCapture(FactcheckError):
    def __init__(self, digest: str) -> None:
        super().__init__(
            f"The bytes of the capture {digest} are not those that were captured.",
            "Nothing was written. Take them from a backup of the case; keep every copy you have.",
        )


class NotReadAgain(FactcheckError):
    """A text that was read before cannot be read now; ``note`` is the sentence that says why."""

    def __init__(self, digest: str, note: str) -> None:
        super().__init__(
            f"The text of the capture {digest[:12]} was not read anew. {note.rstrip('.')}.",
            "The text that was read before stands, with every quote in it.",
        )


class ReadAlready(FactcheckError):
    def __init__(self, digest: str) -> None:
        super().__init__(
            f"The capture {digest[:12]} was read when it was captured.",
            "Read it anew with --again; “factcheck capture show” tells how it was read.",
        )


class CaptureOfAnother(FactcheckError):
    def __init__(self, digest: str, key: str) -> None:
        super().__init__(
            f"The source “{key}” has no text in a capture “{digest}”.",
            f"“factcheck source captures {key}” shows its captures.",
        )


class NotAFile(FactcheckError):
    """Something to capture that is neither a file nor standard input."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} cannot be captured: it is no file, but a pipe or a device.",
            "What comes through a pipe is captured from standard input, with “-”.",
        )


class BytesToTerminal(FactcheckError):
    def __init__(self) -> None:
        super().__init__(
            "The bytes of a capture are not shown on a terminal, which could obey them.",
            "Send them to a file or to another program.",
        )


class UnknownMediaType(UsageError):
    def __init__(self, given: str) -> None:
        super().__init__(
            f"“{given}” is not a media type.",
            "Write it as its server sent it: “text/html; charset=windows-1251”.",
        )


class UnreadableMoment(UsageError):
    def __init__(self, given: str, why: str) -> None:
        super().__init__(
            f"“{given}” is not a time: {why}.",
            "Write 2017-05-18T09:30+03:00, 2017-05-18T06:30Z or, for the day alone, 2017-05-18.",
        )


class FutureCapture(UsageError):
    def __init__(self, moment: str) -> None:
        super().__init__(
            f"Nothing can have been captured at {moment[:16]}Z: that is still to come.",
            "Give the time with its offset from UTC: 2017-05-18T09:30+03:00.",
        )


class UnreadableAddress(UsageError):
    def __init__(self, given: str, why: str) -> None:
        super().__init__(
            f"“{given}” is not the address of a page: {why}.",
            "Give it whole, as the browser shows it: https://example.org/interview.",
        )


class NoText(FactcheckError):
    def __init__(self, key: str, notes: Sequence[str]) -> None:
        why = " ".join(notes).rstrip(".")
        super().__init__(
            f"The source “{key}” has no captured text. {why}.".removesuffix(" ."),
            f"Capture it with “factcheck source capture {key} FILE”.",
        )


class QuoteNotFound(FactcheckError):
    """``nearest`` is the passage that is most like it, with its place; it may state other facts."""

    def __init__(self, key: str, nearest: str | None, place: str | None) -> None:
        where = f" ({place})" if place else ""
        near = f" The nearest passage{where} is: {_ended(nearest)}" if nearest else ""
        super().__init__(
            f"The quote does not stand in the captured text of “{key}”.{near}",
            "Quote the words as they stand there, or log it all the same with --unanchored.",
        )


class QuoteDiffers(FactcheckError):
    """A passage states the same facts in other words: ``differences`` shows it word by word."""

    def __init__(self, key: str, passage: str, place: str | None, differences: str) -> None:
        where = f" ({place})" if place else ""
        differences = differences.rstrip(".")
        super().__init__(
            f"The quote stands in “{key}” in other words{where}: {_ended(passage)} {differences}.",
            "Quote it as it stands there, or take it as it is with --accept-differences.",
        )


class AmbiguousQuote(FactcheckError):
    """``passages`` are the first of the ``times`` at which the quote stands there.

    ``chosen``: all of them are in the place that the locator names.
    """

    LISTED = 5

    def __init__(
        self,
        key: str,
        passages: Sequence[str],
        times: int,
        locator: str | None = None,
        chosen: bool = False,
    ) -> None:
        shown = passages[: self.LISTED]
        listed = "; ".join(shown)
        if more := times - len(shown):
            listed += f"; and {more:,} more {'place' if more == 1 else 'places'}"
        where = f", {locator}" if locator and chosen else ""
        if locator is None:
            hint = "Quote more words, or say where it stands with --locator."
        elif chosen:
            hint = "Quote more words: the locator does not tell them apart."
        else:
            hint = (
                f"The locator “{locator}” is none of these places: give one of theirs, or quote "
                "more words."
            )
        super().__init__(f"The quote stands {times:,} times in “{key}”{where}: {listed}.", hint)


class WordsNotHere(FactcheckError):
    """Words that were typed to pick a quote."""

    def __init__(self, words: str, after: str = "") -> None:
        behind = f" after “{after}”" if after else ""
        super().__init__(
            f"“{words}” does not stand in this passage{behind}.",
            "Type the words as they stand there, or the first and the last ones with … between.",
        )


class WordsSeveralTimes(FactcheckError):
    def __init__(self, words: str, times: int) -> None:
        super().__init__(f"“{words}” stands {times} times in this passage.", "Type more words.")


class UnknownPlace(FactcheckError):
    def __init__(self, place: str, key: str, last: str | None) -> None:
        super().__init__(
            f"There is no place “{place}” in the captured text of “{key}”.",
            f"Name it as it is shown; the last one is “{last}”." if last else "",
        )


class NotLoggedYet(FactcheckError):
    """Reading ended while a claim was being typed."""

    def __init__(self, key: str) -> None:
        super().__init__(
            "The claim that was being typed is not logged yet; nothing of it is lost.",
            f"“factcheck log {key}” offers it again.",
        )
