from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connections

from scrivania.citizens.models import Citizen, SignInLog
from scrivania.core.tenancy import tenant_context

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "system"])

WORKERS = 6


def all_at_once(works: list[Callable[[], int]]) -> Counter[int]:
    gate = Barrier(len(works))

    def run(work: Callable[[], int]) -> int:
        try:
            gate.wait(timeout=10)
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return Counter(pool.map(run, works))


def test_one_answer_sent_many_times_enters_once(browser, browser_at, body) -> None:
    begun = browser.begin()
    document = browser.good_answer(begun)
    windows = [browser_at(body) for _ in range(WORKERS)]
    for window in windows:
        window.client.cookies[settings.SPID_COOKIE_NAME] = browser.client.cookies[
            settings.SPID_COOKIE_NAME
        ].value
    statuses = all_at_once([lambda w=w: w.deliver(begun, document).status_code for w in windows])
    assert statuses == {303: 1, 403: WORKERS - 1}
    with tenant_context(body.id):
        assert SignInLog.objects.count() == 1


def test_first_sign_ins_at_once_make_one_citizen(browser_at, body) -> None:
    journeys = []
    for _ in range(WORKERS):
        browser = browser_at(body)
        begun = browser.begin()
        journeys.append((browser, begun, browser.good_answer(begun)))
    statuses = all_at_once([lambda j=j: j[0].deliver(j[1], j[2]).status_code for j in journeys])
    assert statuses == {303: WORKERS}
    with tenant_context(body.id):
        assert Citizen.objects.count() == 1
        assert SignInLog.objects.filter(citizen=Citizen.objects.get()).count() == WORKERS
