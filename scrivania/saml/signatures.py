"""XML signatures: made one way only, accepted in few."""

from copy import deepcopy

from cryptography import x509
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.signer import XMLSigner
from signxml.verifier import SignatureConfiguration, XMLVerifier

from .errors import SamlError
from .keys import SigningKey
from .names import NAMESPACES, qualified
from .xml import Element, find_all, strict_parser

_TRANSFORMS = [
    "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
    "http://www.w3.org/2001/10/xml-exc-c14n#",
]
_METHODS = frozenset(
    {
        SignatureMethod.RSA_SHA256,
        SignatureMethod.RSA_SHA384,
        SignatureMethod.RSA_SHA512,
        SignatureMethod.ECDSA_SHA256,
        SignatureMethod.ECDSA_SHA384,
        SignatureMethod.ECDSA_SHA512,
    }
)
_DIGESTS = frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512})


def sign(element: Element, key: SigningKey, *, position: int) -> Element:
    """A signed copy; the signature becomes child number `position`, where the schema wants it."""
    element = deepcopy(element)
    element.insert(
        position, etree.Element(qualified("ds:Signature"), {"Id": "placeholder"}, {"ds": NAMESPACES["ds"]})
    )
    signer = XMLSigner(
        signature_algorithm=SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    # The library writes its elements without prefix unless told; the SPID tools look for `ds:`.
    signer.namespaces = {"ds": NAMESPACES["ds"]}
    return signer.sign(
        element,
        key=key.private_key,
        cert=[key.certificate],
        reference_uri="#" + element.get("ID", ""),
        id_attribute="ID",
    )


def verified(element: Element, certificates: tuple[x509.Certificate, ...]) -> Element:
    """The signed copy of `element`: the only thing a caller may read from then on. Raises SamlError.

    The shape is checked before the mathematics, so that the verifier can't be led to sign-check one
    element while we read another (signature wrapping).
    """
    _check_shape(element)
    failure: Exception | None = None
    for certificate in certificates:
        try:
            return _verify_with(element, certificate)
        except Exception as error:  # hostile input makes the library raise anything; all of it is a refusal
            failure = error
    raise SamlError(f"signature of {_local(element)} not valid: {failure}") from failure


def _check_shape(element: Element) -> None:
    signatures = find_all(element, "ds:Signature")
    if len(signatures) != 1:
        raise SamlError(f"{_local(element)} has {len(signatures)} signatures instead of 1")
    references = find_all(signatures[0], "ds:SignedInfo/ds:Reference")
    own_id = element.get("ID")
    if not own_id or [reference.get("URI") for reference in references] != [f"#{own_id}"]:
        raise SamlError(f"the signature isn't of the {_local(element)} that holds it")
    if element.xpath("count(//*[@ID=$own])", own=own_id) != 1:
        raise SamlError("duplicate ID")
    transforms = [node.get("Algorithm") for node in find_all(references[0], "ds:Transforms/ds:Transform")]
    if transforms != _TRANSFORMS or len(find_all(signatures[0], ".//ds:Transform")) != len(_TRANSFORMS):
        raise SamlError("signature transform not allowed")


def _verify_with(element: Element, certificate: x509.Certificate) -> Element:
    result = XMLVerifier().verify(
        element,
        x509_cert=certificate,
        id_attribute="ID",
        expect_config=_expectation(certificate),
        parser=strict_parser(),
    )
    # A list only when several references are expected; one is.
    if isinstance(result, list) or result.signed_xml is None:
        raise SamlError("nothing signed")
    signed = result.signed_xml
    if signed.tag != element.tag or signed.get("ID") != element.get("ID"):
        raise SamlError("another element was signed")
    return signed


def _expectation(certificate: x509.Certificate) -> SignatureConfiguration:
    """Judged as of the certificate's first day: expiry is watched apart (`keys.expiry_warning`)."""
    return SignatureConfiguration(
        location="./",
        expect_references=1,
        signature_methods=_METHODS,
        digest_algorithms=_DIGESTS,
        verification_time=certificate.not_valid_before_utc,
    )


def _local(element: Element) -> str:
    return str(etree.QName(element).localname)
