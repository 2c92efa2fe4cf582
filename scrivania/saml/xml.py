"""XML read as hostile and written plainly."""

import secrets

from lxml import etree

from .errors import SamlError
from .names import NAMESPACES, qualified

Element = etree._Element

# The largest real response seen is under 20 kB; the cap bounds the work a stranger can cause.
MAX_BYTES = 256 * 1024


def strict_parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
    )


def parse_untrusted(document: bytes) -> Element:
    """The root element; no DTD, no entity, no processing instruction. Raises SamlError.

    Comments vanish while parsing, so that text they split is read whole: what is compared is what was signed.
    """
    if len(document) > MAX_BYTES:
        raise SamlError("message too large")
    try:
        root = etree.fromstring(document, strict_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SamlError(f"not XML: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None or b"<!ENTITY" in document:
        raise SamlError("document type not allowed")
    if root.xpath("count(//processing-instruction())") or root.getprevious() is not None:
        raise SamlError("processing instruction not allowed")
    return root


def new_id() -> str:
    """160 random bits; an XML ID can't begin with a digit."""
    return "_" + secrets.token_hex(20)


def root_element(name: str, prefixes: tuple[str, ...], **attributes: str) -> Element:
    return etree.Element(qualified(name), attributes, {prefix: NAMESPACES[prefix] for prefix in prefixes})


def add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    child = etree.SubElement(parent, qualified(name), attributes)
    child.text = text
    return child


def find(element: Element, path: str) -> Element | None:
    return element.find(path, NAMESPACES)


def find_all(element: Element, path: str) -> list[Element]:
    return element.findall(path, NAMESPACES)


def text_of(element: Element | None) -> str:
    return "" if element is None else "".join(str(part) for part in element.itertext()).strip()


def serialize(element: Element) -> bytes:
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True)
