"""What a check reports: one fault each, named so that a person can go and look."""

from typing import NamedTuple

from factcheck.domain.vocabulary import Vocabulary


class Finding(NamedTuple):
    """A fault that a check found."""

    rule: str
    """The code of the rule that was broken."""
    place: str
    """The item: “capture 0a1b2c3d4e5f of interview”, “claim in-touch-75: “some 75 people””."""
    message: str
    """One sentence: what is wrong with it."""
    hint: str = ""
    """What to do next."""


class AuditRule(Vocabulary, what="rule of the audit"):
    """What must hold in a case for its evidence to be worth anything."""

    DATABASE = (
        "database",
        "Database",
        "The database can be read whole, and its own structure is sound.",
        "Work on a copy, and go back to your last backup.",
    )
    TRIGGER = (
        "trigger",
        "Triggers",
        "The triggers stand that refuse to change or delete what was captured and judged, and that "
        "keep the search index up to date, as factcheck made them; there are no others.",
        "Somebody has worked on the database past factcheck: compare it with your last backup.",
    )
    REFERENCE = (
        "reference",
        "References",
        "Every row that another refers to is there.",
        "Rows were deleted past factcheck: compare the case with your last backup.",
    )
    CAPTURE = (
        "capture",
        "Captures",
        "The bytes of every capture are those that were captured: their number and their SHA-256.",
        "Do not rely on it: get the bytes from a backup, and find out who changed them.",
    )
    TEXT = (
        "text",
        "Texts",
        "Every captured text is the one that was read, and what is kept with it fits it.",
        "Go back to a backup, or read the capture once more with “factcheck capture extract "
        "--again”.",
    )
    QUOTE = (
        "quote",
        "Quotes",
        "Every quote that has a place in a captured text stands there, word for word or as "
        "somebody accepted it, and its locator does not name another place.",
        "Look at the passage with “factcheck source show --text”, and cite it anew.",
    )
    JOURNAL = (
        "journal",
        "Journal",
        "Every entry of the journal says what it said when it was made, and follows the one before "
        "it; what records said before is what their entries vouch for.",
        "Somebody has rewritten the case's history: compare it with a backup and with the heads "
        "that were kept elsewhere.",
    )
    HEAD = (
        "head",
        "Heads",
        "Every head that was kept elsewhere is an entry of the journal still.",
        "This is not the case that the head was taken from, or not all of it: an older copy was "
        "put back, its end was cut off, or its history was written anew.",
    )
    RECORD = (
        "record",
        "Records",
        "Every record is in the journal, and says what its last entry vouches for.",
        "It was changed past factcheck: “factcheck history KEY” tells what was done to it, and a "
        "backup what it said.",
    )
    STATUS = (
        "status",
        "Statuses",
        "The status of every claim is the one that its reviews give it.",
        "“factcheck review log” shows what was judged; a new review sets the status anew.",
    )
    SIGNATURE = (
        "signature",
        "Signatures",
        "Every entry of the journal whose author has a key is signed with it.",
        "Somebody has worked on the journal past factcheck: compare the case with your last "
        "backup, and with heads kept elsewhere.",
    )
    KEY = (
        "key",
        "Keys",
        "The key that an author signs with is the one that is trusted for that name on this "
        "machine.",
        "Ask that person for the fingerprint of their key, not by the way the case came. If it is "
        "another one than here, trust it with “factcheck key trust”; else the case is forged.",
    )
    SEARCH = (
        "search",
        "Search index",
        "The search index holds the words of the claims, of their quotes and of their sources.",
        "Searches can miss this claim or find it wrongly; the claim itself is not concerned.",
    )

    hint: str

    def __init__(self, _code: str, _label: str, _definition: str, hint: str) -> None:
        self.hint = hint

    def finding(self, place: str, message: str) -> Finding:
        """A fault against this rule."""
        return Finding(self.code, place, message, self.hint)
