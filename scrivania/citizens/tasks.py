"""The end of what is kept of sign-ins."""

from datetime import timedelta

from scrivania.citizens.models import SignInLog, SignInRequest
from scrivania.core import clock
from scrivania.core.jobs import periodic

# 24 months, whichever they are (DPCM 24 October 2014, art. 13 c. 2).
_REGISTER_KEPT = timedelta(days=731)


@periodic("citizens.forget_sign_ins", cron="41 2 * * *")
def forget_sign_ins() -> None:
    """Requests that can't be answered any more, and the register past its term; of every body."""
    now = clock.now()
    SignInRequest.unscoped.using("system").filter(expires_at__lt=now).delete()
    SignInLog.unscoped.using("system").filter(created_at__lt=now - _REGISTER_KEPT).delete()
