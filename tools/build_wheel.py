"""Build the wheel from a copy of the checkout, where what belongs to the wheel alone never lies about."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scrivania.program import static_files

CHECKOUT = Path(__file__).resolve().parent.parent
PARTS = ("pyproject.toml", "LICENSE", "README.md")


def main(target: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for part in PARTS:
            shutil.copy(CHECKOUT / part, copy)
        shutil.copytree(
            CHECKOUT / "scrivania", copy / "scrivania", ignore=shutil.ignore_patterns("tests", "__pycache__")
        )
        static_files.build(copy / "scrivania" / static_files.PREBUILT.name)
        command = [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            f"--outdir={target}",
            str(copy),
        ]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
