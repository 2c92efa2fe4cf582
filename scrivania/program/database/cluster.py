import hashlib
import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from ..account import Account, own_folder
from ..refusal import Refusal
from ..secret_files import secret
from . import binaries as available
from . import roles, server
from .initdb import SPACE_TO_RUN, SUPERUSER, initialise, require_space
from .reach import within_reach
from .urls import APP, OWNER, SYSTEM, DatabaseUrls, socket_url

# A unix socket's address holds 103 bytes on macOS and 107 on Linux, file name included.
LONGEST_SOCKET_FOLDER = 80


class Cluster:
    """One PostgreSQL cluster in `<data>/postgresql`, reached only through a unix socket.

    Durability is PostgreSQL's default: nothing here touches fsync, synchronous_commit, full_page_writes.
    """

    SETTINGS: ClassVar[dict[str, str]] = {
        "listen_addresses": "",
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_checkpoints": "off",
        "jit": "off",
        "random_page_cost": "1.1",
    }

    def __init__(
        self, data: Path, *, account: Account | None = None, binaries: available.Binaries | None = None
    ) -> None:
        self.data = data
        self.folder = data / "postgresql"
        self.account = account
        self.log = data / "log/postgresql.log"
        self.binaries = within_reach(binaries or available.choose(self.folder), account)

    @property
    def socket(self) -> Path:
        near = self.data / "socket"
        if len(str(near)) <= LONGEST_SOCKET_FOLDER:
            return near
        name = hashlib.sha256(str(self.data).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"scrivania-{name}"

    @property
    def superuser_url(self) -> str:
        return socket_url(SUPERUSER, self._password("superuser"), self.socket, "postgres")

    def urls(self, database: str = "scrivania") -> DatabaseUrls:
        app, owner, system = (
            socket_url(role, self._password(role), self.socket, database) for role in (APP, OWNER, SYSTEM)
        )
        return DatabaseUrls(app=app, owner=owner, system=system)

    def start(self, in_child: Callable[[], None] | None = None) -> subprocess.Popen[bytes]:
        """Start the server, making the cluster when there is none; returns when it answers.

        The caller holds the lock of the data folder, so a server running here is an orphan and is ended.
        `in_child` runs in the server's process just before it begins. Raises Refusal with its reason.
        """
        for folder in (self.data, self.log.parent, self.socket):
            own_folder(folder, self.account)
        self._refuse_foreign_socket_folder()
        if not (self.folder / "PG_VERSION").exists():
            initialise(self.folder, self.binaries, self._password("superuser"), self.account)
        require_space(self.data, SPACE_TO_RUN)
        server.end(self.folder)
        server.clear_foreign_pid_file(self.folder)
        process = self._launch(in_child)
        roles.set_database(self.superuser_url, "scrivania")
        return process

    def running(self) -> bool:
        return server.main_process(self.folder) is not None

    def stop(self) -> None:
        server.end(self.folder)

    def _launch(self, in_child: Callable[[], None] | None) -> subprocess.Popen[bytes]:
        log_start = server.rotate(self.log)
        settings = self.SETTINGS | {"unix_socket_directories": str(self.socket)}
        process = server.launch(self.binaries, self.folder, settings, self.log, self.account, in_child)
        with server.wait_until_ready(process, self.superuser_url, self.log, log_start) as connection:
            roles.set_roles(connection, {role: self._password(role) for role in (OWNER, APP, SYSTEM)})
        return process

    def _password(self, role: str) -> str:
        return secret(self.data / "secrets", f"database-{role.removeprefix('scrivania_')}")

    def _refuse_foreign_socket_folder(self) -> None:
        # In a shared temporary folder somebody else could have made it first, to receive the passwords.
        status = self.socket.stat()
        if status.st_uid != (self.account.uid if self.account else os.geteuid()) or status.st_mode & 0o077:
            raise Refusal(f"The folder {self.socket} is open to other users: remove it and start again.")
