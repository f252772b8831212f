"""The line per request: a path that holds line ends or quotes stays one path in one line."""

from urllib.parse import quote

from gunicorn.glogging import Logger


class Log(Logger):
    """Gunicorn's own, with the path as browsers send it."""

    def atoms(self, resp, req, environ, request_time):
        found = super().atoms(resp, req, environ, request_time)
        return found | {"U": quote(found["U"] or "", safe="/-._~")}
