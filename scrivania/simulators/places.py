"""Where the simulators keep things: `simulators/` in the data folder of the installation."""

import os
import secrets
from pathlib import Path

from scrivania import env


def folder() -> Path:
    path = Path(env.text("SCRIVANIA_DATA", "var")) / "simulators"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def keep_once(path: Path, content: bytes) -> bytes:
    """Content of `path`, made of `content` if it isn't there. Of two that start together one wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_bytes()


def signing_secret() -> str:
    path = folder() / "secret"
    if path.exists():
        return path.read_text()
    return keep_once(path, secrets.token_urlsafe(40).encode()).decode()
