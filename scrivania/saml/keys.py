"""The signing key of a body and its certificate, as avviso SPID 29 wants them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID, ObjectIdentifier

from .errors import SamlError

_URI = ObjectIdentifier("2.5.4.83")
_ORGANIZATION_IDENTIFIER = ObjectIdentifier("2.5.4.97")
_POLICIES = {"1.3.76.16": "AgIDroot", "1.3.76.16.6": "agIDcert", "1.3.76.16.4.2.1": "cert_SP_Pub"}
_VALIDITY = timedelta(days=3 * 365)
_COMMON_NAME_LIMIT = 64  # X.520 upper bound

EXPIRY_WARNINGS = (7, 30, 60)


@dataclass(frozen=True, eq=False)
class SigningKey:
    """Kept loaded: reading the PEM costs some 100 ms, signing 2."""

    private_key: rsa.RSAPrivateKey
    certificate: x509.Certificate

    @classmethod
    def from_pem(cls, pem: bytes) -> "SigningKey":
        """Private key and certificate in one PEM text, as `to_pem` writes it."""
        try:
            private_key = serialization.load_pem_private_key(pem, password=None)
            certificate = x509.load_pem_x509_certificate(pem)
        except ValueError as error:
            raise SamlError("not a key with its certificate") from error
        if (
            not isinstance(private_key, rsa.RSAPrivateKey)
            or private_key.public_key() != certificate.public_key()
        ):
            raise SamlError("the certificate isn't of this RSA key")
        return cls(private_key, certificate)

    def to_pem(self) -> bytes:
        key = self.private_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return key + self.certificate.public_bytes(serialization.Encoding.PEM)


def new_spid_key(
    *, entity_id: str, organization: str, ipa_code: str, locality: str, now: datetime
) -> SigningKey:
    """RSA 3072 with the self-signed certificate of a public service provider, valid three years."""
    private_key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    name = _subject(entity_id, organization, ipa_code, locality)
    public_key = private_key.public_key()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + _VALIDITY)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=False)
        .add_extension(_signature_only(), critical=True)
        .add_extension(_policies(), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .sign(private_key, hashes.SHA256())
    )
    return SigningKey(private_key, certificate)


def expiry_warning(certificate: x509.Certificate, now: datetime) -> int | None:
    """The tightest of EXPIRY_WARNINGS (days) reached, 0 once expired, None while there is time.

    An expired certificate warns and goes on: trust comes from the signed registry that lists it, and an
    identity provider late with its renewal must not lock citizens out.
    """
    left = certificate.not_valid_after_utc - now
    if left <= timedelta(0):
        return 0
    return next((days for days in EXPIRY_WARNINGS if left <= timedelta(days=days)), None)


def _subject(entity_id: str, organization: str, ipa_code: str, locality: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
            x509.NameAttribute(NameOID.COMMON_NAME, organization[:_COMMON_NAME_LIMIT]),
            x509.NameAttribute(_URI, entity_id),
            x509.NameAttribute(_ORGANIZATION_IDENTIFIER, f"PA:IT-{ipa_code}"),
            x509.NameAttribute(NameOID.COUNTRY_NAME, "IT"),
            x509.NameAttribute(NameOID.LOCALITY_NAME, locality),
        ]
    )


def _signature_only() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _policies() -> x509.CertificatePolicies:
    return x509.CertificatePolicies(
        [
            x509.PolicyInformation(ObjectIdentifier(oid), [x509.UserNotice(None, text)])
            for oid, text in _POLICIES.items()
        ]
    )
