class Refusal(Exception):
    """Why the program can't go on: one English sentence for the administrator, shown without traceback."""
