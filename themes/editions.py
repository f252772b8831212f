"""Which space stored vectors belong to."""

from language import known_problems, vectors

UNREADABLE = b""  # kept in place of a vector, so that a text that cannot be read is not tried for ever


def space() -> str:
    """The name of the space that vectors made today belong to. A new model or library is a new space."""
    return f"{vectors.MODEL} {known_problems.edition()}"
