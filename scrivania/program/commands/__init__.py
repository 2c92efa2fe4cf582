"""One module a command: `configure(parser)`, `run(options)`, and DATA if it works on a data folder."""
