"""Secrets that open something once or for a while: made here, and kept only as their hash."""

import hashlib
import secrets


def made() -> str:
    """A new secret of 256 random bits, safe in a link."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """What the database keeps of a secret. Plain SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def new_id() -> str:
    """A name for a row that tells nothing and can't be guessed."""
    return secrets.token_hex(16)
