import base64
import zlib
from dataclasses import replace
from datetime import timedelta
from time import process_time
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography import x509
from cryptography.x509.oid import ObjectIdentifier

from scrivania.saml import (
    Binding,
    SamlError,
    SigningKey,
    authn_request,
    decode_post,
    decode_redirect,
    expiry_warning,
    find,
    find_all,
    identity_providers,
    new_spid_key,
    parse_untrusted,
    signed_metadata,
    text_of,
    verified,
    verify_query,
)
from scrivania.simulators.idp import metadata as simulator

from .conftest import NOW, make_key


def ask(body, idp, binding: Binding, *, level: int = 2):
    return authn_request(
        body, idp, level=level, attribute_set=0, binding=binding, relay_state="r3l4y", now=NOW
    )


def test_metadata_is_signed_and_always_the_same(body) -> None:
    document = signed_metadata(body)
    root = verified(parse_untrusted(document), (body.key.certificate,))
    assert root.get("entityID") == body.entity_id
    assert document == signed_metadata(body)


def test_organization_name_is_the_certificate_s(body) -> None:
    root = parse_untrusted(signed_metadata(body))
    subject = body.key.certificate.subject
    assert text_of(find(root, "md:Organization/md:OrganizationName")) == "Comune di Città Pìccola"
    assert (
        subject.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)[0].value == "Comune di Città Pìccola"
    )
    assert subject.get_attributes_for_oid(ObjectIdentifier("2.5.4.83"))[0].value == body.entity_id


@pytest.mark.parametrize(("level", "forced"), [(1, None), (2, "true"), (3, "true")])
def test_request_forces_sign_in_above_level_1(body, idp, level: int, forced: str | None) -> None:
    request = parse_untrusted(ask(body, idp, Binding.POST, level=level).xml)
    assert request.get("ForceAuthn") == forced
    assert text_of(find(request, ".//saml:AuthnContextClassRef")).endswith(str(level))


def test_post_carries_the_signature_inside(body, idp) -> None:
    message = ask(body, idp, Binding.POST)
    assert message.url == idp.sso[Binding.POST]
    request = verified(parse_untrusted(decode_post(message.fields["SAMLRequest"])), (body.key.certificate,))
    assert request.get("ID") == message.id
    assert message.issued_at == NOW


def test_redirect_carries_the_signature_beside(body, idp, strange_key) -> None:
    message = ask(body, idp, Binding.REDIRECT)
    query = urlsplit(message.url).query
    verify_query(query, (strange_key.certificate, body.key.certificate))
    values = parse_qs(query)
    assert values["RelayState"] == ["r3l4y"]
    request = parse_untrusted(decode_redirect(values["SAMLRequest"][0]))
    assert request.get("ID") == message.id
    assert not find_all(request, "ds:Signature")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("RelayState=r3l4y", "RelayState=other"),
        ("RelayState=r3l4y&", ""),
        ("&Signature=", "&Sign="),
        ("rsa-sha256", "rsa-sha1"),
        ("RelayState=r3l4y", "RelayState=r3l4y&RelayState=other"),
    ],
)
def test_a_changed_query_is_refused(body, idp, old: str, new: str) -> None:
    query = urlsplit(ask(body, idp, Binding.REDIRECT).url).query
    assert old in query
    with pytest.raises(SamlError):
        verify_query(query.replace(old, new), (body.key.certificate,))


def test_a_small_text_can_t_inflate_without_end() -> None:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    bomb = deflater.compress(b" " * 50_000_000) + deflater.flush()
    with pytest.raises(SamlError, match="too large"):
        decode_redirect(base64.b64encode(bomb).decode())


@pytest.mark.parametrize("binding", list(Binding))
def test_metadata_kept_and_request_cost_at_most_5_ms(body, idp, binding: Binding) -> None:
    def cost() -> float:
        begin = process_time()
        ask(body, idp, binding)
        return process_time() - begin

    assert min(cost() for _ in range(20)) <= 0.005


def test_a_provider_without_the_binding_is_told(body, idp) -> None:
    deaf = replace(idp, sso={Binding.POST: "https://idp.example/sso"})
    with pytest.raises(SamlError, match="doesn't offer"):
        ask(body, deaf, Binding.REDIRECT)


def test_reads_a_provider_s_metadata_alone_and_in_an_aggregate(idp_key) -> None:
    one = simulator.metadata("http://localhost:8001", idp_key)
    entity = one.partition(b"?>")[2]
    many = b'<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">' + entity * 2
    for document, count in ((one, 1), (many + b"</md:EntitiesDescriptor>", 2)):
        providers = identity_providers(document)
        assert len(providers) == count
        assert providers[0].entity_id == "http://localhost:8001/idp"
        assert providers[0].name == simulator.NAME
        assert providers[0].certificates == (idp_key.certificate,)
        assert providers[0].sso[Binding.REDIRECT] == "http://localhost:8001/idp/sso"


def test_a_service_provider_s_metadata_is_no_provider(body) -> None:
    with pytest.raises(SamlError, match="no identity provider"):
        identity_providers(signed_metadata(body))


def test_a_key_survives_its_pem(body_key: SigningKey, strange_key: SigningKey) -> None:
    again = SigningKey.from_pem(body_key.to_pem())
    assert again.certificate == body_key.certificate
    mixed = (
        body_key.to_pem().partition(b"-----BEGIN CERT")[0]
        + strange_key.to_pem().partition(b"-----BEGIN CERT")[2]
    )
    for bad in (b"", b"-----BEGIN", mixed):
        with pytest.raises(SamlError):
            SigningKey.from_pem(bad)


@pytest.mark.parametrize(
    ("left", "warning"), [(61, None), (60, 60), (31, 60), (30, 30), (7, 7), (1, 7), (0, 0), (-9, 0)]
)
def test_expiry_is_announced(body_key: SigningKey, left: int, warning: int | None) -> None:
    moment = body_key.certificate.not_valid_after_utc - timedelta(days=left)
    assert expiry_warning(body_key.certificate, moment) == warning


def test_a_long_name_still_makes_a_certificate() -> None:
    name = "Unione dei Comuni delle Terre di Mezzo, dei Colli e della Bassa Pianura Orientale"
    key = new_spid_key(entity_id="https://a.example", organization=name, ipa_code="x", locality="Y", now=NOW)
    assert key.certificate.subject.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)[0].value == name
    assert make_key().certificate.not_valid_after_utc > NOW
