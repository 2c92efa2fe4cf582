"""Refusing to serve with a database role that row-level security does not bind."""

from django.db import connections

# Owners of a table pass its policies by, and so do who may become one of them and superusers.
_POWERS = """
SELECT current_user,
       rolsuper OR rolbypassrls,
       EXISTS (
           SELECT 1 FROM pg_class c
           WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
             AND pg_has_role(current_user, c.relowner, 'MEMBER')
       )
FROM pg_roles WHERE rolname = current_user
"""


class PowerfulRole(Exception):
    """The role may see past the policies; the message says which and why."""


def refuse_powerful_roles() -> None:
    """For programs that serve bodies. Raises PowerfulRole; leaves no connection open behind it."""
    for alias in ("default", "system"):
        connection = connections[alias]
        try:
            with connection.cursor() as cursor:
                cursor.execute(_POWERS)
                role, bypasses, owns = cursor.fetchone()
        finally:
            connection.close()
        if bypasses:
            raise PowerfulRole(f"The database role {role} bypasses row-level security: use another.")
        if owns:
            raise PowerfulRole(f"The database role {role} owns tables: web and worker need one that doesn't.")
