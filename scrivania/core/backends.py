"""Django asks for a back end by name at login; ours never authenticates: the ways to sign in do."""

from django.contrib.auth.backends import BaseBackend


class SessionOnlyBackend(BaseBackend):
    """Marks a session opened by `core.signin.open_session`."""
