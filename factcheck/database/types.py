"""Column types that mean the same on SQLite and on PostgreSQL.

What only this program writes, it can read: a value that it cannot read is damage to the case.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    Dialect,
    Integer,
    LargeBinary,
    Numeric,
    Text,
    Uuid,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from factcheck.domain.moments import moment_text as moment_text
from factcheck.errors import DamagedValue

Value = TypeVar("Value")

RowNumber = BigInteger().with_variant(Integer, "sqlite")
"""Row number within one database. On SQLite it must be INTEGER to be the rowid itself."""


class Key(TypeDecorator[str]):
    """A human key. Compared byte by byte, so that a prefix look-up can use the index."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return Text(collation="C" if dialect.name == "postgresql" else None)


class Checked(TypeDecorator[Value]):
    """A type of values that can be damaged. Reading one raises DamagedValue."""

    what: ClassVar[str]
    """What a value is, in a sentence."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        read = super().result_processor(dialect, coltype)
        if read is None:
            return None

        def checked(kept: Any) -> Any:
            try:
                return read(kept)
            except (ValueError, TypeError, ArithmeticError) as fault:
                raise DamagedValue(self.what) from fault

        return checked


class Json(Checked[dict[str, Any]]):
    """A small JSON document that is read and written whole."""

    what = "a document"
    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _on_postgresql("JSONB") if dialect.name == "postgresql" else JSON()


class Id(Checked[UUID]):
    """A UUIDv7: 16 bytes on SQLite, ``uuid`` on PostgreSQL."""

    what = "an id"
    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        return value.bytes if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        return value if value is None or dialect.name != "sqlite" else UUID(bytes=bytes(value))


class Digest(TypeDecorator[bytes]):
    """The first 16 bytes of a SHA-256: enough to recognise content, not to prove it."""

    impl = LargeBinary(16)
    cache_ok = True


class Sha256(TypeDecorator[bytes]):
    """A whole SHA-256: what captured bytes are known by."""

    impl = LargeBinary(32)
    cache_ok = True


class Number(Checked[Decimal]):
    """An exact decimal. SQLite has none, so it keeps the digits as text there."""

    what = "a number"
    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Numeric())
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        return format(value, "f") if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return Decimal(value) if isinstance(value, str) else value


class Day(Checked[date]):
    """A day of the calendar."""

    what = "a date"
    impl = Date
    cache_ok = True


class Moment(Checked[datetime]):
    """A moment in UTC, to the millisecond. SQLite keeps it as ISO 8601 text ending in ``Z``."""

    what = "a time"
    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(DateTime(timezone=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return moment_text(value)
        return value.replace(microsecond=value.microsecond // 1000 * 1000)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        return value.astimezone(UTC) if value is not None else None


def _on_postgresql(name: str) -> TypeEngine[Any]:
    """A type of PostgreSQL's own; its dialect is slow to import, and SQLite never needs it."""
    from sqlalchemy.dialects import postgresql

    kind: TypeEngine[Any] = getattr(postgresql, name)()
    return kind
