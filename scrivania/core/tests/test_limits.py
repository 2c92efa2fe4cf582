"""Tries are counted one by one, whoever makes them at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.core.cache import cache
from django.db import connection

from scrivania.core.limits import Limit
from scrivania.testing.bodies import TestBody

LIMIT = Limit("tests", most=3, seconds=60)


def test_a_limit_holds_for_each_caller_and_body(body: TestBody, other_body: TestBody) -> None:
    cache.clear()
    slots = [LIMIT.take("anna") for _ in range(4)]
    assert slots[3] is None
    assert len(set(slots)) == 4
    assert LIMIT.take("bruno")
    with other_body.here():
        assert LIMIT.take("anna")
    LIMIT.give_back(str(slots[1]))
    assert LIMIT.take("anna") == slots[1]
    assert LIMIT.take("anna") is None
    LIMIT.forget("anna")
    assert LIMIT.take("anna")


def test_of_eight_at_the_same_moment_no_more_than_the_limit_pass(
    transactional_db: None, body: TestBody
) -> None:
    cache.clear()
    together = Barrier(8)

    def take(_: int) -> str | None:
        try:
            with body.here():
                together.wait(timeout=10)
                return LIMIT.take("anna")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        slots = [slot for slot in pool.map(take, range(8)) if slot]
    assert len(slots) == len(set(slots)) <= LIMIT.most
    assert LIMIT.take("anna") is None


def test_a_stranger_pushes_no_lock_out(body: TestBody) -> None:
    """Django's own limit of 300 rows would drop a third of them, locks included."""
    limit = Limit("once", most=1, seconds=600)
    assert limit.take("somebody")
    for number in range(700):
        Limit("other", most=1, seconds=600).take(str(number))
    assert limit.take("somebody") is None
