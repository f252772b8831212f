"""Whose request it is: the session and its person, in plain SQL, since nearly every page begins with these two."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone

from people.models import User
from people.rows import read
from people.standing import person

STORED = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's sessions in the database, but for how they are read."""

    def load(self) -> dict:
        """What is kept of the session; nothing, and its key forgotten, where there is none or it has ended."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        for (kept,) in read(STORED, [self.session_key, now]):
            return self.decode(kept)
        self._session_key = None
        return {}


class Backend(AuthenticationBackend):
    """allauth's way of signing in, but for how the person is read."""

    def get_user(self, user_id: int) -> User | None:
        """The person of a session, if they may still sign in."""
        found = person(user_id)
        return found if found and self.user_can_authenticate(found) else None
