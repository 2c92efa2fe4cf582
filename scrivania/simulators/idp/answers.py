"""The answers a citizen can choose on the sign-in page, faults included."""

import base64
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import signing

from scrivania.saml import Element, SamlError, SigningKey, find, new_id, serialize

from .messages import Answer, Question, refusal, sign_response, success
from .people import attributes_of, people

REFUSALS = {
    25: "Annulla l’accesso",
    22: "Nega il consenso all’invio dei dati",
    19: "Sbaglia più volte le credenziali",
    20: "Usa credenziali di livello troppo basso",
    21: "Lascia scadere il tempo",
    23: "Usa un’identità sospesa o revocata",
    30: "Usa un’identità del tipo sbagliato",
    8: "Fai trovare al gestore una richiesta malformata",
}
FAULTS = {
    "expired": "Consegna una risposta scaduta",
    "tampered": "Altera la risposta dopo la firma",
    "stranger": "Firma con la chiave di un altro",
}
_STATE_SALT = "idp.state"
_STATE_S = 3600
_TOO_LOW = 20


@dataclass(frozen=True)
class Delivery:
    """A Response on its way: the form that carries it, and what the journal says of it."""

    url: str
    fields: dict[str, str]
    outcome: str


def seal(question: Question, relay_state: str) -> str:
    """The question, to travel in the sign-in page's form."""
    return signing.dumps({"relay_state": relay_state, **asdict(question)}, salt=_STATE_SALT)


def unseal(state: str) -> tuple[Question, str]:
    """The question and its relay state. Raises SamlError."""
    try:
        values = signing.loads(state, salt=_STATE_SALT, max_age=_STATE_S)
    except signing.BadSignature as error:
        raise SamlError("this sign-in page is too old") from error
    relay_state = values.pop("relay_state")
    return Question(**values), relay_state


def refuse(issuer: str, question: Question, relay_state: str, code: int, key: SigningKey) -> Delivery:
    response = sign_response(refusal(issuer, question, code, datetime.now(UTC)), key)
    return _delivery(question, relay_state, response, f"rifiuto nr{code:02d}")


def sign_in(
    issuer: str, question: Question, relay_state: str, fiscal_code: str, key: SigningKey, fault: str = ""
) -> Delivery:
    """As the citizen of this fiscal code; KeyError if there is none."""
    person = people()[fiscal_code]
    if person["level"] < question.level:
        return refuse(issuer, question, relay_state, _TOO_LOW, key)
    answer = Answer(
        level=question.level,
        attributes=attributes_of(person),
        # Only level 1 leaves a session at the provider.
        session_index=new_id() if question.level == 1 else None,
    )
    response = _FAULTY.get(fault, _sound)(issuer, question, answer, key)
    return _delivery(question, relay_state, response, FAULTS.get(fault, "accesso"))


def _sound(issuer: str, question: Question, answer: Answer, key: SigningKey) -> Element:
    return sign_response(success(issuer, question, answer, datetime.now(UTC)), key)


def _expired(issuer: str, question: Question, answer: Answer, key: SigningKey) -> Element:
    return sign_response(success(issuer, question, answer, datetime.now(UTC) - timedelta(hours=1)), key)


def _tampered(issuer: str, question: Question, answer: Answer, key: SigningKey) -> Element:
    response = _sound(issuer, question, answer, key)
    name_id = find(response, "saml:Assertion/saml:Subject/saml:NameID")
    if name_id is not None:
        name_id.text = new_id()
    return response


def _stranger(issuer: str, question: Question, answer: Answer, key: SigningKey) -> Element:
    stranger = SigningKey(rsa.generate_private_key(public_exponent=65537, key_size=2048), key.certificate)
    return _sound(issuer, question, answer, stranger)


_FAULTY: dict[str, Callable[[str, Question, Answer, SigningKey], Element]] = {
    "expired": _expired,
    "tampered": _tampered,
    "stranger": _stranger,
}


def _delivery(question: Question, relay_state: str, response: Element, outcome: str) -> Delivery:
    fields = {"SAMLResponse": base64.b64encode(serialize(response)).decode(), "RelayState": relay_state}
    return Delivery(question.acs_url, fields, outcome)
