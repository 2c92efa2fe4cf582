"""The invented papers that the demo's people attach."""

import json

import typst

from scrivania.documents.pdf.coverage import fonts

_PAPER = b"""
#let paper = json(bytes(sys.inputs.paper))
#set document(title: paper.title)
#set text(lang: "it", font: "Titillium Web", size: 12pt)
#set page(paper: "a4", margin: 25mm)
= #paper.title
#for line in paper.lines [#par[#line]]
"""


def sample_pdf(title: str, lines: list[str]) -> bytes:
    """A one-page PDF with a heading and a paragraph for each line."""
    pdf: bytes = typst.compile(
        _PAPER,
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"paper": json.dumps({"title": title, "lines": lines})},
    )
    return pdf
