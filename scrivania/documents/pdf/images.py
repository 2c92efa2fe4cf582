"""Pictures for the templates, all as SVG text: what the renderer is given must be text."""

from base64 import b64encode

import segno

_PNG = b"\x89PNG\r\n\x1a\n"


def qr(url: str) -> str:
    """A QR code of the address, error correction M, with a narrow margin: the page around it is white."""
    return str(segno.make(url, error="m", micro=False).svg_inline(border=1))


def logo(image: bytes) -> str:
    """The logo of a body, SVG or PNG, as SVG; empty stays empty."""
    if not image.startswith(_PNG):
        return image.decode(errors="replace")
    width, height = int.from_bytes(image[16:20]), int.from_bytes(image[20:24])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/png;base64,{b64encode(image).decode()}"/>'
        "</svg>"
    )
