"""A link of the layout that leads nowhere is found at start."""

from django.test import Client
from pytest_django import Settings

from scrivania.ui.checks import check_layout_urls

from . import gallery


def test_complete_addresses_pass(sample_site: Client) -> None:
    assert check_layout_urls() == []


def test_missing_wrong_and_unknown_ones_are_named(sample_site: Client, settings: Settings) -> None:
    settings.LAYOUT_URLS = {**gallery.LAYOUT_URLS, "area": "nowhere", "extra": "home"}
    del settings.LAYOUT_URLS["services"]
    assert {(error.id, error.msg.split("'")[1]) for error in check_layout_urls()} == {
        ("ui.E001", "services"),
        ("ui.E002", "area"),
        ("ui.E003", "extra"),
    }
