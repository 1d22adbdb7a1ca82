"""Sources as bibliographic records."""

from collections.abc import Iterable

from factcheck.database.models import Source
from factcheck.domain.bibliography import Reference
from factcheck.domain.names import Name
from factcheck.domain.vocabulary import SourceKind


def reference(source: Source, relays: Iterable[str] = ()) -> Reference:
    """The source as a bibliographic record."""
    return Reference(
        source.key,
        SourceKind(source.kind),
        source.title,
        {role: tuple(map(Name.kept, source.names[role])) for role in sorted(source.names)},
        publisher=source.publisher,
        issued=source.issued,
        accessed=source.accessed,
        url=source.url,
        archive_url=source.archive_url,
        language=source.language,
        other=source.other,
        relays=tuple(relays),
    )
