"""The outside systems played here. One more is one more line.

A system is a package with TITLE, `urls` (mounted at /<name>) and templates; it tells `journal.note` what it
received.
"""

SYSTEMS = {
    "idp": "scrivania.simulators.idp",
}
