"""Full-text search over claims.

The document of a claim has three fields: its text; the quotes and translations of its citations
that are not withdrawn; the titles of the sources of those citations. ``claim_document`` shows
it, ``claim_search`` is the index over it, and triggers note or make every change.

Both databases cut a text into words alike: letters and digits make a word, everything else
separates (raised digits too); case and diacritics do not count, nor does ё against е; English
words are brought to their stem by Porter's algorithm; there are no stop words, so that every word
counts in a phrase.
"""

import sys
import unicodedata
from collections.abc import Iterable

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run(sqlite_up() if op.get_bind().dialect.name == "sqlite" else postgresql_up())


def downgrade() -> None:
    run(SQLITE_DOWN if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_DOWN)


def run(statements: Iterable[str]) -> None:
    # Not op.execute, which would take the colons in [[:alnum:]] for parameters.
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)


# --- SQLite: an FTS5 index ------------------------------------------------------------------------
#
# The index keeps no text of its own (external content), so to take a document out of it one must
# tell it the very words that went in. And a trigger cannot write to it: with PRAGMA trusted_schema
# off, FTS5 refuses that in many releases of SQLite. So the triggers keep, in claim_search_stale,
# what the index holds of each claim that is about to change (nothing, for a new claim), and the
# program brings the index up to date from there before it commits.

SQLITE_DOCUMENT = """
    SELECT
        claim.seq,
        replace(replace(claim.text, 'ё', 'е'), 'Ё', 'Е') AS text,
        (
            SELECT replace(replace(group_concat(passage, char(10)), 'ё', 'е'), 'Ё', 'Е')
            FROM (
                SELECT coalesce(quote || char(10), '') || coalesce(translation, '') AS passage
                FROM citation
                WHERE citation.claim_seq = claim.seq AND withdrawn_at IS NULL
                ORDER BY citation.seq
            )
        ) AS quotes,
        (
            SELECT replace(replace(group_concat(title, char(10)), 'ё', 'е'), 'Ё', 'Е')
            FROM (
                SELECT title FROM source
                WHERE source.seq IN (
                    SELECT source_seq FROM citation
                    WHERE citation.claim_seq = claim.seq AND citation.withdrawn_at IS NULL
                )
                ORDER BY source.seq
            )
        ) AS titles
    FROM claim
"""

CITED = "claim_seq, source_seq, quote, translation, withdrawn_at"
"""The columns of a citation on which a document depends."""

LETTERS_TO_FTS5 = (
    (0x061C, 0x061C),  # Arabic letter mark
    (0x2066, 0x2069),  # bidi isolates
    (0x20BA, 0x20C0),  # lira, rouble and other newer currency signs
    (0x1F3FB, 0x1F3FF),  # skin tones
    (0x1F641, 0x1F644),  # newer emoji, here and below
    (0x1F6C6, 0x1F6FF),
    (0x1F7E0, 0x1F7F0),
    (0x1F90C, 0x1F9FF),
    (0x1FA70, 0x1FAFF),
)
"""Signs that stand right beside a word in a post, and that FTS5 would take for part of it: its
tables are of Unicode 6.1, and what it does not know is a letter to it. First and last of a range.
"""

SQLITE_INDEX = """
    CREATE VIRTUAL TABLE claim_search USING fts5(
        text, quotes, titles, content='claim_document', content_rowid='seq',
        tokenize="porter unicode61 remove_diacritics 2 categories 'L* Nd Nl' separators '{signs}'"
    )
"""


def newer_signs() -> str:
    return "".join(chr(code) for first, last in LETTERS_TO_FTS5 for code in range(first, last + 1))


def keep(name: str, event: str, seqs: str, when: str) -> str:
    """A trigger that keeps what the index holds of some claims, unless that is kept already.

    Not by INSERT OR IGNORE: the conflict clause of the outer statement would override it.
    """
    return f"""
        CREATE TRIGGER claim_search_{name} BEFORE {event} WHEN {when} BEGIN
            INSERT INTO claim_search_stale (claim_seq, text, quotes, titles)
            SELECT seq, text, quotes, titles FROM claim_document
            WHERE seq IN ({seqs})
                AND NOT EXISTS (SELECT 1 FROM claim_search_stale WHERE claim_seq = seq);
        END
    """


def unless_kept(seq: str) -> str:
    return f"NOT EXISTS (SELECT 1 FROM claim_search_stale WHERE claim_seq = {seq})"


def sqlite_up() -> Iterable[str]:
    yield f"CREATE VIEW claim_document AS {SQLITE_DOCUMENT}"
    yield SQLITE_INDEX.format(signs=newer_signs())
    yield "INSERT INTO claim_search (claim_search, rank) VALUES ('rank', 'bm25(4.0, 2.0, 1.0)')"
    yield "INSERT INTO claim_search (claim_search) VALUES ('rebuild')"
    # Which words the index holds.
    yield "CREATE VIRTUAL TABLE claim_search_words USING fts5vocab(claim_search, instance)"
    yield """
        CREATE TABLE claim_search_stale (
            claim_seq INTEGER NOT NULL PRIMARY KEY, text TEXT, quotes TEXT, titles TEXT
        )
    """
    yield f"""
        CREATE TRIGGER claim_search_claim_insert AFTER INSERT ON claim
        WHEN {unless_kept("NEW.seq")} BEGIN
            INSERT INTO claim_search_stale (claim_seq) VALUES (NEW.seq);
        END
    """
    for name, event, seq in (
        ("claim_update", "UPDATE OF text ON claim", "OLD.seq"),
        ("claim_delete", "DELETE ON claim", "OLD.seq"),
        ("citation_insert", "INSERT ON citation", "NEW.claim_seq"),
        ("citation_update", f"UPDATE OF {CITED} ON citation", "OLD.claim_seq"),
        ("citation_move", "UPDATE OF claim_seq ON citation", "NEW.claim_seq"),
        ("citation_delete", "DELETE ON citation", "OLD.claim_seq"),
    ):
        yield keep(name, event, seq, when=unless_kept(seq))
    yield keep(
        "source_update",
        "UPDATE OF title ON source",
        "SELECT claim_seq FROM citation WHERE source_seq = OLD.seq",
        when="OLD.title IS NOT NEW.title",
    )


SQLITE_DOWN = (
    *(
        f"DROP TRIGGER claim_search_{name}"
        for name in (
            "claim_insert",
            "claim_update",
            "claim_delete",
            "citation_insert",
            "citation_update",
            "citation_move",
            "citation_delete",
            "source_update",
        )
    ),
    "DROP TABLE claim_search_stale",
    "DROP TABLE claim_search_words",
    "DROP TABLE claim_search",
    "DROP VIEW claim_document",
)


# --- PostgreSQL: stored tsvectors -----------------------------------------------------------------
#
# The text is cut into words before PostgreSQL's parser sees it, which would keep e-mail addresses,
# hyphenated words and paths whole. Triggers note the claims whose document has changed, and the
# program brings the index up to date from there before it commits, as on SQLite.

MARKS = r"\u0300-\u0304\u0306-\u030c\u030f\u0311\u031b\u0323-\u0328\u032d\u032e\u0330\u0331"
"""The combining diacritics that FTS5 leaves out of a word."""

COLLATIONS = ("pg_c_utf8", "C.utf8", "und-x-icu", "en_US.utf8", "default")
"""Of these the first that the server has knows the small letters of every script."""

LONGEST_FIELD = 60_000
"""In characters. PostgreSQL refuses a tsvector over 1 MiB, which three longer fields could be."""


def collation() -> str:
    known = op.get_bind().exec_driver_sql(
        "SELECT collname FROM pg_collation JOIN pg_database ON datname = current_database() "
        "WHERE collencoding IN (-1, encoding)"
    )
    names = {name for (name,) in known}
    return next(name for name in COLLATIONS if name in names)


def separators() -> str:
    """Every character that is neither letter nor digit, but the space, as ranges in a regular
    expression. The class [:alnum:] would depend on the server's locale."""
    ranges: list[tuple[int, int]] = []
    first = None
    for code in range(1, sys.maxunicode + 2):
        word = code > sys.maxunicode or is_of_a_word(chr(code)) or chr(code) == " "
        if first is None and not word:
            first = code
        elif first is not None and word:
            ranges.append((first, code - 1))
            first = None
    return "".join(rf"\U{first:08x}-\U{last:08x}" for first, last in ranges)


def is_of_a_word(sign: str) -> bool:
    return sign.isalnum() and unicodedata.category(sign) != "No"


def postgresql_up() -> Iterable[str]:
    yield "CREATE TEXT SEARCH DICTIONARY factcheck_porter (TEMPLATE = snowball, LANGUAGE = porter)"
    yield "CREATE TEXT SEARCH CONFIGURATION factcheck (COPY = simple)"
    yield (
        "ALTER TEXT SEARCH CONFIGURATION factcheck "
        "ALTER MAPPING REPLACE simple WITH factcheck_porter"
    )
    # What composes with no letter is dropped, and what composes with a Latin one.
    yield f"""
        CREATE FUNCTION factcheck_unmarked(small text) RETURNS text
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
            SELECT normalize(regexp_replace(normalize(regexp_replace(
                replace(normalize(small, NFC), 'ё', 'е'),
                '[{MARKS}]', '', 'g'), NFD),
                '([a-z])[{MARKS}]+', '\\1', 'g'), NFC)
        $$
    """
    small = f"""replace(replace(lower(passage COLLATE "{collation()}"), 'ё', 'е'), 'ς', 'σ')"""
    # Most texts have no diacritics: they are spared the two normalisations.
    yield f"""
        CREATE FUNCTION factcheck_words(passage text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT regexp_replace(
                CASE WHEN passage ~ '[\u00c0-\u0331\u1e00-\u1eff]'
                    THEN factcheck_unmarked({small}) ELSE {small} END,
                '[{separators()}]+', ' ', 'g'
            )
        $$
    """
    # The gap between two fields keeps a phrase from running across.
    yield f"""
        CREATE VIEW claim_document (claim_seq, document) AS
        SELECT
            claim.seq,
            setweight({vector("claim.text")}, 'A')
            || coalesce('-:1'::tsvector || setweight({vector("cited.quotes")}, 'B'), '')
            || coalesce('-:1'::tsvector || setweight({vector("cited.titles")}, 'C'), '')
        FROM claim CROSS JOIN LATERAL (
            SELECT
                string_agg(concat_ws(E'\\n', quote, translation), E'\\n' ORDER BY citation.seq)
                    AS quotes,
                string_agg(DISTINCT title, E'\\n') AS titles
            FROM citation JOIN source ON source.seq = citation.source_seq
            WHERE citation.claim_seq = claim.seq AND citation.withdrawn_at IS NULL
        ) AS cited
    """
    yield """
        CREATE TABLE claim_search (
            claim_seq bigint NOT NULL CONSTRAINT pk_claim_search PRIMARY KEY
                CONSTRAINT fk_claim_search_claim_seq_claim REFERENCES claim ON DELETE CASCADE,
            document tsvector NOT NULL
        )
    """
    yield "INSERT INTO claim_search SELECT claim_seq, document FROM claim_document"
    yield "CREATE INDEX ix_claim_search_document ON claim_search USING gin (document)"
    yield "CREATE TABLE claim_search_stale (claim_seq bigint NOT NULL PRIMARY KEY)"
    yield from postgresql_triggers()


def vector(field: str) -> str:
    return f"to_tsvector('factcheck', factcheck_words(left({field}, {LONGEST_FIELD})))"


NOTES = {
    "claim_insert": (
        "AFTER INSERT ON claim REFERENCING NEW TABLE AS changed FOR EACH STATEMENT",
        "SELECT seq FROM changed",
    ),
    "claim_update": (
        "AFTER UPDATE OF text ON claim FOR EACH ROW WHEN (OLD.text IS DISTINCT FROM NEW.text)",
        "VALUES (NEW.seq)",
    ),
    "citation_insert": (
        "AFTER INSERT ON citation REFERENCING NEW TABLE AS changed FOR EACH STATEMENT",
        "SELECT DISTINCT claim_seq FROM changed",
    ),
    "citation_update": (
        f"AFTER UPDATE OF {CITED} ON citation FOR EACH ROW",
        "VALUES (OLD.claim_seq), (NEW.claim_seq)",
    ),
    "citation_delete": ("AFTER DELETE ON citation FOR EACH ROW", "VALUES (OLD.claim_seq)"),
    "source_update": (
        "AFTER UPDATE OF title ON source FOR EACH ROW WHEN (OLD.title IS DISTINCT FROM NEW.title)",
        "SELECT DISTINCT claim_seq FROM citation WHERE source_seq = NEW.seq",
    ),
}
"""Trigger by trigger: after what, and how to find the claims that it concerns."""


def postgresql_triggers() -> Iterable[str]:
    for name, (event, claims) in NOTES.items():
        yield f"""
            CREATE FUNCTION factcheck_search_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO claim_search_stale {claims} ORDER BY 1 ON CONFLICT DO NOTHING;
                RETURN NULL;
            END $$
        """
        yield (
            f"CREATE TRIGGER claim_search_{name} {event} EXECUTE FUNCTION factcheck_search_{name}()"
        )


POSTGRESQL_DOWN = (
    *(f"DROP TRIGGER claim_search_{name} ON {name.partition('_')[0]}" for name in NOTES),
    *(f"DROP FUNCTION factcheck_search_{name}()" for name in NOTES),
    "DROP TABLE claim_search_stale",
    "DROP TABLE claim_search",
    "DROP VIEW claim_document",
    "DROP FUNCTION factcheck_words(text)",
    "DROP FUNCTION factcheck_unmarked(text)",
    "DROP TEXT SEARCH CONFIGURATION factcheck",
    "DROP TEXT SEARCH DICTIONARY factcheck_porter",
)
