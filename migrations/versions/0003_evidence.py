"""Evidence: captured bytes, their chain of custody, the texts in them, and where quotes stand."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
SHA256 = sa.LargeBinary(32)

KEPT = {"content": ("seq", "id", "digest"), "capture": ("seq", "id"), "extraction": ("seq", "id")}
"""Tables whose rows are never altered or deleted, and their unique columns."""


def row(table: str) -> Sequence[sa.schema.SchemaItem]:
    return (
        sa.Column("seq", ROW_NUMBER, sa.Identity(), nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=f"pk_{table}"),
        sa.UniqueConstraint("id", name=f"uq_{table}_id"),
    )


def logged() -> Sequence[sa.schema.SchemaItem]:
    return (
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
    )


def refers(table: str, column: str, other: str) -> Sequence[sa.schema.SchemaItem]:
    return (
        sa.Column(column, ROW_NUMBER, nullable=False),
        sa.ForeignKeyConstraint([column], [f"{other}.seq"], name=f"fk_{table}_{column}_{other}"),
    )


def index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}", table, [column])


def upgrade() -> None:
    op.create_table(
        "content",
        *row("content"),
        sa.Column("digest", SHA256, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        *logged(),
        sa.UniqueConstraint("digest", name="uq_content_digest"),
    )
    op.create_table(
        "content_part",
        sa.Column("content_seq", ROW_NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("content_seq", "number", name="pk_content_part"),
        # The parts come first: what they add up to is known when the last has been read.
        sa.ForeignKeyConstraint(
            ["content_seq"],
            ["content.seq"],
            name="fk_content_part_content_seq_content",
            deferrable=True,
            initially="DEFERRED",
        ),
    )
    op.create_table(
        "capture",
        *row("capture"),
        *refers("capture", "source_seq", "source"),
        *refers("capture", "content_seq", "content"),
        sa.Column("captured_at", MOMENT, nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("method", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("final_url", sa.Text()),
        sa.Column("tool", sa.Text()),
        sa.Column("file_name", sa.Text()),
        sa.Column("note", sa.Text()),
        *logged(),
    )
    index("capture", "source_seq")
    index("capture", "content_seq")
    op.create_table(
        "extraction",
        *row("extraction"),
        *refers("extraction", "source_seq", "source"),
        *refers("extraction", "content_seq", "content"),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("text_digest", SHA256),
        sa.Column("segments", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text()),
        sa.Column("folding", sa.LargeBinary()),
        sa.Column("notes", sa.Text(), nullable=False),
        *logged(),
    )
    index("extraction", "source_seq")
    index("extraction", "content_seq")
    op.create_table(
        "anchor",
        *refers("anchor", "citation_seq", "citation"),
        *refers("anchor", "extraction_seq", "extraction"),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer()),
        sa.Column("time", sa.Text()),
        sa.Column("accepted_by", sa.Text()),
        sa.PrimaryKeyConstraint("citation_seq", name="pk_anchor"),
    )
    index("anchor", "extraction_seq")
    keep()


def keep() -> None:
    """Refuse, in the database itself, to change or delete what was captured."""
    if op.get_bind().dialect.name != "sqlite":
        for table in (*KEPT, "content_part"):
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
                f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION factcheck_append_only()"
            )
        return
    same = {table: [f"{name} = NEW.{name}" for name in names] for table, names in KEPT.items()}
    same["content_part"] = ["(content_seq = NEW.content_seq AND number = NEW.number)"]
    for table, equal in same.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for action in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action} BEFORE {action.upper()} ON {table} {refuse}"
            )
        # INSERT OR REPLACE takes a row away without a word to a delete trigger.
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {' OR '.join(equal)}) {refuse}"
        )


def downgrade() -> None:
    for table in ("anchor", "extraction", "capture", "content_part", "content"):
        op.drop_table(table)
