"""HTTP-POST and HTTP-Redirect: how a message travels in the browser of the citizen."""

import base64
import binascii
import zlib
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote_plus, urlencode

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from .errors import SamlError
from .instants import parse_instant
from .keys import SigningKey
from .names import Binding
from .signatures import sign
from .xml import MAX_BYTES, Element, serialize

_RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
_HASHES: dict[str, hashes.HashAlgorithm] = {
    _RSA_SHA256: hashes.SHA256(),
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384": hashes.SHA384(),
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512": hashes.SHA512(),
}
_AFTER_ISSUER = 1  # where the protocol's schema puts the signature


@dataclass(frozen=True)
class Outgoing:
    """A signed message ready to leave.

    With HTTP-Redirect `url` is all the browser needs and `fields` is empty; with HTTP-POST a form sends
    `fields` to `url`. `xml` is what the register of transactions keeps.
    """

    id: str
    issued_at: datetime
    xml: bytes
    url: str
    fields: dict[str, str]


def outgoing(
    message: Element, *, parameter: str, binding: Binding, location: str, relay_state: str, key: SigningKey
) -> Outgoing:
    """`message` must be unsigned; `parameter` is SAMLRequest or SAMLResponse."""
    fields: dict[str, str] = {}
    if binding is Binding.POST:
        xml = serialize(sign(message, key, position=_AFTER_ISSUER))
        fields = {parameter: base64.b64encode(xml).decode(), "RelayState": relay_state}
        url = location
    else:
        xml = serialize(message)
        url = f"{location}{'&' if '?' in location else '?'}{_signed_query(parameter, xml, relay_state, key)}"
    issued_at = parse_instant(message.get("IssueInstant"), check=14)
    return Outgoing(message.get("ID", ""), issued_at, xml, url, fields)


def decode_post(value: str) -> bytes:
    """The XML inside a form field."""
    if len(value) > 2 * MAX_BYTES:
        raise SamlError("message too large")
    try:
        # Some providers fold the base64 in lines; nothing else foreign is let through.
        return base64.b64decode("".join(value.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise SamlError("not base64") from error


def decode_redirect(value: str) -> bytes:
    """The XML inside a query parameter; a small text that inflates past the cap is refused unread."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        xml = inflater.decompress(decode_post(value), MAX_BYTES)
    except zlib.error as error:
        raise SamlError("not DEFLATE") from error
    if inflater.unconsumed_tail or not inflater.eof:
        raise SamlError("message too large or cut short")
    return xml


def verify_query(query: str, certificates: tuple[x509.Certificate, ...]) -> None:
    """Check the signature of a redirect; `query` is the raw string, since re-encoding it would change it."""
    raw = dict(part.partition("=")[::2] for part in query.split("&"))
    if len(raw) != query.count("&") + 1:
        raise SamlError("repeated query parameter")
    parameter = "SAMLRequest" if "SAMLRequest" in raw else "SAMLResponse"
    signed = "&".join(f"{name}={raw[name]}" for name in (parameter, "RelayState", "SigAlg") if name in raw)
    algorithm = _HASHES.get(unquote_plus(raw.get("SigAlg", "")))
    if algorithm is None:
        raise SamlError("no signature, or algorithm not allowed")
    signature = decode_post(unquote_plus(raw.get("Signature", "")))
    if not any(
        _signed_by(certificate, signature, signed.encode(), algorithm) for certificate in certificates
    ):
        raise SamlError("signature of the query not valid")


def _signed_query(parameter: str, xml: bytes, relay_state: str, key: SigningKey) -> str:
    deflater = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = base64.b64encode(deflater.compress(xml) + deflater.flush()).decode()
    query = urlencode({parameter: packed, "RelayState": relay_state, "SigAlg": _RSA_SHA256})
    signature = key.private_key.sign(query.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{query}&{urlencode({'Signature': base64.b64encode(signature).decode()})}"


def _signed_by(
    certificate: x509.Certificate, signature: bytes, content: bytes, algorithm: hashes.HashAlgorithm
) -> bool:
    public_key = certificate.public_key()
    if not isinstance(public_key, rsa.RSAPublicKey):
        return False
    try:
        public_key.verify(signature, content, padding.PKCS1v15(), algorithm)
    except InvalidSignature:
        return False
    return True
