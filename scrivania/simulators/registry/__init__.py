"""A protocol registry: numbers documents per area (AOO) and year, and keeps what it received."""

TITLE = "Protocollo informatico"
PAGE = "/registry/"
