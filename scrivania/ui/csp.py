"""Content security policy of every page, for django-csp 4: settings set CONTENT_SECURITY_POLICY to `SITE`.

No nonce and no hash: there is no inline code at all. `data:` images are the small drawings inside Bootstrap
Italia's style sheet. A page that must post elsewhere (SAML's HTTP-POST binding) widens `form-action` alone,
with csp.decorators.csp_update.
"""

from typing import Final

from csp.constants import NONE, SELF

DIRECTIVES: Final[dict[str, list[str]]] = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "object-src": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "form-action": [SELF],
}

SITE: Final[dict[str, object]] = {"DIRECTIVES": DIRECTIVES}
