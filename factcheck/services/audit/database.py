"""The audit of the database itself: its pages, references, triggers and search index."""

from collections.abc import Iterator

from factcheck.database import guards as definitions
from factcheck.database import integrity
from factcheck.domain.findings import AuditRule, Finding
from factcheck.services.audit.base import Audit


def structure(audit: Audit) -> Iterator[Finding]:
    """The database's own check of its pages and indexes."""
    found = integrity.structure(audit.connection)
    yield from audit.attempt(AuditRule.DATABASE, "the database", found)
    if not integrity.has_own_check(audit.connection):
        audit.notes.append(
            "PostgreSQL's own check of its pages was not run: the extension amcheck is not "
            "installed (CREATE EXTENSION amcheck)."
        )


def references(audit: Audit) -> Iterator[Finding]:
    """Rows that refer to others which are not there."""
    found = integrity.references(audit.connection)
    yield from audit.attempt(AuditRule.REFERENCE, "the references", found)


def guards(audit: Audit) -> Iterator[Finding]:
    """Triggers, rules and views that are gone, altered, or not of factcheck's making."""
    found = definitions.faults(audit.connection)
    try:
        yield from audit.attempt(AuditRule.TRIGGER, "the triggers", found)
    except definitions.NotCompared:
        audit.notes.append(
            "The triggers were not compared with those that factcheck makes: this user of the "
            "server may not make a schema (GRANT CREATE ON DATABASE)."
        )


def search_index(audit: Audit) -> Iterator[Finding]:
    """Claims of which the search index holds other words."""
    found = integrity.search_index(audit.connection)
    yield from audit.attempt(AuditRule.SEARCH, "the search index", found)
