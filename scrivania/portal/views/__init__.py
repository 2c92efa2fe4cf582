"""Pages by area. No rule of the procedure is decided here: actions and queries of lower packages decide."""
