"""Encryption at rest with the keys of SCRIVANIA_KEYS: the first encrypts, all decrypt."""

from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

__all__ = ["InvalidToken", "decrypt", "encrypt"]


@cache
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(data: bytes) -> bytes:
    return _fernet(tuple(settings.SCRIVANIA_KEYS)).encrypt(data)


def decrypt(token: bytes | memoryview) -> bytes:
    """Raises InvalidToken when no key of SCRIVANIA_KEYS made `token`."""
    return _fernet(tuple(settings.SCRIVANIA_KEYS)).decrypt(bytes(token))
