"""A service opens and closes to the second; an extension moves the closing and says why."""

from datetime import UTC, datetime, timedelta

import pytest

from scrivania.catalog.actions import BadExtension, extend
from scrivania.catalog.models import Service
from scrivania.catalog.openings import Opening, opening_at
from scrivania.core import clock
from scrivania.core.actor import NOBODY
from scrivania.testing.bodies import TestBody

OPENS = datetime(2026, 3, 1, 8, 0, tzinfo=clock.ROME)
CLOSES = datetime(2026, 3, 29, 12, 0, tzinfo=clock.ROME)  # the day clocks go forward
SECOND = timedelta(seconds=1)
State = Service.State


@pytest.mark.parametrize(
    ("state", "instant", "opening"),
    [
        (State.SCHEDULED, OPENS - SECOND, Opening.NOT_YET),
        (State.SCHEDULED, OPENS, Opening.OPEN),
        (State.PUBLISHED, CLOSES - SECOND, Opening.OPEN),
        (State.PUBLISHED, CLOSES, Opening.CLOSED),
        (State.PUBLISHED, datetime(2026, 3, 29, 9, 59, 59, tzinfo=UTC), Opening.OPEN),
        (State.PUBLISHED, datetime(2026, 3, 29, 10, 0, tzinfo=UTC), Opening.CLOSED),
        (State.SUSPENDED, OPENS + SECOND, Opening.SUSPENDED),
        (State.DRAFT, OPENS + SECOND, Opening.HIDDEN),
    ],
)
def test_to_the_second(state: State, instant: datetime, opening: Opening) -> None:
    assert opening_at(Service(state=state, opens_at=OPENS, closes_at=CLOSES), instant) == opening


def test_an_extension_is_kept_with_its_reason(body: TestBody) -> None:
    service = body.service(opens_at=OPENS, closes_at=CLOSES)
    later = CLOSES + timedelta(days=7)
    extension = extend(NOBODY, service, later, "Guasto della rete il giorno della chiusura.")
    service.refresh_from_db()
    assert (service.closes_at, extension.closed_at) == (later, CLOSES)
    for closes_at, reason in [(later, "uguale"), (CLOSES, "prima"), (later + SECOND, "  ")]:
        with pytest.raises(BadExtension):
            extend(NOBODY, service, closes_at, reason)
    assert service.extensions.count() == 1
