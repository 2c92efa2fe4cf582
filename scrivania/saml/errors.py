class SamlError(Exception):
    """A message refused.

    `check` is the number of the spid-sp-test response case that shows the fault (AgID's list), None for
    faults outside it. `error_code` is the nn of "ErrorCode nrnn" when the identity provider said no.
    """

    def __init__(self, reason: str, *, check: int | None = None, error_code: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.check = check
        self.error_code = error_code
