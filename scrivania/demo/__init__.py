"""The demo's content: bodies, services, forms, citizens and applications, as data. See README.md."""
