"""Sources in words: an entry of the bibliography, and the short name of a note."""

from typing import Any

import pytest

from factcheck.domain.bibliography import Reference, entry, short
from factcheck.domain.names import Name
from factcheck.domain.vocabulary import SourceKind

KOCHETKOV = Name("Kochetkov", "Igor")
LEGAL_DIALOGUE = Name(literal="Legal Dialogue")
RESCUE = "“We Must Rescue All Those We Can Rescue and Help Them Leave Russia”"


def source(kind: str, title: str, **fields: Any) -> Reference:
    author = fields.pop("author", ())
    interviewer = fields.pop("interviewer", ())
    names = {"author": author, "interviewer": interviewer, **fields.pop("names", {})}
    return Reference("k", SourceKind(kind), title, names, **fields)


INTERVIEW = source(
    "interview",
    f"Igor Kochetkov: {RESCUE}",
    author=(KOCHETKOV,),
    interviewer=(LEGAL_DIALOGUE,),
    publisher="Legal Dialogue",
)
CURRENT_TIME = source(
    "interview",
    "Over 40 people have left",
    author=(KOCHETKOV,),
    interviewer=(Name("Davletgildeev", "Renat"), Name("Olevsky", "Timur")),
    publisher="Current Time",
    issued="2017-05-18",
)
PAGE = source(
    "webpage",
    f"Igor Kochetkov: {RESCUE}",
    author=(Name("Lowry", "Dale Cameron"),),
    url="https://example.org/a",
    accessed="2024-05",
    archive_url="https://web.archive.org/x",
    relays=("kochetkov-2017",),
)
VOA = source(
    "article-newspaper",
    "At least three dead in national roundup and detention of gay men in Chechnya",
    publisher="Voice of America",
    issued="2017-04-02",
    url="https://example.org/b",
    relays=("novaya-2017-04-01", "a wire story"),
)
REPORT = source(
    "report",
    "Who will help?",
    author=(Name(literal="Acme Inc."),),
    publisher="Acme Inc.",
    issued="2017-04~",
)
LETTER = source(
    "personal_communication", "On the arrests", author=(KOCHETKOV,), issued="2017-05-18"
)
CASE = source(
    "legal_case",
    "X v. Russia",
    issued="2019-01-15",
    other={"authority": "European Court of Human Rights", "number": "12345/17"},
)
JOURNAL = source(
    "article-journal",
    "A study.",
    author=(Name("A", "B"), Name("C", "D"), Name("E", "F")),
    issued="2017",
    names={"translator": (KOCHETKOV,)},
    other={"container-title": "Journal of X", "volume": 3, "issue": 2, "page": "3–7"},
)
ANONYMOUS = source("document", "List of names", archive_url="https://web.archive.org/y")


class TestWords:
    @pytest.mark.parametrize(
        ("ref", "printed"),
        [
            (
                INTERVIEW,
                "Kochetkov, Igor. “Igor Kochetkov: ‘We Must Rescue All Those We Can Rescue and "
                "Help Them Leave Russia’”. Interview by Legal Dialogue. No date.",
            ),
            (
                CURRENT_TIME,
                "Kochetkov, Igor. “Over 40 people have left”. Interview by Renat Davletgildeev "
                "and Timur Olevsky. Current Time, 18 May 2017.",
            ),
            (
                CURRENT_TIME._replace(names={"author": (KOCHETKOV,)}),
                "Kochetkov, Igor. “Over 40 people have left”. Interview. Current Time, "
                "18 May 2017.",
            ),
            (
                PAGE,
                "Lowry, Dale Cameron. “Igor Kochetkov: ‘We Must Rescue All Those We Can Rescue "
                "and Help Them Leave Russia’”. No date. Relaying kochetkov-2017. "
                "https://example.org/a (accessed May 2024), archived at https://web.archive.org/x",
            ),
            (
                VOA,
                "“At least three dead in national roundup and detention of gay men in Chechnya”. "
                "Voice of America, 2 April 2017. Relaying novaya-2017-04-01 and a wire story. "
                "https://example.org/b",
            ),
            (REPORT, "Acme Inc. “Who will help?” About April 2017."),
            (
                LETTER,
                "Kochetkov, Igor. “On the arrests”. Personal communication. 18 May 2017.",
            ),
            (
                CASE,
                "“X v. Russia”. European Court of Human Rights, no. 12345/17, 15 January 2019.",
            ),
            (
                JOURNAL,
                "A, B, D C, and F E. “A study.” Translated by Igor Kochetkov. Journal of X, "
                "vol. 3, no. 2, pp. 3–7, 2017.",
            ),
            (
                ANONYMOUS,
                "“List of names”. No date. Archived at https://web.archive.org/y",
            ),
            (
                ANONYMOUS._replace(
                    title="Dead …", publisher="Memorial Inc.", issued="XXXX", relays=("Acme Inc.",)
                ),
                "“Dead …” Memorial Inc., no date. Relaying Acme Inc. "
                "Archived at https://web.archive.org/y",
            ),
        ],
    )
    def test_an_entry(self, ref: Reference, printed: str) -> None:
        assert entry(ref) == printed

    @pytest.mark.parametrize(
        ("ref", "printed"),
        [
            (
                INTERVIEW,
                "Kochetkov, interview, “Igor Kochetkov: ‘We Must Rescue All Those We Can Rescue "
                "and…’”",
            ),
            (CURRENT_TIME, "Kochetkov, interview, 18 May 2017"),
            (
                CURRENT_TIME._replace(issued="2017-05"),
                "Kochetkov, interview, “Over 40 people have left”, May 2017",
            ),
            (LETTER, "Kochetkov, personal communication, 18 May 2017"),
            (LETTER._replace(names={}), "“On the arrests”, 18 May 2017"),
            (
                VOA,
                "Voice of America, “At least three dead in national roundup and detention of…”, "
                "2 April 2017",
            ),
            (
                VOA._replace(other={"title-short": "At least three dead"}),
                "Voice of America, “At least three dead”, 2 April 2017",
            ),
            (REPORT, "Acme Inc., “Who will help?”, about April 2017"),
            (JOURNAL, "A and others, “A study.”, 2017"),
            (
                JOURNAL._replace(names={"author": (Name("A", "B"), Name("C", "D"))}, issued="XXXX"),
                "A and C, “A study.”",
            ),
            (ANONYMOUS, "“List of names”"),
            (ANONYMOUS._replace(title="x" * 70), f"“{'x' * 60}…”"),
        ],
    )
    def test_a_note(self, ref: Reference, printed: str) -> None:
        assert short(ref) == printed

    def test_a_crowd_of_authors_is_cut(self) -> None:
        crowd = tuple(Name(f"F{n}", f"G{n}") for n in range(7))
        printed = entry(source("book", "T", author=crowd))
        assert printed == "F0, G0, and others. “T”. No date."
        printed = entry(source("book", "T", author=crowd[:2]))
        assert printed == "F0, G0, and G1 F1. “T”. No date."

    def test_a_genre_takes_the_place_of_the_kind(self) -> None:
        radio = CURRENT_TIME._replace(other={"genre": "Radio interview"})
        assert "Radio interview by Renat Davletgildeev" in entry(radio)
        statement = REPORT._replace(other={"genre": "Press statement"})
        assert "“Who will help?” Press statement. About April 2017." in entry(statement)
