"""Several people at the same moment."""

import threading

from django.db import connection


def at_once(*acts) -> list:
    """What each of these gives, or what it raises, when all set off at the same moment."""
    start, found = threading.Barrier(len(acts)), [None] * len(acts)

    def work(at: int) -> None:
        start.wait()
        try:
            found[at] = acts[at]()
        except Exception as error:
            found[at] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[at]) for at in range(len(acts))]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return found
