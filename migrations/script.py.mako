"""${message}

Revision ids are numbers, counted up: the SQLite file carries the same number as its
``user_version``, so that the program knows an older or newer schema without Alembic.
"""

from alembic import op
import sqlalchemy as sa

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
