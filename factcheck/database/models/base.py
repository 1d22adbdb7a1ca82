"""What every table shares: names of constraints, and the two ways a row is known.

``seq`` is the row's number in this one database: short, what joins use, never shown.
``id`` is its UUIDv7: what leaves the database, never reused, safe to merge.
"""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Identity, MetaData, Table, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from factcheck.database.types import Day, Id, Moment, RowNumber

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar = {date: Day}


def table_of(model: type[Base]) -> Table:
    """The model's table, for queries that work below the ORM."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


class Row:
    """A record with a life of its own."""

    seq: Mapped[int] = mapped_column(RowNumber, Identity(), primary_key=True, sort_order=-10)
    id: Mapped[UUID] = mapped_column(Id, unique=True, sort_order=-9)


class Logged:
    """Who made a record, and when."""

    created_at: Mapped[datetime] = mapped_column(Moment, sort_order=90)
    created_by: Mapped[str] = mapped_column(Text, sort_order=91)


class Withdrawable:
    """A record that can be taken back, with a reason, and stays in the case."""

    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment, sort_order=95)
    withdrawn_by: Mapped[str | None] = mapped_column(Text, sort_order=96)
    withdrawn_because: Mapped[str | None] = mapped_column(Text, sort_order=97)
