"""Errors that a planner can act on: each says what was found, what is accepted, and what to do."""


class InputError(ValueError):
    """Input that cannot be used, in one clear sentence (exit status 2 on the command line)."""


class UnknownLayoutError(InputError):
    """A table whose columns say nothing here; a mapping of its columns makes it readable."""


class StoreBusyError(RuntimeError):
    """Too many others wrote at the same time; nothing was lost and the same call may be made again."""
