"""Going through the claims that wait for a review, at the terminal, one by one."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from factcheck.cli import screen
from factcheck.cli.context import Case
from factcheck.cli.diagnostics import say
from factcheck.cli.dialogue import GivenUp, Stopped, is_wanted
from factcheck.cli.reviewdialogue import DeskDialogue, NoteDialogue, ReviewDialogue
from factcheck.cli.reviewpage import claim_sheet, source_sheet
from factcheck.cli.unfinished import ReviewDraft, ReviewNotebook
from factcheck.database.identifiers import new_id
from factcheck.domain.printable import shortened
from factcheck.domain.wording import counted
from factcheck.errors import NotRecordedYet, UnknownKey
from factcheck.services import desk, notes, reviews
from factcheck.services.desk import Page

MORE = "[Enter] more"
KEYS = ("[r]ecord", "[s]kip", "[n]ote", "[o]pen the source", "[b]ack", "[q]uit", "[?]")

HELP = """\
Enter  the rest of a page that is longer than the screen
r  record a review: a status, the reason for it, how far it is proved
s  skip: go on with the next claim
n  keep a note on this claim, for those who work on the case
o  open the source: what was captured of it, around the passage
b  go back to the claim before
q  stop; the next time it goes on from here

Words that are quoted are underlined, or stand in [[ ]]."""

_KEYS_BELOW = 3
"""Lines below a page: an empty one, the keys, and the one in which the cursor stands."""

_OFFER_BELOW = 6
"""Lines below a page on which something was being typed, beside what was answered."""

_DIALOGUES: Mapping[str, type[DeskDialogue]] = {"review": ReviewDialogue, "note": NoteDialogue}


class ReviewDesk:
    """A loop of pages and keys. Ends behind the last claim, by ``q`` or the end of the input."""

    def __init__(
        self, case: Case, author: str, keys: Sequence[str], notebook: ReviewNotebook
    ) -> None:
        self._case, self._author = case, author
        self._keys, self._notebook = keys, notebook
        self._at = self._start()
        self._part = 0
        self._notices: list[str] = []
        self._recorded = 0

    def _start(self) -> int:
        """Where the last time ended; that claim may have left the queue."""
        if self._notebook.at in self._keys:
            return self._keys.index(self._notebook.at)
        return self._notebook.place if self._notebook.place < len(self._keys) else 0

    def run(self) -> None:
        """Raises NotRecordedYet where it ends while something is being typed."""
        try:
            if self._notebook.draft is not None:
                self._offer(self._notebook.draft)
            while self._at < len(self._keys) and self._turn():
                pass
        except Stopped:
            say("What was being typed is kept.")
        except (EOFError, KeyboardInterrupt) as stopped:
            draft = self._notebook.draft
            if draft is not None and not draft.is_empty:
                raise NotRecordedYet(draft.claim) from stopped
            if isinstance(stopped, KeyboardInterrupt):
                raise
        screen.show()
        self._farewell()

    def _turn(self) -> bool:
        """One page and one key; false to stop."""
        self._remember()
        page = self._lay(self._keys[self._at])
        notices = [line for notice in self._notices for line in screen.ready(notice)]
        notices += [""] if notices else []
        sheet = claim_sheet(page, self._where())
        parts = sheet.show(self._part, below=len(notices) + _KEYS_BELOW)
        screen.show()
        screen.show_ready(notices)
        screen.spread((MORE, *KEYS) if parts > 1 else KEYS)
        self._notices = []
        key = screen.key().lower()
        if key == "q":
            return False
        if not key:
            self._part += 1
            return True
        self._part = 0
        if key in _MOVES:
            _MOVES[key](self, page)
        else:
            self._notices = [f"“{shortened(key, 20)}” is no key here; ? tells about them."]
        return True

    def _lay(self, key: str) -> Page:
        with self._case.reading() as session:
            return desk.page(session, key)

    def _where(self) -> str:
        return f"claim {self._at + 1:,} of {len(self._keys):,} in the queue"

    # --- the keys ---------------------------------------------------------------------------

    def _skip(self, page: Page) -> None:
        self._go_on()

    def _go_on(self) -> None:
        """To the next claim that still waits: others work on the queue too."""
        self._at += 1
        with self._case.reading() as session:
            while self._at < len(self._keys) and not reviews.waits(session, self._keys[self._at]):
                self._at += 1

    def _back(self, page: Page) -> None:
        if self._at:
            self._at -= 1
        else:
            self._notices = ["This is the first claim."]

    def _help(self, page: Page) -> None:
        self._notices = HELP.split("\n")

    def _record(self, page: Page) -> None:
        self._begin(page, "review")

    def _note(self, page: Page) -> None:
        self._begin(page, "note")

    def _open(self, page: Page) -> None:
        citations = page.claim.citations
        if not citations:
            self._notices = ["No source is cited."]
            return
        number = 1
        if len(citations) > 1:
            typed = screen.ask(f"Which of its citations, 1 to {len(citations)}? ").strip()
            number = int(typed) if typed.isascii() and typed.isdecimal() else 0
            if not 1 <= number <= len(citations):
                self._notices = [f"There is no citation “{shortened(typed, 20)}” here."]
                return
        citation = citations[number - 1]
        with self._case.reading() as session:
            opened = desk.opened(session, page.claim, citation)
        sheet, part, parts = source_sheet(citation, opened), 0, 1
        while part < parts:
            parts = sheet.show(part, below=_KEYS_BELOW)
            more = "Enter shows more, any other key" if part + 1 < parts else "Any key"
            screen.show()
            screen.show(f"{more} goes back to the claim.")
            part = part + 1 if not screen.key() else parts

    # --- writing ----------------------------------------------------------------------------

    def _begin(self, page: Page, thing: str) -> None:
        draft = ReviewDraft(page.claim.key, thing, str(new_id()))
        self._notebook.draft = draft
        screen.show()
        self._converse(draft, page)

    def _offer(self, draft: ReviewDraft) -> None:
        """Ask what to do with what was being typed when the program last ended."""
        if self._was_kept(draft):
            self._notebook.draft = None
            self._notices = [f"The {draft.thing} of {draft.claim} that you typed last was kept."]
            return
        page: Page | None = None
        try:
            page = self._lay(draft.claim)
        except UnknownKey as fault:  # the case is an older copy of the one that it was typed for
            screen.show(fault.sentence)
        else:
            claim_sheet(page).show(0, below=len(draft.answers) + _OFFER_BELOW)
        screen.show()
        heading = f"The last time, a {draft.thing} was being typed here:"
        if not is_wanted(heading, draft, _DIALOGUES[draft.thing].QUESTIONS):
            self._notebook.draft = None
        elif page is None:
            raise Stopped
        else:
            self._converse(draft, page)

    def _was_kept(self, draft: ReviewDraft) -> bool:
        """The program may have died between keeping it and forgetting the draft."""
        kept = {"review": reviews.kept, "note": notes.kept}[draft.thing]
        with self._case.reading() as session:
            return kept(session, UUID(draft.id))

    def _converse(self, draft: ReviewDraft, page: Page) -> None:
        dialogue = _DIALOGUES[draft.thing](
            self._case, self._author, draft, self._notebook.keep, page
        )
        try:
            self._notices = dialogue.write()
        except GivenUp:
            self._notices = ["Nothing was recorded."]
        else:
            if draft.thing == "review":
                self._recorded += 1
                if self._keys[self._at : self._at + 1] == [draft.claim]:
                    self._go_on()
        self._notebook.draft = None

    # --- stopping ---------------------------------------------------------------------------

    def _remember(self) -> None:
        self._notebook.at, self._notebook.place = self._keys[self._at], self._at
        self._notebook.keep()

    def _farewell(self) -> None:
        for notice in self._notices:
            say(notice)
        done = f"Recorded {counted(self._recorded, 'review')}."
        if self._at < len(self._keys):
            if self._at == 0 and self._notebook.draft is None:
                self._notebook.discard()
            say(f"{done} Stopped at {self._keys[self._at]}, {self._where()}.")
            say("“factcheck review next” goes on there.")
            return
        if self._notebook.draft is None:
            self._notebook.discard()
        say(f"{done} That was the last claim in the queue.")


_MOVES: dict[str, Callable[[ReviewDesk, Page], None]] = {
    "r": ReviewDesk._record,
    "s": ReviewDesk._skip,
    "n": ReviewDesk._note,
    "o": ReviewDesk._open,
    "b": ReviewDesk._back,
    "?": ReviewDesk._help,
    "h": ReviewDesk._help,
}
