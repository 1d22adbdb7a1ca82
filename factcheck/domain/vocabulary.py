"""The controlled vocabularies: one closed list of codes for every field that takes a code.

A member *is* its code (a ``str``), so it can be stored, compared and printed as it stands. Beside
the code it has a label in plain words, a definition, and, where a published list numbers or names
the same thing, that number or name. Definitions are worded here; the codes and their meaning come
from the list named in ``PUBLISHED``.
"""

from enum import StrEnum
from typing import ClassVar, Self

from factcheck.errors import UnknownCode

OWN_LIST = "factcheck's own list, version 1"
HURIDOCS = "HURIDOCS Micro-thesauri (2001; as coded in OpenEvSys 2.2), https://huridocs.org"
CSL = "Citation Style Language 1.0.2 (2021), appendix III, https://docs.citationstyles.org"
CITO = "http://purl.org/spar/cito/"
ADMIRALTY = "NATO Admiralty code, AJP-2.1 (2016); wording as in STANAG 2511 (2003)"
OHCHR = "OHCHR, Commissions of Inquiry: Guidance and Practice, HR/PUB/14/7 (2015)"
SCHEMA_ORG = "schema.org 28 (2024), https://schema.org"
TLP = "FIRST Traffic Light Protocol 2.0 (2022), https://www.first.org/tlp/"


class Vocabulary(StrEnum):
    """A closed list of codes.

    ``WHAT`` is how an error names the list (“x” is not a *stance*); ``PUBLISHED`` names the list
    that it was taken from, with version, year and address.
    """

    WHAT: ClassVar[str]
    PUBLISHED: ClassVar[str]

    label: str
    definition: str

    def __init_subclass__(cls, *, what: str = "", published: str = OWN_LIST) -> None:
        super().__init_subclass__()
        cls.WHAT = what
        cls.PUBLISHED = published

    # The defaults describe the other way to call the class: with a code alone, to look it up.
    def __new__(cls, code: str, label: str = "", definition: str = "", *_own: object) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.definition = definition
        return member

    @property
    def code(self) -> str:
        """The code as a plain ``str``."""
        return str(self)

    @classmethod
    def read(cls, code: str) -> Self:
        """The member with this code; :class:`UnknownCode` lists the legal codes otherwise."""
        try:
            return cls(code)
        except ValueError:
            raise UnknownCode(cls.WHAT, code, [member.code for member in cls]) from None


class Scale(Vocabulary):
    """A vocabulary in order, lowest first: ``<`` goes by ``rank`` (from 1), not by letter."""

    rank: int

    def __init__(self, *_term: str) -> None:
        self.rank = len(type(self).__members__) + 1

    def __lt__(self, other: str) -> bool:
        return self.rank < self.read(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= self.read(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > self.read(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= self.read(other).rank


class Status(Vocabulary, what="status"):
    """How far a claim has been checked. That it was *said* is another question."""

    UNVERIFIED = "unverified", "Not independently verified", "Nobody has yet judged it confirmed."
    IN_REVIEW = "in-review", "Under review", "A reviewer is checking it; nothing is decided."
    CORROBORATED = (
        "corroborated",
        "Corroborated by independent sources",
        "Sources of independent origin and voice support it, as many as the case asks for.",
    )
    VERIFIED = "verified", "Verified", "A reviewer found it proved to the standard recorded."
    DISPUTED = "disputed", "Disputed", "Sources that count contradict one another about it."
    REFUTED = "refuted", "Refuted", "A reviewer found it shown to be untrue."
    UNVERIFIABLE = "unverifiable", "Cannot be verified", "No evidence within reach can settle it."
    WITHDRAWN = "withdrawn", "Withdrawn", "Taken back, with a reason; no longer to be printed."


class ClaimKind(Vocabulary, what="kind of claim"):
    """What a claim is about; ``heading`` is the plural title of its section in a fact sheet."""

    heading: str

    def __init__(self, code: str, label: str, definition: str, heading: str) -> None:
        self.heading = heading

    NUMBER = "number", "Number", "How many of something there are or were.", "Numbers"
    ABUSE = "abuse", "Act of abuse", "That an act of abuse was done.", "Acts of abuse"
    RESPONSIBILITY = (
        "responsibility",
        "Responsibility",
        "Who did, ordered, allowed or paid for an act.",
        "Statements of responsibility",
    )
    TARGETING = "targeting", "Targeting", "Whom the acts were aimed at, and why.", "Targeting"
    DENIAL = "denial", "Denial or other response", "What those accused answered.", "Responses"
    CHARACTERIZATION = (
        "characterization",
        "Characterization",
        "A legal or moral name given to the facts: a judgement, not a fact.",
        "Characterizations",
    )
    EVENT = "event", "Event", "That something else happened.", "Events"
    ASSISTANCE = "assistance", "Assistance", "Help given to the people affected.", "Assistance"


class Act(Vocabulary, what="type of act", published=f"{HURIDOCS}, list 4: Types of acts"):
    """An act of abuse; ``huridocs`` is its code in micro-thesaurus 4, None where it has none."""

    huridocs: str | None

    def __init__(self, code: str, label: str, definition: str, huridocs: str | None = None) -> None:
        self.huridocs = huridocs

    TORTURE = "torture", "Torture", "Severe pain inflicted on purpose by officials.", "020111110000"
    ARREST = "arrest", "Arrest", "Taking a person into custody.", "030101000000"
    DETENTION = "detention", "Detention", "Holding a person in custody.", "030102000000"
    DISAPPEARANCE = (
        "disappearance",
        "Disappearance",
        "Taking a person and then denying it or hiding where the person is.",
        "030103000000",
    )
    ABDUCTION = "abduction", "Abduction", "Seizing a person unlawfully by force.", "030104000000"
    MASS_ROUNDUP = "mass-roundup", "Mass roundup", "Seizing many people together.", "030107000000"
    EXTRAJUDICIAL_EXECUTION = (
        "extrajudicial-execution",
        "Extrajudicial execution",
        "A deliberate killing outside any legal proceedings.",
        "010101020000",
    )
    DEATH_IN_DETENTION = (
        "death-in-detention",
        "Death in detention",
        "A death in detention or police custody, whatever its cause.",
        "010106010000",
    )
    DEATH_THREATS = "death-threats", "Death threats", "Threats to kill.", "020103020000"
    # OpenEvSys, HURIDOCS' own software, numbers extortion 130104000000.
    EXTORTION = "extortion", "Extortion", "Taking money or goods by threats.", "130101040000"
    KILLING = "killing", "Killing", "A killing of which no more is known or said."
    BEATING = "beating", "Beating", "Blows, with or without an instrument."
    HARASSMENT = "harassment", "Harassment", "Repeated humiliation, insult or intimidation."
    DEPRIVATION_OF_FOOD = "deprivation-of-food", "Deprivation of food", "Giving captives no food."
    DISCRIMINATORY_TREATMENT = (
        "discriminatory-treatment",
        "Discriminatory treatment",
        "Harsher or separate treatment because of who a person is or is taken to be.",
    )
    OTHER = "other", "Other act of abuse", "An act that none of the others describes."


class SourceKind(Vocabulary, what="kind of source", published=CSL):
    """What a source is: every CSL item type, spelt as CSL spells it."""

    ARTICLE = "article", "Article or preprint", "A work made public outside any journal."
    ARTICLE_JOURNAL = "article-journal", "Journal article", "An article in an academic journal."
    ARTICLE_MAGAZINE = "article-magazine", "Magazine article", "An article in a magazine."
    ARTICLE_NEWSPAPER = "article-newspaper", "Newspaper article", "An article in a newspaper."
    BILL = "bill", "Bill", "A law proposed but not enacted."
    BOOK = "book", "Book", "A book, printed or electronic."
    BROADCAST = "broadcast", "Broadcast", "A radio or television programme, or a podcast."
    CHAPTER = "chapter", "Book chapter", "A part of a book cited by itself."
    CLASSIC = "classic", "Classical work", "An ancient work, cited by a customary abbreviation."
    COLLECTION = "collection", "Archival collection", "A collection in an archive or museum."
    DATASET = "dataset", "Data set", "A collection of mostly raw data."
    DOCUMENT = "document", "Document", "Anything that no other kind describes."
    ENTRY = "entry", "Database entry", "An entry in a database, directory or catalogue."
    ENTRY_DICTIONARY = "entry-dictionary", "Dictionary entry", "An entry in a dictionary."
    ENTRY_ENCYCLOPEDIA = "entry-encyclopedia", "Encyclopedia entry", "An entry in an encyclopedia."
    EVENT = "event", "Organised event", "A conference or exhibition, cited as such."
    FIGURE = "figure", "Figure", "An illustration or chart, mostly within a larger work."
    GRAPHIC = "graphic", "Photograph or picture", "A still visual work."
    HEARING = "hearing", "Hearing", "A hearing by a public body, or its transcript."
    INTERVIEW = "interview", "Interview", "An interview; its author is the person interviewed."
    LEGAL_CASE = "legal_case", "Court case", "A case before a court, or its judgment."
    LEGISLATION = "legislation", "Law", "A law or resolution that has been enacted."
    MANUSCRIPT = "manuscript", "Unpublished text", "A text not made widely available."
    MAP = "map", "Map", "A geographic map."
    MOTION_PICTURE = "motion_picture", "Film or video", "A film or a video recording."
    MUSICAL_SCORE = "musical_score", "Musical score", "A printed score."
    PAMPHLET = "pamphlet", "Leaflet", "A leaflet or other ephemeral print."
    PAPER_CONFERENCE = "paper-conference", "Conference paper", "A paper in published proceedings."
    PATENT = "patent", "Patent", "A patent for an invention."
    PERFORMANCE = "performance", "Performance", "A live performance of an artistic work."
    PERIODICAL = "periodical", "Periodical issue", "A whole issue or run of a periodical."
    PERSONAL_COMMUNICATION = (
        "personal_communication",
        "Personal communication",
        "A letter, message or conversation between people.",
    )
    POST = "post", "Online post", "A post or comment on a forum or social network."
    POST_WEBLOG = "post-weblog", "Blog post", "A post on a blog."
    REGULATION = "regulation", "Regulation", "An administrative order of a public authority."
    REPORT = "report", "Report", "A report, statement or brief issued by an institution."
    REVIEW = "review", "Review", "A review of a work other than a book."
    REVIEW_BOOK = "review-book", "Book review", "A review of a book."
    SOFTWARE = "software", "Software", "A computer program."
    SONG = "song", "Audio recording", "An audio recording, musical or not."
    SPEECH = "speech", "Speech", "A speech, talk or presentation."
    STANDARD = "standard", "Technical standard", "A set of technical rules or norms."
    THESIS = "thesis", "Thesis", "A thesis written for a degree."
    TREATY = "treaty", "Treaty", "An agreement between states."
    WEBPAGE = "webpage", "Web page", "A website, or a page of one, that no other kind fits better."


class Stance(Vocabulary, what="stance", published=f"CiTO 2.8.1 (2018), {CITO}"):
    """What a source does to a claim; one that neither ``supports`` nor ``opposes`` it is neutral.

    ``iri`` is the CiTO property whose subject is the source and whose object is the claim. CiTO
    has no “mentions”; its nearest property is ``discusses``.
    """

    supports: bool
    opposes: bool
    iri: str

    def __init__(self, code: str, label: str, definition: str, side: str, cito: str = "") -> None:
        self.supports = side == "for"
        self.opposes = side == "against"
        self.iri = CITO + (cito or code)

    SUPPORTS = "supports", "Supports", "It says what the claim says.", "for"
    CONFIRMS = "confirms", "Confirms", "It checked the facts and found them so.", "for"
    DISPUTES = "disputes", "Disputes", "It contests the claim without disproving it.", "against"
    REFUTES = "refutes", "Refutes", "It shows that the claim is untrue.", "against"
    QUALIFIES = "qualifies", "Qualifies", "It sets conditions or limits on the claim.", "neither"
    CORRECTS = "corrects", "Corrects", "It says that a part of the claim is wrong.", "against"
    MENTIONS = "mentions", "Mentions", "It speaks of the matter, no more.", "neither", "discusses"


class Reliability(Vocabulary, what="reliability grade", published=ADMIRALTY):
    """How far a source can be relied on. F is no grade below E: it says that nobody knows."""

    A = "A", "Completely reliable", "Tried and trusted; nothing in its record raises doubt."
    B = "B", "Usually reliable", "Right in the past; some doubt remains in a given case."
    C = "C", "Fairly reliable", "Used occasionally; some confidence can be placed in it."
    D = "D", "Not usually reliable", "More often wrong than right in the past."
    E = "E", "Unreliable", "Proved unworthy of any confidence."
    F = "F", "Reliability cannot be judged", "Not used before: there is nothing to judge by."


class Credibility(Vocabulary, what="credibility grade", published=ADMIRALTY):
    """How credible a piece of information is, whatever its source. 6 says that nobody can tell."""

    CONFIRMED = "1", "Confirmed by other sources", "An independent source is known to say the same."
    PROBABLE = "2", "Probably true", "Much agrees with it, but independence is not assured."
    POSSIBLE = "3", "Possibly true", "Too little is known to go further; it fits what is known."
    DOUBTFUL = "4", "Doubtful", "It tends to conflict with what is known."
    IMPROBABLE = "5", "Improbable", "It contradicts what is known and confirmed."
    UNKNOWN = "6", "Truth cannot be judged", "There is nothing to compare it with."


class StandardOfProof(Scale, what="standard of proof", published=OHCHR):
    """How sure a reviewer has to be, lowest first."""

    REASONABLE_SUSPICION = (
        "reasonable-suspicion",
        "Reasonable suspicion",
        "There is ground to suspect it; other conclusions are possible.",
    )
    REASONABLE_GROUNDS = (
        "reasonable-grounds",
        "Reasonable grounds to believe",
        "Reliable and consistent information would let a prudent person believe it.",
    )
    BALANCE_OF_PROBABILITIES = (
        "balance-of-probabilities",
        "Balance of probabilities",
        "More evidence supports it than contradicts it.",
    )
    CLEAR_AND_CONVINCING = (
        "clear-and-convincing",
        "Clear and convincing evidence",
        "Very solid evidence supports it, and little contradicts it.",
    )
    BEYOND_REASONABLE_DOUBT = (
        "beyond-reasonable-doubt",
        "Beyond reasonable doubt",
        "No other reasonable explanation is left.",
    )


class Response(Vocabulary, what="response", published=f"{HURIDOCS}, list 28: Attribution"):
    """What an authority answers when its officials are accused of an act.

    ``huridocs`` is the code in micro-thesaurus 28, which has the same five answers again, as
    02…, for actors that are no authority.
    """

    huridocs: str

    def __init__(self, code: str, label: str, definition: str, huridocs: str) -> None:
        self.huridocs = huridocs

    STATES_ACT = "states-act", "States the act", "It states that the act was done.", "010100000000"
    DENIES_ACT = "denies-act", "Denies the act", "It says that it did not happen.", "010200000000"
    DENIES_RESPONSIBILITY = (
        "denies-responsibility",
        "Admits the act, denies responsibility",
        "It says that it happened and that its officials did not do it.",
        "010300000000",
    )
    EXPLAINS_OTHERWISE = (
        "explains-otherwise",
        "Admits the act, explains it otherwise",
        "It says that it happened and gives another account of it.",
        "010400000000",
    )
    ACCEPTS_RESPONSIBILITY = (
        "accepts-responsibility",
        "Admits the act and responsibility",
        "It says that it happened and that its officials did it.",
        "010500000000",
    )
    OTHER = (
        "other",
        "Other response",
        "An answer that none of the others describes.",
        "900000000000",
    )
    UNKNOWN = "unknown", "Response unknown", "It is not known what it answered.", "990000000000"


class Qualifier(Vocabulary, what="number qualifier", published=SCHEMA_ORG):
    """How a stated number is meant.

    ``schema_org`` names the properties of a ``QuantitativeValue`` that it fills.
    """

    schema_org: tuple[str, ...]

    def __init__(self, code: str, label: str, definition: str, *schema_org: str) -> None:
        self.schema_org = schema_org

    EXACT = "exact", "Exactly", "Neither more nor fewer.", "value"
    ABOUT = "about", "About", "Near the number, on either side.", "value"
    AT_LEAST = "at-least", "At least", "The number or more.", "minValue"
    MORE_THAN = "more-than", "More than", "More than the number.", "minValue"
    AT_MOST = "at-most", "At most", "The number or fewer.", "maxValue"
    FEWER_THAN = "fewer-than", "Fewer than", "Fewer than the number.", "maxValue"
    BETWEEN = "between", "Between", "From one number to another.", "minValue", "maxValue"
    MAGNITUDE = "magnitude", "In the order of", "Dozens, hundreds, thousands.", "minValue"


class NumberMethod(Vocabulary, what="number method"):
    """How those who give a number came by it."""

    COUNT = "count", "Count", "Each one was counted."
    ESTIMATE = "estimate", "Estimate", "Inferred from what was counted or known."


class Tlp(Scale, what="confidentiality level", published=TLP):
    """Who may be told, least confidential first."""

    CLEAR = "clear", "Everyone", "May be published."
    GREEN = "green", "The community", "May be shared among those who do this work, not published."
    AMBER = "amber", "The organisation and its partners", "Only those of them who need to know."
    AMBER_STRICT = "amber+strict", "The organisation only", "Only its people who need to know."
    RED = "red", "Named people only", "Only those to whom it was given; no further."


class PartyKind(Vocabulary, what="kind of party", published=SCHEMA_ORG):
    """Who speaks, acts or is accused; ``schema_org`` is the schema.org type."""

    schema_org: str

    def __init__(self, code: str, label: str, definition: str, schema_org: str) -> None:
        self.schema_org = schema_org

    PERSON = "person", "Person", "One human being.", "Person"
    ORGANISATION = "organisation", "Organisation", "A body, public or private.", "Organization"
