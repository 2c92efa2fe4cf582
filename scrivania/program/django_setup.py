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
