"""What the tests stand on: their own PostgreSQL cluster and databases. Not part of the wheel."""
