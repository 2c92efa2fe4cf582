"""A client cannot choose the address that limits count it by."""

from typing import Any

import pytest
from django.test import RequestFactory

from scrivania.core.remote import client_address


@pytest.mark.parametrize(
    ("insecure", "forwarded", "expected"),
    [
        (True, "203.0.113.9", "10.0.0.1"),
        (False, "", "10.0.0.1"),
        (False, "203.0.113.9", "203.0.113.9"),
        (False, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
    ],
)
def test_only_the_proxy_is_believed(settings: Any, *, insecure: bool, forwarded: str, expected: str) -> None:
    settings.INSECURE_HTTP = insecure
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers=headers)
    assert client_address(request) == expected
