"""What makes a child end when the program that started it is gone, even by SIGKILL."""

import ctypes
import os
import sys
from collections.abc import Callable
from signal import SIGTERM

PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec a child must not allocate.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def ends_with_parent(signal: int = SIGTERM) -> Callable[[], None]:
    """A `preexec_fn` by which the kernel signals the child at its parent's death (Linux only)."""
    parent = os.getpid()

    def in_child() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, signal)
            if os.getppid() != parent:
                os._exit(1)

    return in_child
