from django.urls import path

from . import logout_views, views

app_name = "spid"
urlpatterns = [
    path("metadata", views.metadata, name="metadata"),
    path("login", views.login, name="login"),
    path("acs", views.acs, name="acs"),
    path("slo", logout_views.slo, name="slo"),
    path("slo/fine", logout_views.finish, name="slo-finish"),
    path("esci", logout_views.sign_out, name="sign-out"),
    path("uscita", logout_views.signed_out, name="signed-out"),
]
