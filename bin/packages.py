"""The Debian packages the tests need, in one place: printed, checked, and installed when root asks.

Usage: packages.py print | packages.py require
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Each with a program, or a pattern of files, by which its presence is known.
PACKAGES = {
    "chromium": "chromium",
    "git": "git",
    "libatomic1": "/usr/lib/*/libatomic.so.1",  # the browser driver's own interpreter loads it
    "openssl": "openssl",
    "poppler-utils": "pdftotext",
    "postgresql-15": "/usr/lib/postgresql/15/bin/initdb",
    "xmlsec1": "xmlsec1",
}


def main(action: str) -> int:
    if action == "print":
        sys.stdout.write(" ".join(PACKAGES) + "\n")
        return 0
    absent = missing()
    if absent and os.geteuid() == 0:
        install(absent)
        absent = missing()
    if absent:
        sys.stderr.write(
            "scrivania: the tests need Debian packages that are missing; as root run: "
            f"apt-get install -y --no-install-recommends {' '.join(absent)}\n"
        )
    return 1 if absent else 0


def present(sign: str) -> bool:
    return shutil.which(sign) is not None or any(Path("/").glob(sign.lstrip("/")))


def missing() -> list[str]:
    return [name for name, sign in PACKAGES.items() if not present(sign)]


def install(names: list[str]) -> None:
    """Try; what is still missing afterwards is reported by the caller."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *names]):
        subprocess.run(
            ["/usr/bin/apt-get", *arguments], env=environment, stdout=sys.stderr, timeout=1200, check=False
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
