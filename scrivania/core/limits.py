"""How often something may be tried: counted in the cache that all processes share."""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connections

from scrivania.core.tenancy import current_tenant_id


def sweep(using: str) -> None:
    """Delete what has expired: the cache itself deletes only rows it is asked for."""
    with connections[using].cursor() as cursor:
        cursor.execute("DELETE FROM core_cache WHERE expires < now()")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` tries of `seconds` by one caller at one body.

    Each try takes a slot of its own before it is made, so that tries at the same moment all count.
    """

    name: str
    most: int
    seconds: int

    def take(self, who: str) -> str | None:
        """A slot for one more try, or None when all are taken."""
        slots = self._slots(who)
        taken = cache.get_many(slots)
        free = (slot for slot in slots if slot not in taken)
        return next((slot for slot in free if cache.add(slot, 1, self.seconds)), None)

    def give_back(self, slot: str) -> None:
        """A try that went well does not count."""
        cache.delete(slot)

    def forget(self, who: str) -> None:
        cache.delete_many(self._slots(who))

    def _slots(self, who: str) -> list[str]:
        caller = hashlib.sha256(f"{current_tenant_id()} {who}".encode()).hexdigest()
        return [f"limit:{self.name}:{caller}:{number}" for number in range(self.most)]
