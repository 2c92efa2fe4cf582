"""SAML 2.0 as SPID wants it, without Django: service provider's side, and the tools a provider needs."""

from .assertion import VerifiedAssertion
from .authn_request import PendingRequest, authn_request
from .bindings import Outgoing, decode_post, decode_redirect, outgoing, verify_query
from .errors import SamlError
from .idp_metadata import identity_providers, signing_certificates
from .instants import format_instant, parse_instant
from .keys import SigningKey, expiry_warning, new_spid_key
from .logout import (
    LogoutRequest,
    LogoutSubject,
    logout_request,
    logout_response,
    read_logout,
    verify_logout_request,
    verify_logout_response,
)
from .metadata import add_signing_certificate, signed_metadata
from .names import (
    FORMAT_ENTITY,
    FORMAT_TRANSIENT,
    LEVELS,
    METHOD_BEARER,
    NAMESPACES,
    STATUS_SUCCESS,
    XML_LANG,
    Binding,
)
from .parties import AttributeSet, Contact, IdentityProvider, Organization, ServiceProvider
from .response import VerifiedIdentity, verify_response
from .signatures import sign, verified
from .xml import Element, add, find, find_all, new_id, parse_untrusted, root_element, serialize, text_of

__all__ = [
    "FORMAT_ENTITY",
    "FORMAT_TRANSIENT",
    "LEVELS",
    "METHOD_BEARER",
    "NAMESPACES",
    "STATUS_SUCCESS",
    "XML_LANG",
    "AttributeSet",
    "Binding",
    "Contact",
    "Element",
    "IdentityProvider",
    "LogoutRequest",
    "LogoutSubject",
    "Organization",
    "Outgoing",
    "PendingRequest",
    "SamlError",
    "ServiceProvider",
    "SigningKey",
    "VerifiedAssertion",
    "VerifiedIdentity",
    "add",
    "add_signing_certificate",
    "authn_request",
    "decode_post",
    "decode_redirect",
    "expiry_warning",
    "find",
    "find_all",
    "format_instant",
    "identity_providers",
    "logout_request",
    "logout_response",
    "new_id",
    "new_spid_key",
    "outgoing",
    "parse_instant",
    "parse_untrusted",
    "read_logout",
    "root_element",
    "serialize",
    "sign",
    "signed_metadata",
    "signing_certificates",
    "text_of",
    "verified",
    "verify_logout_request",
    "verify_logout_response",
    "verify_query",
    "verify_response",
]
