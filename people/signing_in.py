"""Signing in with a one-time code sent by e-mail: ten minutes, five tries, one browser.

Nothing here depends on who is asking until the right code is typed: the answer and the work are the same for every
address. Whether a code is sent at all is decided by the sweep that delivers it.
"""

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import compare_user_code
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from people.admitting import admit
from people.bouncing import clear_proven
from people.models import Notice
from people.notices import tell
from people.sessions import CLOCKS_DIFFER, begin_session

log = logging.getLogger(__name__)

MAIL = """Your code to sign in is:

{code}

Type it in the browser in which you asked for it. It works for ten minutes.

If you did not ask for it, you do not need to do anything. Do not give it to anybody."""


class Adapter(DefaultAccountAdapter):
    """How codes are sent, and where a person may be led after signing in."""

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        event = f"sign-in {secrets.token_hex(16)}"
        text = MAIL.format(code=context["code"])
        kind = Notice.Kind.SIGN_IN
        tell([], mailboxes=[email], kind=kind, event=event, subject="Your code to sign in", text=text)

    def add_message(self, *args, **kwargs) -> None:
        """The pages say what is to be said."""

    def is_safe_url(self, url: str | None) -> bool:
        return is_own_path(url)


class Attempt(LoginCodeVerificationProcess):
    """One browser's attempt to sign in as one address. It lives in the session and knows no person."""

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        get_adapter().send_mail("account/email/login_code", email, {"code": self.generate_code()})

    def is_valid(self) -> bool:
        """For ten minutes; no longer where the clock was set back meanwhile."""
        return super().is_valid() and time.time() >= self.state["at"] - CLOCKS_DIFFER

    @property
    def email(self) -> str:
        return self.state["email"]


def is_own_path(url: str | None) -> bool:
    """Whether a redirect stays on this host: a path from its root, and nothing else."""
    return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def may_ask(request: HttpRequest, email: str) -> bool:
    """Whether this address and this network may ask for another code now. Without a cache, the address is counted."""
    try:
        return ratelimit.consume(request, action="request_login_code", key=email)
    except Exception as error:
        log.warning("Limits counted without the cache: %s", type(error).__name__)
    since = timezone.now() - timedelta(minutes=5)
    return Notice.objects.filter(recipient=None, address=email, created_at__gt=since).count() < 3


@transaction.atomic
def send_code(request: HttpRequest, email: str) -> None:
    """Begin an attempt in this browser and have its code sent."""
    login = Login(email=email)
    login.state["stages"] = {"current": LoginByCodeStage.key}
    stage = LoginByCodeStage(LoginStageController(request, login), request, login)
    stage.state.update(Attempt.initial_state(user=None, email=email), initiated_by_user=True)
    attempt = Attempt(stage)
    attempt.send()
    attempt.persist()


def attempt_in(request: HttpRequest) -> Attempt | None:
    """The attempt that this browser is in, unless its time or its tries are over."""
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    return Attempt(stage).abort_if_invalid() if stage else None


def try_code(request: HttpRequest, typed: str, *, onwards: str) -> HttpResponse | None:
    """Sign in with the right code, under a new session key, and lead on. A wrong one costs a try.

    A code that may not be used by its address is as wrong as any other.
    """
    with _one_try_at_a_time(request):
        attempt = attempt_in(request)
        if attempt is None:
            return None
        user = admit(attempt.email) if compare_user_code(actual=typed, expected=attempt.code) else None
        if user is None:
            attempt.record_invalid_attempt()
            return None
        record_authentication(request, user, method="code", email=attempt.email)
        answer = perform_login(request, Login(user=user, redirect_url=onwards, email=attempt.email))
        begin_session(request)
        clear_proven(by=user)
        return answer


@contextmanager
def _one_try_at_a_time(request: HttpRequest) -> Iterator[None]:
    """Tries are counted in the session; hold its row, so that guesses sent at once are counted one by one."""
    with transaction.atomic():
        before = request.session.session_key
        list(Session.objects.select_for_update().filter(session_key=before))
        request.session._session_cache = request.session.load()
        yield
        request.session.save()
        if request.session.session_key == before:
            request.session.modified = False  # or the response would save this try's count over a later one's
