import pytest

from scrivania.saml import SamlError, identity_providers
from scrivania.simulators.idp import answers
from scrivania.simulators.idp.messages import Question
from scrivania.simulators.idp.metadata import write_metadata
from scrivania.simulators.idp.people import attributes_of, people
from scrivania.simulators.idp.service_providers import fetch_metadata

QUESTION = Question("_a", "http://localhost:8000/spid/metadata", "http://localhost:8000/spid/acs", 2)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SCRIVANIA_DATA", str(tmp_path))


def test_each_body_meets_the_provider_on_its_own_host(tmp_path) -> None:
    write_metadata(tmp_path, {"uno": "http://localhost:8001", "due": "http://127.0.0.1:8001"})
    found = {
        path.parent.name: identity_providers(path.read_bytes()) for path in tmp_path.glob("*/simulator.xml")
    }
    assert {slug: provider.entity_id for slug, (provider,) in found.items()} == {
        "uno": "http://localhost:8001/idp",
        "due": "http://127.0.0.1:8001/idp",
    }
    (one,), (two,) = found.values()
    assert one.certificates == two.certificates


@pytest.mark.parametrize(
    "issuer",
    [
        "http://example.com/spid/metadata",
        "file:///etc/passwd",
        "http://localhost.example/",
        "",
        "//localhost",
        "http://localhost:99999/",
        "http://[",
    ],
)
def test_only_this_machine_is_asked_for_metadata(issuer: str) -> None:
    with pytest.raises(SamlError):
        fetch_metadata(issuer)


def test_a_page_s_state_comes_back_whole_or_not_at_all() -> None:
    sealed = answers.seal(QUESTION, "relay")
    assert answers.unseal(sealed) == (QUESTION, "relay")
    with pytest.raises(SamlError):
        answers.unseal(sealed + "x")


def test_what_a_citizen_hasn_t_isn_t_sent() -> None:
    without = [person for person in people().values() if not person["email"]]
    assert without
    for person in without:
        assert "email" not in attributes_of(person)
        assert attributes_of(person)["fiscalNumber"] == f"TINIT-{person['fiscal_code']}"
