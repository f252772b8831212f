"""The line per request: a path with line ends or quotes stays one path in one line, without what follows `?`."""

from urllib.parse import quote

from gunicorn.glogging import Logger


class Log(Logger):
    """Gunicorn's own, with the path as browsers send it."""

    def atoms(self, resp, req, environ, request_time):
        found = super().atoms(resp, req, environ, request_time)
        return found | {"U": quote(found["U"] or "", safe="/-._~")}

    def warning(self, msg, *args, **kwargs):
        """Such as of a request line that cannot be read, which gunicorn quotes."""
        super().warning(msg if args else _unasked(msg), *map(_unasked, args), **kwargs)

    def exception(self, msg, *args, **kwargs):
        """Such as of an answer that broke off, which gunicorn tells by its whole address."""
        super().exception(msg if args else _unasked(msg), *map(_unasked, args), **kwargs)


def _unasked(said):
    """An address or a sentence up to its question mark: what people search for stays out of the log."""
    return said.partition("?")[0] if isinstance(said, str) else said
