"""A SPID identity provider with fictional citizens."""

TITLE = "Gestore di identità SPID"
