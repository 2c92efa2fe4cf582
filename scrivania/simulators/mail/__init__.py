"""A mail server that takes everything and sends nothing on."""

TITLE = "Posta elettronica"
PAGE = "/mail/"
