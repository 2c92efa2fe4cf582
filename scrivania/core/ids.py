"""Identifiers: UUIDs that sort by time, and codes that grant access."""

import hashlib
import os
import secrets
import time
import uuid

_RAND_A_BITS = 12
_RAND_B_BITS = 62


def uuid7() -> uuid.UUID:
    """A version 7 UUID (RFC 9562, 5.7): 48 bits of Unix milliseconds, then random bits."""
    millis = time.time_ns() // 1_000_000
    rand = int.from_bytes(os.urandom(10), "big")
    rand_a = rand >> (80 - _RAND_A_BITS)
    rand_b = rand & ((1 << _RAND_B_BITS) - 1)
    value = (millis & ((1 << 48) - 1)) << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b
    return uuid.UUID(int=value)


def access_code() -> str:
    """A code whose holder may see something: 128 random bits, to be stored only as `hashed`."""
    return secrets.token_urlsafe(16)


def hashed(code: str) -> str:
    """SHA-256 of an access code, hex. No salt: the codes are random and looked up by this value."""
    return hashlib.sha256(code.encode()).hexdigest()
