"""Health of this deployment, for the supervisor and for load balancers."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from scrivania.core import guards

# A worker beats every 10 s (procrastinate's default); three missed beats count as down.
_WORKER_ALIVE = """
SELECT EXISTS (
    SELECT 1 FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds'
)
"""


@guards.system
def live(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers."""
    return JsonResponse({"web": True})


@guards.system
def ready(request: HttpRequest) -> HttpResponse:
    """200 when web, worker and database are up, else 503; the body says which is not."""
    state = {"web": True, "database": False, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute(_WORKER_ALIVE)
            state["worker"] = bool(cursor.fetchone()[0])
        state["database"] = True
    except Exception:
        connection.close()
    return JsonResponse(state, status=200 if all(state.values()) else 503)
