"""The program itself: command line, embedded database, supervisor, demo. May import everything below it."""
