"""Full-text search over claims.

The document of a claim has three fields: its text; the quotes and translations of its citations
that are not withdrawn; the titles of the sources of those citations. ``claim_document`` shows
it, ``claim_search`` is the index over it, and triggers note or make every change.

Both databases cut a text into words alike: letters and digits make a word, everything else
separates; case and diacritics do not count, nor does ё against е; English words are brought to
their stem by Porter's algorithm; there are no stop words, so that every word counts in a phrase.
"""

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
        tokenize="porter unicode61 remove_diacritics 2 separators '{separators}'"
    )
"""


def keep(name: str, event: str, seqs: str) -> str:
    """A trigger that keeps what the index holds of these claims, unless that is kept already.

    Not by INSERT OR IGNORE: the conflict clause of the outer statement would override it.
    """
    return f"""
        CREATE TRIGGER claim_search_{name} BEFORE {event} BEGIN
            INSERT INTO claim_search_stale (claim_seq, text, quotes, titles)
            SELECT seq, text, quotes, titles FROM claim_document
            WHERE seq IN ({seqs}) AND seq NOT IN (SELECT claim_seq FROM claim_search_stale);
        END
    """


def sqlite_up() -> Iterable[str]:
    separators = "".join(
        chr(code) for first, last in LETTERS_TO_FTS5 for code in range(first, last + 1)
    )
    yield f"CREATE VIEW claim_document AS {SQLITE_DOCUMENT}"
    yield SQLITE_INDEX.format(separators=separators)
    yield "INSERT INTO claim_search (claim_search, rank) VALUES ('rank', 'bm25(4.0, 2.0, 1.0)')"
    yield "INSERT INTO claim_search (claim_search) VALUES ('rebuild')"
    # Which words the index holds.
    yield "CREATE VIRTUAL TABLE claim_search_words USING fts5vocab(claim_search, instance)"
    yield """
        CREATE TABLE claim_search_stale (
            claim_seq INTEGER NOT NULL PRIMARY KEY, text TEXT, quotes TEXT, titles TEXT
        )
    """
    yield """
        CREATE TRIGGER claim_search_claim_insert AFTER INSERT ON claim BEGIN
            INSERT INTO claim_search_stale (claim_seq)
            SELECT NEW.seq WHERE NEW.seq NOT IN (SELECT claim_seq FROM claim_search_stale);
        END
    """
    yield keep("claim_update", "UPDATE OF text ON claim", "OLD.seq")
    yield keep("claim_delete", "DELETE ON claim", "OLD.seq")
    yield keep("citation_insert", "INSERT ON citation", "NEW.claim_seq")
    yield keep(
        "citation_update",
        "UPDATE OF claim_seq, source_seq, quote, translation, withdrawn_at ON citation",
        "OLD.claim_seq, NEW.claim_seq",
    )
    yield keep("citation_delete", "DELETE ON citation", "OLD.claim_seq")
    yield keep(
        "source_update",
        "UPDATE OF title ON source",
        "SELECT claim_seq FROM citation WHERE source_seq = OLD.seq AND OLD.title IS NOT NEW.title",
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
            "citation_delete",
            "source_update",
        )
    ),
    "DROP TABLE claim_search_stale",
    "DROP TABLE claim_search_words",
    "DROP TABLE claim_search",
    "DROP VIEW claim_document",
)


# --- PostgreSQL -----------------------------------------------------------------------------------
def postgresql_up() -> Iterable[str]:
    return ()


POSTGRESQL_DOWN: tuple[str, ...] = ()
