"""Roles, database and extensions: set at every start, so the next one completes a start killed halfway."""

from psycopg import Connection, sql
from psycopg.conninfo import make_conninfo

from .binaries import EXTENSIONS
from .urls import APP, OWNER, SYSTEM

POWERLESS = "NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION"


def set_roles(connection: Connection, passwords: dict[str, str]) -> None:
    """The three roles, none of which is a superuser or bypasses row-level security."""
    for role in (OWNER, APP, SYSTEM):
        if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
            connection.execute(sql.SQL("CREATE ROLE {}").format(sql.Identifier(role)))
        # Hashed on this side: a failing statement would print a clear password in the server's log.
        hashed = connection.pgconn.encrypt_password(passwords[role].encode(), role.encode(), b"scram-sha-256")
        connection.execute(
            sql.SQL(f"ALTER ROLE {{}} LOGIN {POWERLESS} PASSWORD {{}}").format(
                sql.Identifier(role), sql.Literal(hashed.decode())
            )
        )


def set_database(superuser_url: str, name: str, template: str = "template1") -> None:
    """A database of the owner's, that the other two roles may use and nobody else may enter."""
    database, owner = sql.Identifier(name), sql.Identifier(OWNER)
    with Connection.connect(superuser_url, autocommit=True) as connection:
        if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", name):
            source = sql.Identifier(template)
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(database, owner, source)
            )
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        for role in (APP, SYSTEM):
            connection.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, sql.Identifier(role))
            )
    inside = make_conninfo(superuser_url, dbname=name)
    with Connection.connect(inside, autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))


def _exists(connection: Connection, query: str, name: str) -> bool:
    return connection.execute(query.encode(), [name]).fetchone() is not None
