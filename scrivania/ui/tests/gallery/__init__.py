"""A site of sample pages that shows every component, for tests and for the eyes. Not part of the product."""

URLCONF = "scrivania.ui.tests.gallery.urls"
PAGES = ["/", "/desk", "/form", "/wrong", "/office", "/error/404", "/error/500"]
LAYOUT_URLS = {
    **dict.fromkeys(["home", "services", "sign_in", "sign_out", "set_language"], "home"),
    **dict.fromkeys(["area", "applications", "messages"], "desk"),
    **dict.fromkeys(["staff_home", "staff_services", "staff_account"], "office"),
}
