"""What the web server loads before it forks: nothing whose threads the children would miss."""

import subprocess
import sys

# Siegfried's Go runtime and V8 hang in a forked child; typst's thread pool is started at the first document.
SCRIPT = """
import sys
from django.urls import get_resolver
import scrivania.wsgi
_ = get_resolver().url_patterns
print(sorted({"pygfried", "py_mini_racer"} & set(sys.modules)))
"""


def test_no_runtime_with_threads_is_loaded_before_the_fork() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout.strip() == "[]"
