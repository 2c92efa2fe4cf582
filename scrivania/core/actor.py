"""Who is acting: the one object views and actions ask about rights."""

import uuid
from dataclasses import dataclass
from typing import Any

from scrivania.core.models import User

ANONYMOUS_KIND = "anonymous"


@dataclass(frozen=True, slots=True)
class Actor:
    """A citizen, a member of staff, or nobody.

    `person` is the citizens.Citizen or tenants.StaffMember; `method` and `level` tell how they signed in
    (`spid`, 1-3; `password`, 0). `details` is kept on what they submit.
    """

    kind: str = ANONYMOUS_KIND
    user_id: uuid.UUID | None = None
    person: Any = None
    method: str = ""
    level: int = 0
    provider: str = ""

    @property
    def is_citizen(self) -> bool:
        return self.kind == User.Kind.CITIZEN

    @property
    def is_staff(self) -> bool:
        return self.kind == User.Kind.STAFF

    @property
    def is_anonymous(self) -> bool:
        return self.kind == ANONYMOUS_KIND


NOBODY = Actor()
