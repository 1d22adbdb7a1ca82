"""Working through a captured source at the terminal, passage by passage."""

from collections.abc import Callable

from factcheck.cli import screen
from factcheck.cli.claimdialogue import ClaimDialogue, Surroundings
from factcheck.cli.claimquestions import QUESTIONS
from factcheck.cli.context import Case
from factcheck.cli.diagnostics import say
from factcheck.cli.dialogue import GivenUp, Stopped, is_wanted
from factcheck.cli.unfinished import Draft, Notebook
from factcheck.domain.folding import fold
from factcheck.domain.printable import one_line, shortened
from factcheck.domain.wording import counted
from factcheck.errors import FactcheckError, NotLoggedYet
from factcheck.services import interviews, measures
from factcheck.services.interviews import Interview

KEYS = ("[l]og a claim", "[n]ext (Enter)", "[b]ack", "[g]o to", "[s]kip to", "[q]uit", "[?]")

HELP = """\
l  log a claim from this passage; “l some 75 people” quotes these words
n  the next passage, as Enter does
b  the passage before
g  go to a place: “g 3” is paragraph 3; “g p. 2”, “g 00:01:20”
s  skip to the next passage with some words, “s torture”, or to the next without a quote
q  stop; the next time it goes on from here

Words that claims of the case quote already are underlined, or stand in [[ ]]."""


class ReadingDesk:
    """A loop of pages and keys. Ends by ``q`` or the end of the input."""

    def __init__(
        self, case: Case, author: str, interview: Interview, notebook: Notebook, start: int
    ) -> None:
        self._case, self._author = case, author
        self._interview, self._notebook = interview, notebook
        self._at = start
        self._notices: list[str] = []
        self._logged = 0
        self._speakers: dict[str | None, str] = {}
        """Whom a speaker in the captured text was called in the claims that were logged."""

    def run(self) -> None:
        """Raises NotLoggedYet where reading ends while a claim is being typed."""
        self._load_quotes()
        try:
            if self._notebook.draft is not None:
                self._offer(self._notebook.draft)
            while self._turn():
                pass
        except Stopped:
            say("The claim that was being typed is kept.")
        except (EOFError, KeyboardInterrupt) as stopped:
            draft = self._notebook.draft
            if draft is not None and not draft.is_empty:
                raise NotLoggedYet(self._interview.source) from stopped
            if isinstance(stopped, KeyboardInterrupt):
                raise
        screen.show()
        self._farewell()

    def _turn(self) -> bool:
        """One page and one key; false to stop."""
        self._remember()
        self._page()
        screen.spread(KEYS)
        typed = screen.ask("> ").strip()
        key, _, rest = typed.partition(" ")
        key = key.lower()
        if key in ("q", "quit"):
            return False
        if key in _MOVES:
            _MOVES[key](self, rest.strip())
        else:
            self._notices = [f"“{shortened(typed, 40)}” is no key here; ? tells about them."]
        return True

    # --- the page ---------------------------------------------------------------------------

    def _load_quotes(self) -> None:
        with self._case.reading() as session:
            self._quoted = interviews.quoted(session, self._interview)

    def _page(self) -> None:
        interview, passage = self._interview, self._interview.passages[self._at]
        screen.clear()
        heading = shortened(f"{interview.source}: {interview.title}", screen.columns())
        screen.show(heading, bold=True)
        screen.show(self._where())
        screen.show()
        here = [one for one in self._quoted if one.start < passage.end and passage.start < one.end]
        marks = [(one.start - passage.start, one.end - passage.start) for one in here]
        lines = screen.show_marked(interview.words(passage), marks)
        screen.show()
        if here:
            keys = ", ".join(dict.fromkeys(one.claim for one in here))
            screen.show(f"Quoted already by {keys}.")
        if lines > screen.rows() - 8:  # what stands at the top cannot be seen any more
            screen.show(self._where())
        for notice in self._notices:
            screen.show(notice)
        self._notices = []

    def _where(self) -> str:
        passage = self._interview.passages[self._at]
        place = self._interview.locator(passage.start, passage.end) or passage.kind
        if passage.kind == "item":
            place += ", list item"
        where = f"{place}, passage {self._at + 1} of {len(self._interview.passages)}"
        return f"{where}. Speaker: {one_line(passage.speaker)}" if passage.speaker else where

    # --- the keys ---------------------------------------------------------------------------

    def _next(self, rest: str) -> None:
        self._move(self._at + 1, "This is the last passage; q stops.")

    def _back(self, rest: str) -> None:
        self._move(self._at - 1, "This is the first passage.")

    def _move(self, to: int, refusal: str) -> None:
        if 0 <= to < len(self._interview.passages):
            self._at = to
        else:
            self._notices = [refusal]

    def _go(self, rest: str) -> None:
        place = rest or screen.ask("Go to (a paragraph, “p. 2”, “00:01:20”): ")
        try:
            self._at = self._interview.at(place)
        except FactcheckError as fault:
            self._notices = [fault.sentence, fault.hint]

    def _skip(self, rest: str) -> None:
        words = rest or screen.ask("Skip to the words (Enter: to what is not quoted yet): ")
        for at in range(self._at + 1, len(self._interview.passages)):
            if self._is_wanted(at, words):
                self._at = at
                return
        what = f"“{shortened(words, 40)}” does not stand" if words else "Everything is quoted"
        self._notices = [f"{what} further on."]

    def _is_wanted(self, at: int, words: str) -> bool:
        passage = self._interview.passages[at]
        if words:
            text = fold(self._interview.words(passage)).text.lower()
            return fold(words).text.lower().strip() in text
        return not any(one.start < passage.end and passage.start < one.end for one in self._quoted)

    def _help(self, rest: str) -> None:
        self._notices = HELP.split("\n")

    def _log(self, rest: str) -> None:
        draft = Draft(self._interview.passages[self._at].start)
        self._notebook.draft = draft
        self._converse(draft, rest or None)

    # --- logging ----------------------------------------------------------------------------

    def _offer(self, draft: Draft) -> None:
        """Ask what to do with a claim that was being typed when the program last ended."""
        if (known := self._logged_after_all(draft)) is not None:
            self._notebook.draft = None
            self._notices = [f"What you typed last was logged as {known}."]
            return
        if draft.start >= 0:
            self._at = self._interview.nearest(draft.start)
        else:  # the text is another than when it was typed
            draft.start = self._interview.passages[self._at].start
            draft.asking, draft.typing = "quote", draft.answers.pop("quote", "")
        self._page()
        if is_wanted("The last time, a claim was being typed here:", draft, QUESTIONS):
            self._converse(draft, None)
        else:
            self._notebook.draft = None

    def _logged_after_all(self, draft: Draft) -> str | None:
        text, quote = draft.answers.get("text"), draft.answers.get("quote")
        if not text or not quote:
            return None
        with self._case.reading() as session:
            return interviews.logged_as(session, self._interview, text, quote)

    def _converse(self, draft: Draft, words: str | None) -> None:
        speaker = self._interview.passages[self._at].speaker
        dialogue = ClaimDialogue(
            self._case,
            self._author,
            self._interview,
            draft,
            self._notebook.keep,
            self._surroundings(speaker),
        )
        try:
            self._notices = dialogue.log(words)
        except GivenUp:
            self._notices = ["Nothing was logged."]
        else:
            self._logged += 1
            self._speakers[speaker] = draft.answers.get("speaker", "")
            self._load_quotes()
        self._notebook.draft = None

    def _surroundings(self, speaker: str | None) -> Surroundings:
        with self._case.reading() as session:
            known = self._speakers.get(speaker, speaker)
            if known is None:
                known = interviews.speaker(session, self._interview)
            return Surroundings(known, [measure.key for measure in measures.listing(session)])

    # --- stopping ---------------------------------------------------------------------------

    def _remember(self) -> None:
        passage = self._interview.passages[self._at]
        self._notebook.at = passage.start
        self._notebook.place = self._interview.locator(passage.start, passage.end)
        self._notebook.keep()

    def _farewell(self) -> None:
        if self._at == 0 and self._notebook.draft is None:
            self._notebook.discard()
        done = counted(self._logged, "claim")
        say(f"Logged {done}. Stopped at {self._where()}.")
        say(f"“factcheck log {self._interview.source}” goes on there.")


_MOVES: dict[str, Callable[[ReadingDesk, str], None]] = {
    "": ReadingDesk._next,
    "n": ReadingDesk._next,
    "next": ReadingDesk._next,
    "b": ReadingDesk._back,
    "back": ReadingDesk._back,
    "g": ReadingDesk._go,
    "go": ReadingDesk._go,
    "s": ReadingDesk._skip,
    "skip": ReadingDesk._skip,
    "l": ReadingDesk._log,
    "log": ReadingDesk._log,
    "?": ReadingDesk._help,
    "h": ReadingDesk._help,
}
