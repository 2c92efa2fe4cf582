"""The sweeps: what a killed worker, a lost notification or a forgotten row left behind."""

import logging
from datetime import timedelta

from django.conf import settings
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

from scrivania.core import clock, delivery, files, limits
from scrivania.core.jobs import enqueue, periodic
from scrivania.core.models import DeliveryStep, ParkedPost, Session, SubmittedForm
from scrivania.core.tenancy import tenant_context

logger = logging.getLogger(__name__)

_HEARTBEAT_LOST_S = 30
_BATCH = 500
# A page left open longer has lost its session anyway.
_TOKENS_KEPT = timedelta(days=7)


@app.periodic(cron="* * * * *")
@app.task(name="core.sweep_jobs", queueing_lock="core.sweep_jobs", pass_context=True)
async def sweep_jobs(context: JobContext, timestamp: int) -> None:
    """Put back the jobs of workers that died, also of those already pruned from their table (#1518)."""
    await put_back_stalled(context.app.job_manager)


async def put_back_stalled(manager: JobManager) -> None:
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=_HEARTBEAT_LOST_S):
        logger.warning("job of a dead worker put back: %s", stalled.task_name)
        try:
            await manager.retry_job(stalled)
        except UniqueViolation:  # one of its name waits already: that one does the work
            await manager.finish_job(stalled, status=Status.ABORTED, delete_job=True)


@periodic("core.sweep_rows", cron="* * * * *")
def sweep_rows() -> None:
    """Every minute: due delivery steps whose job is lost, expired sessions, tokens and parked posts."""
    sweep_deliveries()
    now = clock.now()
    Session.unscoped.using("system").filter(expire_date__lt=now).delete()
    SubmittedForm.unscoped.using("system").filter(created_at__lt=now - _TOKENS_KEPT).delete()
    limits.sweep("system")
    for post in ParkedPost.unscoped.using("system").filter(expires_at__lt=now)[:_BATCH]:
        files.remove_of("core.parkedpost", post.pk, using="system")
        post.delete(using="system")


def sweep_deliveries() -> int:
    """Enqueue the steps that are due and not under way. Returns how many."""
    now = clock.now()
    stale = now - timedelta(seconds=settings.DELIVERY_TIMEOUT_S)
    due = (
        DeliveryStep.unscoped.using("system")
        .filter(next_at__lte=now)
        .filter(state__in=[DeliveryStep.State.PENDING, DeliveryStep.State.SENDING])
        .exclude(state=DeliveryStep.State.SENDING, sending_since__gt=stale)
        .order_by("next_at")[:_BATCH]
    )
    count = 0
    for step in due:
        with tenant_context(step.tenant_id):
            enqueue(delivery.deliver, once=f"deliver:{step.pk}", step_id=step.pk)
        count += 1
    return count


@periodic("core.sweep_files_nightly", cron="17 3 * * *")
def sweep_files_nightly() -> None:
    files.sweep_orphans()
