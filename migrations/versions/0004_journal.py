"""The journal, what reviews are judged by, and the work on claims beside judging them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ID = sa.LargeBinary(16).with_variant(postgresql.UUID(as_uuid=True), "postgresql")
MOMENT = sa.Text().with_variant(postgresql.TIMESTAMP(timezone=True), "postgresql")
SHA256 = sa.LargeBinary(32)

KEPT = {
    "author": ("seq", "id"),
    "journal": ("seq",),
    "revision": ("journal_seq",),
    "policy": ("seq", "id"),
    "note": ("seq", "id"),
    "reply": ("seq", "id"),
    "assignment": ("seq", "id"),
}
"""The new tables, to whose rows nothing but new ones is done, and their unique columns."""

REVIEW_COLUMNS = {"judged": SHA256, "override": sa.Text(), "supersedes": sa.Text()}


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


def index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def upgrade() -> None:
    journal()
    review()
    work()
    for table in KEPT:
        keep(table)


def journal() -> None:
    op.create_table(
        "author",
        *row("author"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary()),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    index("author", "name")
    op.create_table(
        "journal",
        sa.Column("seq", ROW_NUMBER, nullable=False, autoincrement=False),
        sa.Column("digest", SHA256, nullable=False),
        sa.Column("parents", sa.LargeBinary(), nullable=False),
        *refers("journal", "author_seq", "author"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("record_kind", sa.Text(), nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("document", SHA256, nullable=False),
        sa.Column("signature", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("seq", name="pk_journal"),
    )
    index("journal", "record_id", "seq")
    op.create_table(
        "revision",
        sa.Column("journal_seq", ROW_NUMBER, nullable=False, autoincrement=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.PrimaryKeyConstraint("journal_seq", name="pk_revision"),
        sa.ForeignKeyConstraint(
            ["journal_seq"], ["journal.seq"], name="fk_revision_journal_seq_journal"
        ),
    )


def review() -> None:
    op.create_table(
        "policy",
        *row("policy"),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("anchored", sa.Boolean(), nullable=False),
        sa.Column("standard", sa.Boolean(), nullable=False),
        sa.Column("second_reader", sa.Boolean(), nullable=False),
        *logged(),
    )
    for name, kind in REVIEW_COLUMNS.items():
        op.add_column("review", sa.Column(name, kind))
    op.add_column("claim", sa.Column("status_because", sa.Text()))


def work() -> None:
    op.create_table(
        "note",
        *row("note"),
        *refers("note", "claim_seq", "claim"),
        sa.Column("text", sa.Text(), nullable=False),
        *logged(),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_note_text")),
    )
    index("note", "claim_seq")
    op.create_table(
        "reply",
        *row("reply"),
        *refers("reply", "claim_seq", "claim"),
        *refers("reply", "party_seq", "party"),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("happened", sa.Text()),
        sa.Column("text", sa.Text()),
        *logged(),
    )
    index("reply", "claim_seq")
    op.create_table(
        "assignment",
        *row("assignment"),
        *refers("assignment", "claim_seq", "claim"),
        sa.Column("reviewer", sa.Text()),
        *logged(),
    )
    index("assignment", "claim_seq")


def keep(table: str) -> None:
    """Refuse, in the database itself, to change or delete a row once it is written."""
    if op.get_bind().dialect.name != "sqlite":
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
            f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION factcheck_append_only()"
        )
        return
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for action in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{action} BEFORE {action.upper()} ON {table} {refuse}"
        )
    # INSERT OR REPLACE takes a row away without a word to a delete trigger.
    same = " OR ".join(f"{name} = NEW.{name}" for name in KEPT[table])
    op.execute(
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}"
    )


def downgrade() -> None:
    op.drop_column("claim", "status_because")
    for name in REVIEW_COLUMNS:
        op.drop_column("review", name)
    for table in ("assignment", "reply", "note", "policy", "revision", "journal", "author"):
        op.drop_table(table)
