"""One installation of the program: its data folder, its secrets, and the environment of its processes."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.fernet import Fernet

from .database import Cluster
from .refusal import Refusal
from .secret_files import secret
from .static_files import static_folder

DEMO_MARK = "DEMO"
SETTINGS = "scrivania.settings"


@dataclass(frozen=True)
class Installation:
    data: Path

    @classmethod
    def from_environment(cls) -> "Installation":
        return cls(Path(os.environ.get("SCRIVANIA_DATA", "var")).resolve())

    @property
    def is_demo(self) -> bool:
        return (self.data / DEMO_MARK).exists()

    @property
    def embedded(self) -> bool:
        """Whether the database is ours to run: nobody named another."""
        return not {"DATABASE_URL", "DATABASE_URL_FILE"} & set(os.environ)

    @cached_property
    def cluster(self) -> Cluster:
        return Cluster(self.data)

    def create(self) -> None:
        try:
            self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Refusal(f"The data folder {self.data} can't be made: {error.strerror}.") from error
        if not os.access(self.data, os.R_OK | os.W_OK | os.X_OK):
            raise Refusal(
                f"The data folder {self.data} belongs to {self.data.owner()}: "
                "run as that account, or choose another folder."
            )

    def environment(self) -> dict[str, str]:
        """What the processes need beyond this one's own environment, which wins where it says something."""
        self._refuse_demo_settings()
        made: dict[str, str] = {
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "SCRIVANIA_DATA": str(self.data),
            "SCRIVANIA_STATIC": str(static_folder(self.data)),
        }
        if self.embedded:
            made |= self.cluster.urls().environment() | self._keys()
        return made | {name: value for name, value in os.environ.items() if value}

    def _keys(self) -> dict[str, str]:
        folder = self.data / "secrets"
        makers: dict[str, Callable[[], str]] = {
            "SECRET_KEY": lambda: secret(folder, "secret-key"),
            "SCRIVANIA_KEYS": lambda: secret(folder, "keys", lambda: Fernet.generate_key().decode()),
        }
        return {name: make() for name, make in makers.items() if f"{name}_FILE" not in os.environ}

    def _refuse_demo_settings(self) -> None:
        # Simulated citizens and identity providers must never be believed by a real installation.
        asked = {"SCRIVANIA_DEMO", "SCRIVANIA_SIMULATORS_URL"} & {
            name for name, value in os.environ.items() if value
        }
        if asked and not self.is_demo:
            raise Refusal(f"{', '.join(sorted(asked))}: only for a data folder made by `scrivania demo`.")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Held as long as the program runs here; freed by the kernel, however the program ends."""
        descriptor = os.open(self.data / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise Refusal(f"The program is already running on the data folder {self.data}.") from None
        try:
            yield
        finally:
            os.close(descriptor)

    @contextmanager
    def database(self) -> Iterator[None]:
        """The database up for one command: that of a running program, or started and stopped around it."""
        if not self.embedded or self.cluster.running():
            yield
            return
        with self.locked():
            self.cluster.start()
            try:
                yield
            finally:
                self.cluster.stop()
