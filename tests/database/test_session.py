"""Sessions: the one way to a case, with its schema checked and its index up to date."""

import pytest

from factcheck.database import schema
from factcheck.database.engine import Location, connect
from factcheck.database.session import open_session
from factcheck.errors import NoCase, NotACase, SchemaOlder
from factcheck.services import claims
from tests.support.cases import AUTHOR
from tests.support.commandline import Runner


def test_a_commit_brings_the_search_index_up_to_date(location: Location, run: Runner) -> None:
    with open_session(location, write=True, author=AUTHOR) as session:
        claims.add(session, AUTHOR, {"key": "k", "text": "Men were detained.", "kind": "event"})
        session.commit()
    assert "Men were detained." in run("search", "detained", "--json", db=location).stdout


def test_what_is_not_committed_is_not_found(location: Location, run: Runner) -> None:
    with open_session(location, write=True, author=AUTHOR) as session:
        claims.add(session, AUTHOR, {"key": "k", "text": "Men were detained.", "kind": "event"})
    assert run("search", "detained", "--json", db=location).stdout == "[]\n"


def test_no_session_on_what_is_no_case(blank: Location) -> None:
    with pytest.raises((NoCase, NotACase)):
        open_session(blank, write=False)


def test_no_session_on_an_older_case(location: Location) -> None:
    with connect(location).begin() as connection:
        schema.step_back(connection, "0001")
    with pytest.raises(SchemaOlder):
        open_session(location, write=True, author=AUTHOR)
    with connect(location).begin() as connection:
        schema.migrate(connection)  # the refused session let go of the case
    open_session(location, write=True, author=AUTHOR).close()
