from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

OWNER, APP, SYSTEM = "scrivania_owner", "scrivania_app", "scrivania_system"


@dataclass(frozen=True)
class DatabaseUrls:
    """How each role reaches one database."""

    app: str
    owner: str
    system: str

    def environment(self) -> dict[str, str]:
        return {
            "DATABASE_URL": self.app,
            "DATABASE_OWNER_URL": self.owner,
            "DATABASE_SYSTEM_URL": self.system,
        }


def socket_url(role: str, password: str, socket: Path, database: str) -> str:
    """A libpq address through a unix socket's folder; the password is URL-safe by construction."""
    return f"postgresql://{role}:{quote(password)}@/{database}?{urlencode({'host': str(socket)})}"
