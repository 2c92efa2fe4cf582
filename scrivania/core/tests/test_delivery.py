"""Delivery steps: an outside effect happens once, whatever the other side and our processes do."""

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrivania.core import clock, delivery, tasks
from scrivania.core.delivery import Delivered, OutcomeUnknown, PermanentFailure, TemporaryFailure
from scrivania.core.models import AuditEntry, DeliveryStep
from scrivania.core.tenancy import tenant_context
from scrivania.testing.bodies import TestBody
from scrivania.testing.worker import next_job_at, run_jobs

State = DeliveryStep.State


class Killed(BaseException):
    """The process ends here: nothing after it runs."""


@dataclass
class World:
    """The other side: what each next call to it does, and the effects it has had."""

    sends: list[str] = field(default_factory=list)
    finds: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)
    during_send: Callable[[], None] = lambda: None

    def send(self) -> Delivered:
        self.during_send()
        behaviour = self.sends.pop(0) if self.sends else "done"
        if behaviour in {"done", "lost_answer", "killed_after"}:
            self.effects.append(f"E{len(self.effects) + 1}")
        self._raise(behaviour)
        return Delivered(self.effects[-1])

    def find(self) -> Delivered | None:
        behaviour = self.finds.pop(0) if self.finds else "done"
        self._raise(behaviour)
        return Delivered(self.effects[0]) if self.effects else None

    @staticmethod
    def _raise(behaviour: str) -> None:
        match behaviour:
            case "lost_answer" | "lost_request":
                raise OutcomeUnknown(behaviour)
            case "killed_after" | "killed_before":
                raise Killed
            case "temporary":
                raise TemporaryFailure(behaviour)
            case "permanent":
                raise PermanentFailure(behaviour)
            case "bug":
                raise ZeroDivisionError


world = World()


class Handler:
    def send(self, step: DeliveryStep) -> Delivered:
        return world.send()

    def find(self, step: DeliveryStep) -> Delivered | None:
        return world.find()


def outcome(step: DeliveryStep) -> None:
    """Writes first, then perhaps fails: what it wrote must go too."""
    AuditEntry.objects.create(action="test.then", details={"key": step.external_key})
    if world.outcomes and world.outcomes.pop(0) == "fails":
        raise RuntimeError("then")


@pytest.fixture(autouse=True)
def _our_world(settings) -> None:
    settings.DELIVERY_HANDLERS = {"test": f"{__name__}.Handler"}
    settings.DELIVERY_OUTCOMES = {"test.then": f"{__name__}.outcome"}
    world.__init__()


def plan(body: TestBody, key: str = "effect") -> DeliveryStep:
    return delivery.plan("test", body.office, key, then="test.then")


def then_ran() -> int:
    return AuditEntry.objects.filter(action="test.then").count()


def work_until(instant: datetime) -> None:
    """Run jobs and sweeps as their time comes, until `instant`."""
    while (due := _next_due()) is not None and due <= instant:
        with clock.frozen(due):
            _work()


def _next_due() -> datetime | None:
    swept = [
        step.sending_since + timedelta(seconds=61)
        for step in DeliveryStep.objects.filter(state=State.SENDING, sending_since__isnull=False)
    ]
    return min(filter(None, [next_job_at(), *swept]), default=None)


def _work() -> None:
    with contextlib.suppress(Killed):
        run_jobs()
    for step in DeliveryStep.objects.filter(
        state=State.SENDING, sending_since__lt=clock.now() - timedelta(seconds=60)
    ):
        with contextlib.suppress(Killed):
            delivery.deliver.function(step_id=str(step.pk))


def test_a_step_is_carried_out_and_closed_with_what_follows(body: TestBody) -> None:
    step = plan(body)
    run_jobs()
    step.refresh_from_db()
    assert (step.state, step.external_key, world.effects, then_ran()) == (State.DONE, "E1", ["E1"], 1)


def test_planning_twice_makes_one_step(body: TestBody) -> None:
    assert plan(body).pk == plan(body).pk
    run_jobs()
    assert world.effects == ["E1"]


def test_delivering_again_does_nothing(body: TestBody) -> None:
    step = plan(body)
    for _ in range(3):
        delivery.deliver.function(step_id=str(step.pk))
    assert (world.effects, then_ran()) == (["E1"], 1)


def test_closing_twice_does_nothing_more(body: TestBody) -> None:
    step = plan(body)
    for key in ("first", "second"):
        delivery.close(step, Delivered(key))
    step.refresh_from_db()
    assert (step.external_key, then_ran()) == ("first", 1)


SENDS = st.lists(
    st.sampled_from(
        ["done", "lost_answer", "lost_request", "temporary", "bug", "killed_before", "killed_after"]
    ),
    max_size=6,
)
FINDS = st.lists(st.sampled_from(["done", "lost_request", "temporary", "bug"]), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sends=SENDS, finds=FINDS, outcomes=st.lists(st.sampled_from(["fails", "works"]), max_size=3))
def test_whatever_goes_wrong_the_effect_happens_once(
    body: TestBody, sends: list[str], finds: list[str], outcomes: list[str]
) -> None:
    with transaction.atomic():
        world.__init__(sends=sends, finds=finds, outcomes=outcomes)
        start = clock.now()
        with clock.frozen(start):
            step = plan(body)
            _work()
        work_until(start + timedelta(days=3))
        step.refresh_from_db()
        assert (step.state, world.effects, then_ran()) == (State.DONE, ["E1"], 1)
        assert next_job_at() is None or next_job_at() > start
        transaction.set_rollback(True)


def test_a_registry_that_cant_be_asked_leaves_the_doubt(body: TestBody) -> None:
    """After a lost answer, 'not reached' on reading back must not make the next attempt send."""
    world.sends, world.finds = ["lost_answer"], ["temporary"]
    step = plan(body)
    run_jobs()
    for _ in range(2):
        with clock.frozen(next_job_at()):
            run_jobs()
    step.refresh_from_db()
    assert (step.state, world.effects) == (State.DONE, ["E1"])


def test_reading_back_waits_until_the_other_side_has_surely_ended(body: TestBody) -> None:
    world.sends = ["lost_request"]
    before = clock.now()
    plan(body)
    run_jobs()
    assert next_job_at() - before >= timedelta(seconds=60)


def test_a_failing_then_rolls_the_closing_back_and_is_tried_again(body: TestBody) -> None:
    world.outcomes = ["fails"]
    step = plan(body)
    run_jobs()
    step.refresh_from_db()
    assert (step.state, step.external_key, then_ran(), step.last_error) == (
        State.SENDING,
        "",
        0,
        "RuntimeError: then",
    )
    with clock.frozen(next_job_at()):
        run_jobs()
    step.refresh_from_db()
    assert (step.state, step.external_key, then_ran(), world.effects) == (State.DONE, "E1", 1, ["E1"])


def test_a_refusal_waits_for_a_person_whose_retry_reads_back_first(body: TestBody) -> None:
    world.sends, world.finds = ["lost_answer"], ["permanent"]
    step = plan(body)
    run_jobs()
    with clock.frozen(next_job_at()):
        run_jobs()
    step.refresh_from_db()
    assert (step.state, step.last_error) == (State.EXHAUSTED, "permanent")
    assert AuditEntry.objects.filter(action="core.delivery_exhausted", subject_id=step.pk).count() == 1
    assert next_job_at() is None
    with clock.frozen(clock.now() + timedelta(days=30)):
        delivery.retry(step)
        delivery.retry(step)
        run_jobs()
    step.refresh_from_db()
    assert (step.state, world.effects, then_ran()) == (State.DONE, ["E1"], 1)


def test_attempts_end_after_some_days(body: TestBody) -> None:
    step = plan(body)
    DeliveryStep.objects.filter(pk=step.pk).update(attempt=499)
    world.sends = ["temporary"]
    run_jobs()
    step.refresh_from_db()
    assert (step.state, step.attempt) == (State.EXHAUSTED, 500)


def test_waits_grow_with_jitter_up_to_a_bound(body: TestBody) -> None:
    waits = [delivery._wait(attempt, unsure=False) for attempt in (1, 2, 8, 20, 500)]
    assert timedelta(seconds=10) <= waits[0] <= timedelta(seconds=15)
    assert timedelta(seconds=20) <= waits[1] <= timedelta(seconds=30)
    assert all(timedelta(minutes=20) < wait <= timedelta(minutes=45) for wait in waits[2:])
    assert len({delivery._wait(3, unsure=False) for _ in range(5)}) > 1


def test_a_slow_worker_can_neither_reopen_nor_spoil_what_another_closed(body: TestBody) -> None:
    """It hangs past its time, another takes the step over and closes it, then its own call breaks off."""
    step = plan(body)

    def taken_over() -> None:
        world.during_send = lambda: None
        with clock.frozen(clock.now() + timedelta(seconds=61)):
            delivery.deliver.function(step_id=str(step.pk))

    world.during_send = taken_over
    world.sends = ["done", "lost_request"]
    delivery.deliver.function(step_id=str(step.pk))
    step.refresh_from_db()
    assert (step.state, world.effects, then_ran()) == (State.DONE, ["E1"], 1)


def test_a_slow_worker_leaves_the_step_to_the_one_that_took_it_over(body: TestBody) -> None:
    """While the other still sends, the first one's late failure must not open the way to a third."""
    step = plan(body)
    later = clock.now() + timedelta(seconds=61)

    def taken_over() -> None:
        with clock.frozen(later):
            assert delivery._claim(step.pk) is not None

    world.during_send = taken_over
    world.sends = ["lost_request"]
    delivery.deliver.function(step_id=str(step.pk))
    step.refresh_from_db()
    assert (step.state, step.sending_since, step.attempt) == (State.SENDING, later, 2)


def test_two_workers_at_once_send_once(transactional_db, body: TestBody) -> None:
    step = plan(body)
    together, under_way = threading.Barrier(2), threading.Event()
    world.during_send = lambda: under_way.wait(5)
    refused = threading.Event()

    def work() -> None:
        together.wait(5)
        with tenant_context(body.tenant.pk):
            delivery.deliver.function(step_id=str(step.pk))
        if not under_way.is_set():  # the loser comes back while the winner still sends
            refused.set()
            under_way.set()
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    step.refresh_from_db()
    assert refused.is_set()
    assert (step.state, step.attempt, world.effects, then_ran()) == (State.DONE, 1, ["E1"], 1)


@pytest.mark.django_db(transaction=True, databases=["default", "system"])
def test_the_sweep_takes_up_the_steps_of_every_body_whose_job_is_lost(
    body: TestBody, other_body: TestBody
) -> None:
    ours = plan(body)
    with other_body.here():
        theirs = plan(other_body)
    with connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    with tenant_context(None):
        assert tasks.sweep_deliveries() == 2
        tasks.sweep_deliveries()  # what waits already is not queued twice
        assert len(run_jobs()) == 2
    assert world.effects == ["E1", "E2"]
    for at, step in ((body, ours), (other_body, theirs)):
        with at.here():
            step.refresh_from_db()
            assert step.state == State.DONE


@pytest.mark.django_db(transaction=True, databases=["default", "system"])
def test_the_sweep_leaves_alone_what_is_under_way(body: TestBody) -> None:
    """Not due, sent less than a minute ago, or waiting for a person."""
    now = clock.now()
    later, sending, refused = (plan(body, key) for key in ("later", "sending", "refused"))
    DeliveryStep.objects.filter(pk=refused.pk).update(state=State.EXHAUSTED)
    DeliveryStep.objects.filter(pk=later.pk).update(next_at=now + timedelta(seconds=5))
    DeliveryStep.objects.filter(pk=sending.pk).update(state=State.SENDING, sending_since=now)
    with tenant_context(None):
        assert tasks.sweep_deliveries() == 0
    run_jobs()
    assert world.effects == []
