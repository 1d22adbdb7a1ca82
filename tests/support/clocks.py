"""A clock that stands still until a test moves it: what the case takes for the time."""

from datetime import UTC, datetime, timedelta, tzinfo

import pytest

from factcheck.database import recording
from factcheck.services import stamps

NOON = datetime(2017, 5, 18, 12, tzinfo=UTC)


class Clock:
    """Noon of 18 May 2017, until a test says otherwise."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.moment = NOON
        clock = self

        class Stopped(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:
                return clock.moment

        for module in (recording, stamps):
            patch.setattr(module, "datetime", Stopped)

    def pass_by(self, **time: float) -> None:
        self.moment += timedelta(**time)
