import errno


def sentence(error: Exception) -> str | None:
    """What to tell the administrator of a failure of the machine's; None for one of the program's."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import OperationalError as DjangoOperationalError
    from psycopg import OperationalError

    if isinstance(error, ImproperlyConfigured):
        return str(error)
    if isinstance(error, OperationalError | DjangoOperationalError):
        return f"The database does not answer: {str(error).splitlines()[0]}"
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return f"No space left on the disk of {error.filename or 'the data folder'}."
    return None
