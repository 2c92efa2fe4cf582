"""A site of sample pages that shows every component, for tests and for the eyes. Not part of the product."""

URLCONF = "scrivania.ui.tests.gallery.urls"
PAGES = ["/", "/desk", "/form", "/wrong", "/office", "/error/404", "/error/500"]
LAYOUT_URLS = {
    "home": "home", "services": "home", "sign_in": "home", "sign_out": "home", "area": "desk", "applications": "desk",
    "messages": "desk", "set_language": "home", "staff_home": "office", "staff_services": "office",
    "staff_account": "office",
}  # fmt: skip
