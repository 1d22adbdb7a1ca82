"""Who did it, and when."""

from datetime import UTC

from factcheck.database.types import moment_text
from factcheck.services.stamps import now, stamp


def test_now_is_utc_and_whole_milliseconds_so_that_it_reads_back_equal() -> None:
    moment = now()
    assert moment.tzinfo is UTC
    assert moment.microsecond % 1000 == 0
    assert moment_text(moment).endswith("Z")


def test_a_stamp_names_the_author_and_is_one_of_its_kind() -> None:
    one, other = stamp("Ada"), stamp("Ada")
    assert one["created_by"] == "Ada"
    assert one["id"].version == 7
    assert one["id"] < other["id"]
    assert one["created_at"] <= other["created_at"]
