"""Makes the virtual environment beside the checkout and prints its Python.

Usage: environment.py LOCK [FOLDER]. Fast when the environment already holds what the lock file asks for.
"""

import fcntl
import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

CHECKOUT = Path(__file__).resolve().parent.parent
NO_NETWORK = ("NewConnectionError", "name resolution", "Max retries", "ConnectTimeout", "ReadTimeout")


def main(lock_name: str, folder_name: str = ".venv") -> None:
    folder = CHECKOUT / folder_name
    with (CHECKOUT / lock_name).open("rb") as lock:
        # One at a time: two first starts at once would install over each other.
        fcntl.flock(lock, fcntl.LOCK_EX)
        stamp = f"{lock_name} {hashlib.sha256(lock.read()).hexdigest()}"
        if not works(folder) or stamp not in stamps(folder).splitlines():
            install(folder, CHECKOUT / lock_name)
            written = stamps(folder)
            (folder / ".installed").write_text(f"{written}{stamp}\n")
    sys.stdout.write(f"{folder}/bin/python\n")


def stamps(folder: Path) -> str:
    file = folder / ".installed"
    return file.read_text() if file.exists() else ""


def works(folder: Path) -> bool:
    """Whether the environment's Python runs: it is a link to the one that made it, which may be gone."""
    try:
        return subprocess.run([folder / "bin/python", "-c", ""], timeout=60, check=False).returncode == 0
    except OSError:
        return False


def install(folder: Path, lock: Path) -> None:
    say(f"installing {lock.name} into {folder} ...")
    if not works(folder):
        make(folder)
    # Wheels only, but for one tool of the tests that is published as source alone.
    formats = ["--only-binary", ":all:", "--no-binary", "spid-sp-test"]
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes", *formats]
    run([f"{folder}/bin/python", "-m", "pip", "install", *options, "-r", str(lock)])
    for packages in folder.glob("lib/python*/site-packages"):
        (packages / "checkout.pth").write_text(f"{CHECKOUT}\n")


def make(folder: Path) -> None:
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        stop("Python's venv module is missing: on Debian, install the package python3-venv.")
    run([sys.executable, "-m", "venv", "--clear", str(folder)])


def run(command: list[str]) -> None:
    ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if ran.returncode:
        stop(reason(ran.stdout))


def reason(output: str) -> str:
    """One sentence for what venv or pip said in many."""
    python = sys.version.split()[0]
    lines = [line.strip() for line in output.splitlines() if line.strip()] or ["no reason given"]
    cause = next((line for line in reversed(lines) if "ERROR:" in line), lines[-1])
    if "No space left on device" in output:
        return f"There is not enough disk space in {CHECKOUT} to install the program (about 300 MB)."
    if "Permission denied" in output:
        return f"This user may not write in {CHECKOUT}, where the program installs its libraries."
    if any(sign in output for sign in NO_NETWORK):
        return "The first installation downloads its libraries, and the network does not answer."
    if "No matching distribution" in output:
        return f"A library has no package for Python {python} on this machine: {cause}"
    return f"The libraries can't be installed: {cause}"


def say(text: str) -> None:
    sys.stderr.write(f"scrivania: {text}\n")
    sys.stderr.flush()


def stop(text: str) -> NoReturn:
    say(text)
    sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
