"""POSTs that met an expired session or a stale page: kept two hours, given back only at the same address.

The addresses that take part belong to one citizen's draft, so only that citizen can open them: whoever else
signs in on the machine gets 404 there. Files wait in quarantine. A post is read with `peek` as often as its
page is asked for, and is over with `settle`, once what it held is saved or the person did without.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict

from scrivania.core import clock, crypto, files, ids
from scrivania.core.limits import Limit
from scrivania.core.models import ParkedPost, StoredFile
from scrivania.core.remote import client_address

_LIFETIME = timedelta(hours=2)
_MOST_BYTES = 30_000_000
_LIMIT = Limit("parked", most=30, seconds=3600)


@dataclass(frozen=True, slots=True)
class Parked:
    """What had been posted: fields, and files in quarantine by field name."""

    fields: QueryDict
    files: dict[str, list[StoredFile]]


def is_own_page(request: HttpRequest) -> bool:
    """Whether the POST came from a page of ours: nobody else may plant one."""
    return request.headers.get("Origin", "") == f"{request.scheme}://{request.get_host()}"


def keeps(request: HttpRequest) -> bool:
    """Whether the view asked for gives posts back (`guards.keeps_posts`)."""
    match = request.resolver_match
    return match is not None and getattr(match.func, "keeps_posts", False)


def park_and_sign_in(request: HttpRequest) -> HttpResponse:
    """Keep the POST and send the person to sign in; then they come back to the same address."""
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"signed_in": False}, status=401)
    target = f"{settings.LOGIN_URL}?{urlencode({'next': request.path, 'scaduta': '1'})}"
    return park(request, target)


def park_and_return(request: HttpRequest) -> HttpResponse:
    """Keep the POST and show its page again, with what it held."""
    return park(request, request.path)


def park(request: HttpRequest, target: str) -> HttpResponse:
    """Keep the POST for the address it came to, and go to `target` first."""
    response = HttpResponseRedirect(target, status=303)
    if not keeps(request) or not is_own_page(request) or not _within_limits(request):
        return response
    code = ids.access_code()
    body = {key: values for key, values in request.POST.lists() if key != "csrfmiddlewaretoken"}
    with transaction.atomic():
        post = ParkedPost(
            code_hash=ids.hashed(code),
            path=request.path[:500],
            body=b"",
            expires_at=clock.now() + _LIFETIME,
        )
        kept = {name: _quarantine(request, post, name) for name in request.FILES}
        post.body = crypto.encrypt(json.dumps({"fields": body, "files": kept}).encode())
        post.save()
    response.set_cookie(
        settings.PARKED_COOKIE_NAME,
        code,
        max_age=_LIFETIME,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _within_limits(request: HttpRequest) -> bool:
    if int(request.META.get("CONTENT_LENGTH") or 0) > _MOST_BYTES:
        return False
    return _LIMIT.take(client_address(request)) is not None


def _quarantine(request: HttpRequest, post: ParkedPost, name: str) -> list[str]:
    kept = []
    for upload in request.FILES.getlist(name):
        try:
            stored = files.store(
                upload,
                name=upload.name or "file",
                subject=post,
                max_size=_MOST_BYTES,
                state=StoredFile.State.QUARANTINED,
            )
        except files.FileRefused:
            continue  # the step will ask for the file again, saying why a kind or size isn't taken
        kept.append(str(stored.pk))
    return kept


def peek(request: HttpRequest) -> Parked | None:
    """What was parked at this address by this browser. Call it only for the draft's owner."""
    post = _waiting(request).first() if request.method == "GET" else None
    if post is None:
        return None
    content = json.loads(crypto.decrypt(post.body))
    fields = QueryDict(mutable=True)
    for key, values in content["fields"].items():
        fields.setlist(key, values)
    return Parked(fields, {name: _files(kept) for name, kept in content["files"].items()})


def settle(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """`response`, after which nothing parked at this address is shown any more."""
    if settings.PARKED_COOKIE_NAME in request.COOKIES and _waiting(request).update(taken_at=clock.now()):
        response.delete_cookie(settings.PARKED_COOKIE_NAME)
    return response


def _waiting(request: HttpRequest) -> QuerySet[ParkedPost]:
    code = request.COOKIES.get(settings.PARKED_COOKIE_NAME)
    if not code:
        return ParkedPost.objects.none()
    return ParkedPost.objects.filter(
        code_hash=ids.hashed(code), path=request.path, taken_at=None, expires_at__gt=clock.now()
    )


def _files(kept: list[str]) -> list[StoredFile]:
    found = StoredFile.objects.in_bulk([uuid.UUID(pk) for pk in kept])
    return list(found.values())
