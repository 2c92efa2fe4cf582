"""What stops a citizen halfway, said in words, with nothing lost."""

import functools
import logging
from collections.abc import Callable
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from scrivania.applications.actions import LevelTooLow
from scrivania.core import parked
from scrivania.formio import EngineBusy, FormBroken
from scrivania.portal.requests import PortalRequest
from scrivania.ui.views import error_page

logger = logging.getLogger(__name__)
_P = ParamSpec("_P")
_RETRY_AFTER_S = 10


def told(
    view: Callable[Concatenate[PortalRequest, _P], HttpResponse],
) -> Callable[Concatenate[PortalRequest, _P], HttpResponse]:
    """A view whose form may break, whose engine may be busy, or that wants a stronger identity."""

    @functools.wraps(view)
    def told_view(request: PortalRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except LevelTooLow as error:
            return stronger_identity(request, error.needed)
        except EngineBusy:
            return error_page(request, 503, retry_after_s=_RETRY_AFTER_S)
        except FormBroken as error:
            logger.error("%s", error)
            return render(request, "portal/form_broken.html", status=503)

    return told_view


def stronger_identity(request: PortalRequest, needed: int) -> HttpResponse:
    """To sign in again with a stronger identity and come back here; what was posted waits."""
    target = f"{settings.LOGIN_URL}?{urlencode({'next': request.path, 'livello': needed})}"
    if request.method == "POST":
        return parked.park(request, target)
    return HttpResponseRedirect(target, status=303)
