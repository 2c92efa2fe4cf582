"""Make the fonts of the PDF from their npm packages, without what a PDF never uses.

    npm pack @expo-google-fonts/{titillium-web,roboto-mono,noto-sans,...}   (unpack each in FOLDER/<name>/)
    python tools/pdf_fonts.py FOLDER scrivania/documents/pdf/fonts

Hinting goes (a PDF is never drawn by it), and so do the rarer Han characters and the symbols nobody
types: whole they would weigh twenty times the rest. What is left out prints as the replacement mark.
"""

import sys
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]

FACES = {
    "titillium-web": ("400Regular", "600SemiBold", "700Bold"),
    "roboto-mono": ("400Regular",),
}
REGULAR = (
    "noto-sans",
    "noto-sans-arabic",
    "noto-sans-hebrew",
    "noto-sans-armenian",
    "noto-sans-georgian",
    "noto-sans-devanagari",
    "noto-sans-bengali",
    "noto-sans-gurmukhi",
    "noto-sans-gujarati",
    "noto-sans-tamil",
    "noto-sans-telugu",
    "noto-sans-malayalam",
    "noto-sans-sinhala",
    "noto-sans-thai",
    "noto-sans-ethiopic",
    "noto-sans-symbols",
    "noto-sans-symbols-2",
    "noto-sans-sc",
    "noto-emoji",
)


def common_han() -> set[int]:
    """The 3,755 everyday characters of GB 2312 (level 1), its punctuation and kana."""
    rows = [*range(0xA1, 0xA6), *range(0xB0, 0xD8)]
    pairs = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return {ord(text) for pair in pairs if (text := pair.decode("gb2312", errors="ignore"))}


KEPT = {
    "noto-sans-sc": common_han(),
    "noto-sans-symbols-2": {*range(0x2190, 0x2C00)},
}


def shrink(source: Path, target: Path, kept: set[int] | None) -> None:
    options = subset.Options(hinting=False, layout_features=["*"], notdef_outline=True, name_IDs=["*"])
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=kept or set(font.getBestCmap()))
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


def main(source: Path, target: Path) -> None:
    faces = FACES | dict.fromkeys(REGULAR, ("400Regular",))
    for package, styles in faces.items():
        for style in styles:
            (font,) = (source / package).rglob(f"{style}/*.ttf")
            shrink(font, target / font.name, KEPT.get(package))
        (licence,) = (source / package).rglob("LICENSE_FONT")
        (target / f"{package}.OFL.txt").write_bytes(licence.read_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
