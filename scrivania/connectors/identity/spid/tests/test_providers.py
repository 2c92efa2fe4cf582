import os
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation

from scrivania.connectors.identity.spid.config import service_provider
from scrivania.connectors.identity.spid.connector import Connector
from scrivania.connectors.identity.spid.providers import providers_for, shuffled
from scrivania.core import clock
from scrivania.core.models import ConnectorSetting
from scrivania.core.tenancy import tenant_context
from scrivania.simulators.idp import metadata as simulator

from .conftest import IDP, IDP_BASE

pytestmark = pytest.mark.django_db


def write(path, base_url: str, key) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(simulator.metadata(base_url, key))


def test_a_body_s_own_folder_is_its_own(idp_folder, idp_key) -> None:
    write(idp_folder / "primo" / "own.xml", "https://own.example", idp_key)
    assert set(providers_for("primo")) == {IDP, "https://own.example/idp"}
    assert set(providers_for("secondo")) == {IDP}


def test_files_are_read_again_when_they_change(idp_folder, idp_key) -> None:
    assert set(providers_for("primo")) == {IDP}
    write(idp_folder / "simulator.xml", "https://moved.example", idp_key)
    os.utime(idp_folder / "simulator.xml", (1, 1))
    assert set(providers_for("primo")) == {"https://moved.example/idp"}
    (idp_folder / "simulator.xml").unlink()
    assert providers_for("primo") == {}
    shutil.rmtree(idp_folder)
    assert providers_for("primo") == {}


def test_a_bad_file_doesn_t_stop_the_others(idp_folder, caplog) -> None:
    (idp_folder / "bad.xml").write_bytes(b"<!DOCTYPE x><x/>")
    (idp_folder / "worse.xml").mkdir()
    assert set(providers_for("primo")) == {IDP}
    assert "bad.xml left out" in caplog.text


def test_the_list_has_no_fixed_order(idp_folder, idp_key) -> None:
    for number in range(8):
        write(idp_folder / f"{number}.xml", f"https://idp{number}.example", idp_key)
    orders = {tuple(idp.entity_id for idp in shuffled("primo")) for _ in range(20)}
    assert len(orders) > 1
    assert {len(order) for order in orders} == {9}


def test_choices_lead_to_the_provider(body, browser) -> None:
    with tenant_context(body.id):
        (choice,) = Connector().choices(body)
    assert choice.label == simulator.NAME
    assert browser.client.get(f"{choice.url}&next=/a", secure=True)["Location"].startswith(IDP_BASE)


def test_a_body_without_key_offers_nothing(body, browser) -> None:
    with tenant_context(body.id), translation.override("en"):
        ConnectorSetting.objects.all().delete()
        assert Connector().choices(body) == []
        assert Connector().check(body)[0] == "SPID: this body has no key."
    for path in ("/spid/metadata", "/spid/login", "/spid/slo"):
        assert browser.get(path).status_code == 404


def test_a_key_is_made_once_for_an_address(body) -> None:
    moved = replace(body, base_url="https://new.example")
    with tenant_context(body.id):
        before = service_provider(body).key.certificate
        Connector().provision(body, locality="Primo")
        assert service_provider(body).key.certificate == before
        Connector().provision(moved, locality="Primo")
        after = service_provider(moved)
    assert after.key.certificate != before
    assert after.entity_id == "https://new.example/spid/metadata"


@pytest.mark.parametrize(("years", "words"), [(0, []), (4, ["this body", simulator.NAME])])
def test_check_tells_of_certificates(body, years: int, words: list[str]) -> None:
    with (
        tenant_context(body.id),
        translation.override("en"),
        clock.frozen(clock.now() + timedelta(days=365 * years)),
    ):
        problems = Connector().check(replace(body, profile={"email": "spid@x.example", "phone": "+39 06 1"}))
    assert len(problems) == len(words)
    for problem, word in zip(problems, words, strict=True):
        assert word in problem
        assert "expired" in problem


def test_check_tells_what_the_metadata_misses(body, idp_folder) -> None:
    (idp_folder / "simulator.xml").unlink()
    bare = replace(body, ipa_code="", profile={})
    with tenant_context(body.id), translation.override("en"):
        problems = Connector().check(bare)
    assert [problem.split(":")[1][:20] for problem in problems] == [
        " IPA code, e-mail an",
        " no identity provide",
    ]
