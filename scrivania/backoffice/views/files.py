"""Files of a case."""

import uuid

from django.http import Http404, HttpResponseBase

from scrivania.applications.actions import open_file
from scrivania.backoffice.views.common import StaffRequest
from scrivania.core import files, guards


@guards.staff_only
def file(request: StaffRequest, pk: uuid.UUID) -> HttpResponseBase:
    stored = open_file(request.actor, pk)
    if stored is None:
        raise Http404
    return files.download(stored)
