"""Everything that can go wrong in words a member can use.

CoreError
├── InvalidInput   what was typed can't be taken; says what would do
├── NotFound       it is not there, or it is not yours to see: the same answer
├── TryAgain       busy or out of reach for now; nothing was lost
└── Refused        understood, and not possible
"""


class CoreError(Exception):
    """A message for the person who acted, already in their language."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field  # the form field it belongs to, "" for the whole form


class InvalidInput(CoreError): ...


class NotFound(CoreError): ...


class TryAgain(CoreError): ...


class Refused(CoreError): ...


class UnscopedQuery(AssertionError):
    """Our bug: a statement that does not name whose rows it is about."""


class DatabaseFault(RuntimeError):
    """Our bug: the database refused a statement. Carries the kind of error, never a value."""
