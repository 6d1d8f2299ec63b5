"""Errors of the command line itself."""


class UsageError(Exception):
    """The command cannot be carried out as asked; the message is one line: what, where, what to do."""
