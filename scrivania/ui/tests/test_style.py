"""The vendored style sheet: whole, ours, light, and enough for every template."""

import hashlib
import json
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

import scrivania
from scrivania.ui import icons, states

PACKAGE = Path(scrivania.__file__).parent
STATIC = PACKAGE / "ui/static/ui"
VENDOR = PACKAGE / "ui/static" / icons.VENDOR
CSS = (VENDOR / "bootstrap-italia.css").read_text(encoding="utf-8")
OWN_CSS = (STATIC / "css/scrivania.css").read_text(encoding="utf-8")
TEMPLATES = sorted(path for path in PACKAGE.rglob("templates/**/*.html") if "simulators" not in path.parts)


def _weight(*paths: Path) -> int:
    return sum(len(brotli.compress(path.read_bytes())) for path in paths)


def test_vendored_files_are_those_of_the_manifest() -> None:
    manifest = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    assert f"/{manifest['version']}" in str(VENDOR)
    assert f"--bootstrap-italia-version: '{manifest['version']}'" in CSS  # what the validator reads
    there = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    assert there == {"manifest.json", *manifest["sha256"]}
    for name, digest in manifest["sha256"].items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, name


def test_style_sheets_fetch_only_files_that_are_there() -> None:
    for folder, css in ((VENDOR, CSS), (STATIC / "css", OWN_CSS)):
        assert "sourceMappingURL" not in css
        assert "@import" not in css
        for url in re.findall(r"url\(\"?([^\")]+)", css):
            assert url.startswith("data:image/svg+xml") or (folder / url).is_file(), url


def test_only_the_three_faces_of_the_design_are_used() -> None:
    faces = set(re.findall(r'@font-face\{font-family:"([^"]+)"', CSS))
    assert faces == {"Titillium Web", "Lora", "Roboto Mono"}


def test_a_phones_first_page_stays_light() -> None:
    """Style, the three preloaded weights, icons and scripts: 160 kB less 30 kB for the page itself."""
    fonts = [
        VENDOR / f"fonts/Titillium_Web/titillium-web-v10-latin-ext_latin-{w}.woff2"
        for w in ("regular", "600", "700")
    ]
    styles = [VENDOR / "bootstrap-italia.css", STATIC / "css/scrivania.css", VENDOR / "sprites.svg"]
    assert _weight(*fonts, *styles, *(STATIC / "js").glob("*.js")) < 130_000


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_class_of_a_template_is_in_a_style_sheet(template: Path) -> None:
    """A class that the subset left out fails here and not in a citizen's eyes: see tools/ui-bundle."""
    source = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\0", template.read_text(encoding="utf-8"), flags=re.S)
    sheets = CSS + "".join(Path(path).read_text("utf-8") for path in _own_sheets())
    known = set(re.findall(r"\.(-?[a-zA-Z][\w-]*)", sheets))
    used = {name for value in re.findall(r'class="([^"]*)"', source) for name in value.split()}
    unknown = {name for name in used if "\0" not in name and name not in known}
    assert not unknown


def _own_sheets() -> list[str]:
    sheets = [path for path in PACKAGE.rglob("static/**/*.css") if "vendor" not in path.parts]
    return [str(path) for path in sheets]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_icon_and_static_file_of_a_template_exists(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert set(re.findall(r'\{% icon "([^"]+)"', source)) <= icons.NAMES
    for name in re.findall(r'\{% static "([^"]+)" %\}', source):
        assert finders.find(name) or name.endswith("-"), name  # "-": a weight is added


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tone", sorted({look.tone for look in states.LOOKS.values()}))
def test_states_are_readable(tone: str) -> None:
    tokens = dict(re.findall(r"--s-([a-z-]+): (#[0-9a-f]{6});", OWN_CSS))
    light, dark = sorted((_luminance(tokens[f"{tone}-bg"]), _luminance(tokens[f"{tone}-ink"])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 7
