"""Addresses. Italian and stable; each area keeps its own."""

from django.urls import include, path

from scrivania.core import health

urlpatterns = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("spid/", include("scrivania.connectors.identity.spid.urls")),
    path("operatori/", include("scrivania.backoffice.urls")),
    path("", include("scrivania.portal.urls")),
]

handler400 = "scrivania.ui.views.bad_request"
handler404 = "scrivania.ui.views.not_found"
handler403 = "scrivania.ui.views.forbidden"
handler500 = "scrivania.ui.views.server_error"
