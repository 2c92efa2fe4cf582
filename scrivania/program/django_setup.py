import os

from .installation import Installation
from .refusal import Refusal


def set_up(installation: Installation) -> None:
    """Load the settings and the applications; what the settings miss is said in one sentence."""
    os.environ.update(installation.environment())
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise Refusal(str(error)) from error


def require_bound_roles() -> None:
    """Refuse to serve bodies with a database role that their row-level policies don't bind."""
    from django.db import OperationalError

    from scrivania.core.db.roles import PowerfulRole, refuse_powerful_roles

    try:
        refuse_powerful_roles()
    except PowerfulRole as error:
        raise Refusal(str(error)) from error
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise Refusal(f"The database can't be used: {reason}") from error
