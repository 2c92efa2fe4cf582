"""The SMTP side: a thread of the simulators' process, on loopback."""

import asyncio
import sys
from threading import Thread
from typing import cast

from aiosmtpd.smtp import SMTP, Envelope, Session

from scrivania import env
from scrivania.simulators import journal
from scrivania.simulators.faults import take

from . import box

HOST = "127.0.0.1"
SYSTEM = "mail"
REFUSE, BUSY, BREAK_OFF = "refuse", "busy", "break_off"
FAULTS = {
    REFUSE: "Destinatario sconosciuto (550)",
    BUSY: "Occupato, riprova più tardi (451)",
    BREAK_OFF: "Prende il messaggio, poi cade senza dirlo",
}
_MOST_BYTES = 40_000_000
_ANSWERS = {REFUSE: "550 5.1.1 no such mailbox", BUSY: "451 4.3.0 busy, try again later"}


class Sink:
    """What aiosmtpd calls for each mail. Signatures are aiosmtpd's."""

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        fault = take(SYSTEM, _ANSWERS)
        if fault is not None:
            return _ANSWERS[fault.name]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        for recipient in envelope.rcpt_tos:
            box.keep(recipient, content)
            journal.note(SYSTEM, "messaggio ricevuto", da=envelope.mail_from or "", a=recipient)
        if take(SYSTEM, {BREAK_OFF}) and server.transport is not None:
            cast("asyncio.Transport", server.transport).abort()
        return "250 kept"


def start() -> None:
    """Listen until the process ends. A port in use is said, and leaves the other systems running."""
    Thread(target=_run, name="smtp", daemon=True).start()


def port() -> int:
    return env.integer("SCRIVANIA_SMTP_PORT", 8025)


def _run() -> None:
    try:
        asyncio.run(_listen())
    except OSError as error:
        print(f"mail simulator: port {port()}: {error.strerror}", file=sys.stderr)  # noqa: T201


async def _listen() -> None:
    loop = asyncio.get_running_loop()
    # reuse_port: a process that takes over from an ageing one listens before that one has ended.
    server = await loop.create_server(
        lambda: SMTP(Sink(), data_size_limit=_MOST_BYTES, enable_SMTPUTF8=True),
        HOST,
        port(),
        reuse_port=True,
    )
    async with server:
        await server.serve_forever()
