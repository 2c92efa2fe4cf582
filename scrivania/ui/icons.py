"""Names of the icons in the vendored sprite, so that a misspelt one fails instead of showing nothing."""

import re
from pathlib import Path

VENDOR = "ui/vendor/bootstrap-italia/2.18.3"
SPRITE = f"{VENDOR}/sprites.svg"

_source = Path(__file__).parent / "static" / SPRITE
NAMES = frozenset(re.findall(r'<symbol id="it-([a-z-]+)"', _source.read_text(encoding="utf-8")))
