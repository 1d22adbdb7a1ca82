"""The case: parties, sources, measures, claims, quantities, citations, reviews."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
KEY = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
NUMBER = sa.Text().with_variant(sa.Numeric(), "postgresql")
MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")

TABLES = (
    "review",
    "citation",
    "quantity",
    "claim_tag",
    "claim",
    "measure",
    "source_relay",
    "source",
    "party",
)


def row(table: str) -> Sequence[sa.schema.SchemaItem]:
    return (
        sa.Column("seq", ROW_NUMBER, sa.Identity(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=f"pk_{table}"),
        sa.UniqueConstraint("id", name=f"uq_{table}_id"),
    )


def keyed(table: str) -> Sequence[sa.schema.SchemaItem]:
    return (
        *row(table),
        sa.Column("key", KEY, nullable=False),
        sa.UniqueConstraint("key", name=f"uq_{table}_key"),
    )


def logged() -> Sequence[sa.schema.SchemaItem]:
    return (
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
    )


def withdrawable() -> Sequence[sa.schema.SchemaItem]:
    return (
        sa.Column("withdrawn_at", MOMENT),
        sa.Column("withdrawn_by", sa.Text()),
        sa.Column("withdrawn_because", sa.Text()),
    )


def refers(
    table: str, column: str, other: str, *, required: bool = False
) -> Sequence[sa.schema.SchemaItem]:
    return (
        sa.Column(column, ROW_NUMBER, nullable=not required),
        sa.ForeignKeyConstraint([column], [f"{other}.seq"], name=f"fk_{table}_{column}_{other}"),
    )


def index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def upgrade() -> None:
    op.create_table(
        "party",
        *keyed("party"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text()),
        *refers("party", "speaks_for_seq", "party"),
        *logged(),
    )
    index("party", "name")
    index("party", "speaks_for_seq")

    op.create_table(
        "source",
        *keyed("source"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("names", JSON, nullable=False),
        sa.Column("publisher", sa.Text()),
        sa.Column("issued", sa.Text()),
        sa.Column("issued_earliest", sa.Date()),
        sa.Column("issued_latest", sa.Date()),
        sa.Column("accessed", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("archive_url", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("reliability", sa.Text()),
        *refers("source", "voice_seq", "party"),
        sa.Column("other", JSON, nullable=False),
        *logged(),
        *withdrawable(),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_source_title")),
    )
    index("source", "voice_seq")

    op.create_table(
        "source_relay",
        *refers("source_relay", "source_seq", "source", required=True),
        *refers("source_relay", "relayed_seq", "source", required=True),
        sa.PrimaryKeyConstraint("source_seq", "relayed_seq", name="pk_source_relay"),
    )
    index("source_relay", "relayed_seq")

    op.create_table(
        "measure",
        *keyed("measure"),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text()),
        sa.Column("cumulative", sa.Boolean(), nullable=False),
        *refers("measure", "part_of_seq", "measure"),
        *logged(),
    )
    index("measure", "part_of_seq")

    op.create_table(
        "claim",
        *keyed("claim"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("act", sa.Text()),
        sa.Column("status", sa.Text(), nullable=False),
        *refers("claim", "speaker_seq", "party"),
        *refers("claim", "against_seq", "party"),
        sa.Column("place", sa.Text()),
        sa.Column("as_of", sa.Text()),
        sa.Column("as_of_earliest", sa.Date()),
        sa.Column("as_of_latest", sa.Date()),
        sa.Column("happened", sa.Text()),
        sa.Column("happened_earliest", sa.Date()),
        sa.Column("happened_latest", sa.Date()),
        sa.Column("logged_digest", sa.LargeBinary(16), nullable=False),
        *logged(),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 10000", name=op.f("ck_claim_text")),
    )
    index("claim", "status", "seq")
    index("claim", "kind", "seq")
    index("claim", "speaker_seq")
    index("claim", "logged_digest")

    op.create_table(
        "claim_tag",
        *refers("claim_tag", "claim_seq", "claim", required=True),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim_seq", "tag", name="pk_claim_tag"),
    )
    index("claim_tag", "tag")

    op.create_table(
        "quantity",
        *refers("quantity", "claim_seq", "claim", required=True),
        sa.Column("as_stated", sa.Text(), nullable=False),
        sa.Column("qualifier", sa.Text(), nullable=False),
        sa.Column("value", NUMBER),
        sa.Column("minimum", NUMBER),
        sa.Column("maximum", NUMBER),
        sa.Column("unit", sa.Text()),
        sa.Column("whole", NUMBER),
        sa.Column("method", sa.Text()),
        *refers("quantity", "measure_seq", "measure"),
        sa.PrimaryKeyConstraint("claim_seq", name="pk_quantity"),
    )
    index("quantity", "measure_seq")

    op.create_table(
        "citation",
        *row("citation"),
        *refers("citation", "claim_seq", "claim", required=True),
        *refers("citation", "source_seq", "source", required=True),
        *refers("citation", "via_seq", "source"),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("locator", sa.Text()),
        sa.Column("quote", sa.Text()),
        sa.Column("translation", sa.Text()),
        *logged(),
        *withdrawable(),
    )
    index("citation", "claim_seq")
    index("citation", "source_seq")

    op.create_table(
        "review",
        *row("review"),
        *refers("review", "claim_seq", "claim", required=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("standard", sa.Text()),
        sa.Column("credibility", sa.Integer()),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.CheckConstraint("length(because) > 0", name=op.f("ck_review_because")),
    )
    index("review", "claim_seq")
    append_only("review")


def append_only(table: str) -> None:
    """Refuse, in the database itself, to change or delete a row once it is written."""
    if op.get_bind().dialect.name == "sqlite":
        for action in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action} BEFORE {action.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        # INSERT OR REPLACE takes a row away without a word to a delete trigger.
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE seq = NEW.seq OR id = NEW.id) "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION factcheck_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION factcheck_append_only()"
    )


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION factcheck_append_only()")
