"""Which body (tenant) the running code works for.

The database knows it too, through the setting `scrivania.tenant` which `core.db` sends, and its row-level
policies hide every other body's rows. This module is the first barrier, that one the second.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[uuid.UUID | None] = ContextVar("tenant", default=None)


class NoTenant(RuntimeError):
    """A query over bodies' rows was run where no body is known."""


def current_tenant_id() -> uuid.UUID:
    """The body at work. Raises NoTenant when there is none."""
    tenant_id = _current.get()
    if tenant_id is None:
        raise NoTenant("no tenant: wrap this in tenant_context(), or declare the job system=True")
    return tenant_id


def tenant_id_or_none() -> uuid.UUID | None:
    return _current.get()


def set_tenant(tenant_id: uuid.UUID | None) -> None:
    """Set the body until the next call: for middleware, which outlives no block (streamed answers)."""
    _current.set(tenant_id)


@contextmanager
def tenant_context(tenant_id: uuid.UUID | None) -> Iterator[None]:
    token = _current.set(tenant_id)
    try:
        yield
    finally:
        _current.reset(token)
