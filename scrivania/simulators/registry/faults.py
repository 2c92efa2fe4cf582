"""What can go wrong at this registry, as it does at real ones."""

from urllib.parse import quote

from scrivania.simulators.faults import Fault

DOWN = "down"
KO_UNAVAILABLE = "ko_unavailable"
KO_REFUSED = "ko_refused"
LATE_COMMIT = "late_commit"
TIMEOUT_AFTER_COMMIT = "timeout_after_commit"
BAD_GATEWAY = "bad_gateway"
DUPLICATE = "duplicate"
SLOW = "slow"

# Label, and for how long a call hangs where it does: longer than any caller waits, but for "slow".
FAULTS = {
    DOWN: ("Fermo: pagina HTML 503, nulla protocollato", 0.0),
    KO_UNAVAILABLE: ("KO dentro un 200: riprova più tardi, nulla protocollato", 0.0),
    KO_REFUSED: ("KO dentro un 200: rifiutato, nulla protocollato", 0.0),
    TIMEOUT_AFTER_COMMIT: ("Protocolla, poi non risponde", 40.0),
    LATE_COMMIT: ("Protocolla tardi, quando chi chiama ha già rinunciato", 40.0),
    BAD_GATEWAY: ("Protocolla, poi risponde una pagina HTML 502", 0.0),
    DUPLICATE: ("La richiesta arriva due volte: la seconda è rifiutata", 0.0),
    SLOW: ("Lento, ma risponde", 4.0),
}
# Those that meet a look-up too, not only a registration.
READING = {DOWN, SLOW}


def from_form(name: str, times: str, seconds: str) -> Fault | None:
    """Raises KeyError or ValueError for what the page doesn't offer; None takes the fault away."""
    if not name:
        return None
    return Fault(name, int(times or 1), float(seconds) if seconds else FAULTS[name][1])


def system(aoo: str) -> str:
    return f"registry/{quote(aoo)}"
