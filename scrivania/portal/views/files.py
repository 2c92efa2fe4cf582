"""Files of the citizen's own drafts and applications."""

import uuid

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from scrivania.applications.queries import file_of
from scrivania.core.files import download
from scrivania.core.guards import citizen_only
from scrivania.portal.requests import PortalRequest


@citizen_only
@require_safe
def file(request: PortalRequest, pk: uuid.UUID) -> FileResponse:
    found = file_of(request.actor.person, pk)
    if found is None:
        raise Http404
    return download(found)
