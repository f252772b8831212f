"""Steps of signing in, as a browser takes them."""

import re

from django.core import mail
from django.test import Client

from people.delivering import deliver_due
from people.models import User
from tests import make

ASK, CODE, OUT = "/sign-in/", "/sign-in/code/", "/sign-out/"


def ask(client: Client, email: str, onwards: str = ""):
    return client.post(ASK + onwards, {"email": email})


def emailed_code() -> str:
    deliver_due()
    return re.search(r"[A-Z]{4}-[A-Z]{4}", mail.outbox[-1].body).group()


def type_code(client: Client, code: str, onwards: str = ""):
    return client.post(CODE + onwards, {"code": code})


def signed_in_as(client: Client) -> str:
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key).email if key else ""


def sign_in(client: Client) -> None:
    ask(client, make.user().email)
    type_code(client, emailed_code())
