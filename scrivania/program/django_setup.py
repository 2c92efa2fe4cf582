import os

from .installation import Installation
from .refusal import Refusal


def set_up(installation: Installation) -> None:
    """Load the settings and the applications."""
    os.environ.update(installation.environment())
    import django

    django.setup()


def require_bound_roles() -> None:
    """Refuse to serve bodies with a database role that their row-level policies don't bind."""
    from scrivania.core.db.roles import PowerfulRole, refuse_powerful_roles

    try:
        refuse_powerful_roles()
    except PowerfulRole as error:
        raise Refusal(str(error)) from error
