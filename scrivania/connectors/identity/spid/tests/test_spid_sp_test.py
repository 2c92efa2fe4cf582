"""The gate: all metadata and request checks of spid-sp-test, and its 111 responses."""

from pathlib import Path

import pytest

from scrivania.core import clock
from scrivania.saml import SigningKey, new_spid_key

from . import gate
from .conftest import make_body
from .site import free_port, serving

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "system"])


@pytest.fixture
def tool(tmp_path: Path, idp_key: SigningKey) -> Path:
    """The tester's folder, with its key and, below, the metadata that our site reads."""
    gate.write_tool_key(tmp_path, idp_key)
    (tmp_path / "providers").mkdir()
    (tmp_path / "providers" / "tool.xml").write_bytes(gate.tool_metadata(tmp_path))
    return tmp_path


@pytest.fixture
def body_url(empty_database) -> str:
    """A body on plain http, with a key made for its own address as avviso 29 wants."""

    base_url = f"http://localhost:{free_port()}"
    key = new_spid_key(
        entity_id=f"{base_url}/spid/metadata",
        organization="Comune Città Pìccola",
        ipa_code="c_h501",
        locality="Città Pìccola",
        now=clock.now(),
    )
    make_body("Città Pìccola", base_url, key)
    return base_url


def site(body_url: str, tool: Path, binding: str):
    return serving(
        "scrivania.wsgi:application",
        int(body_url.rpartition(":")[2]),
        tool / "site.log",
        SCRIVANIA_INSECURE_HTTP="1",
        SCRIVANIA_SPID_BINDING=binding,
        SCRIVANIA_SPID_IDP_METADATA=str(tool / "providers"),
    )


def test_every_check_passes(body_url: str, tool: Path) -> None:
    with site(body_url, tool, "REDIRECT"):
        outcome = gate.run_tool(tool, body_url)
    assert outcome.shortcomings() == []
    assert "Traceback" not in (tool / "site.log").read_text()


def test_requests_by_post_pass_too(body_url: str, tool: Path) -> None:
    """The responses are the same: only the request differs."""
    with site(body_url, tool, "POST"):
        outcome = gate.run_tool(tool, body_url, responses=False)
    assert outcome.failures == []
    assert outcome.passed["authnrequest_extra"] >= 51


def test_the_gate_is_red_when_the_tool_passes_falsely(body_url: str, tool: Path) -> None:
    with site(body_url, tool, "REDIRECT"):
        outcome = gate.run_tool(tool, body_url, login_path="/spid/nowhere")
    assert any("response" in shortcoming for shortcoming in outcome.shortcomings())
