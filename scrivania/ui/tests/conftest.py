from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import translation
from lxml import html
from pytest_django import Settings

from scrivania.ui import parts
from scrivania.ui.templatetags.ui import icon

from . import gallery

Open = Callable[[str], html.HtmlElement]


@pytest.fixture(autouse=True)
def _italian() -> Iterator[None]:
    """Requests of the test client leave their language behind."""
    with translation.override("it"):
        yield


@pytest.fixture
def sample_site(settings: Settings) -> Iterator[Client]:
    """A client of the sample site: no body, no session, no database."""
    settings.ROOT_URLCONF = gallery.URLCONF
    settings.LAYOUT_URLS = gallery.LAYOUT_URLS
    settings.MIDDLEWARE = [
        "csp.middleware.CSPMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ]
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    _forget_addresses()
    yield Client(headers={"accept-language": "it"})
    _forget_addresses()


def _forget_addresses() -> None:
    """Of static files, which the rest of the suite has hashed."""
    parts.forget()
    icon.cache_clear()


@pytest.fixture
def open_page(sample_site: Client) -> Open:
    return lambda path: html.fromstring(sample_site.get(path).content)
