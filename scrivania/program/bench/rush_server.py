"""The program's own web server, each of whose processes notes how long its engines' queue gets.

`python -m scrivania.program.bench.rush_server PORT FOLDER`: apart from `rush`, which loads models.
"""

import os
import sys
import threading
import time
from pathlib import Path

from scrivania.program.http_server import HttpServer, addresses


def serve(port: int, folder: Path) -> None:
    HttpServer(
        "scrivania.wsgi:application",
        addresses("localhost", port),
        workers=2,
        threads=8,
        in_worker=lambda: threading.Thread(target=_watch, args=(folder,), daemon=True).start(),
    ).run()


def _watch(folder: Path) -> None:
    from scrivania.formio import shared_pool

    longest = 0
    note = folder / str(os.getpid())
    note.write_text("0")
    while True:
        if shared_pool().waiting > longest:
            longest = shared_pool().waiting
            note.write_text(str(longest))
        time.sleep(0.005)


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
