"""Why one file is not taken, in a sentence for whoever wanted to add it; and when it is no fault of the file."""

import errno

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class NotTaken(Exception):
    """This file cannot be taken; the message says why, and what to do instead."""


def is_for_room(error: Exception) -> bool:
    """Whether the disk is full."""
    return isinstance(error, OSError) and error.errno in NO_ROOM
