"""Column types that mean the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Integer,
    LargeBinary,
    Numeric,
    Text,
    Uuid,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

RowNumber = BigInteger().with_variant(Integer, "sqlite")
"""Row number within one database. On SQLite it must be INTEGER to be the rowid itself."""


class Key(TypeDecorator[str]):
    """A human key. Compared byte by byte, so that a prefix look-up can use the index."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return Text(collation="C" if dialect.name == "postgresql" else None)


class Json(TypeDecorator[dict[str, Any]]):
    """A small JSON document that is read and written whole."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _on_postgresql("JSONB") if dialect.name == "postgresql" else JSON()


class Id(TypeDecorator[UUID]):
    """A UUIDv7: 16 bytes on SQLite, ``uuid`` on PostgreSQL."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        return value.bytes if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        return UUID(bytes=value) if isinstance(value, bytes) else value


class Digest(TypeDecorator[bytes]):
    """The first 16 bytes of a SHA-256: enough to recognise content, not to prove it."""

    impl = LargeBinary(16)
    cache_ok = True


class Number(TypeDecorator[Decimal]):
    """An exact decimal. SQLite has none, so it keeps the digits as text there."""

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


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, to the millisecond. SQLite keeps it as ISO 8601 text ending in ``Z``."""

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


def moment_text(moment: datetime) -> str:
    """``2017-05-18T09:30:00.000Z``: the one written form of a time, here and in exports."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _on_postgresql(name: str) -> TypeEngine[Any]:
    """A type of PostgreSQL's own; its dialect is slow to import, and SQLite never needs it."""
    from sqlalchemy.dialects import postgresql

    kind: TypeEngine[Any] = getattr(postgresql, name)()
    return kind
