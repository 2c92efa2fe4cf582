"""The outside systems played here. One more is one more line.

A system is a package with TITLE, `urls` (mounted at /<name>) and templates; it tells `journal.note` what it
received. PAGE, where it has one, is its page for people.
"""

SYSTEMS = {
    "idp": "scrivania.simulators.idp",
    "registry": "scrivania.simulators.registry",
    "mail": "scrivania.simulators.mail",
}
