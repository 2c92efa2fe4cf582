"""A SPID identity provider with fictional citizens."""
