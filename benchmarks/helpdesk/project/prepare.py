"""Tables, texts of mail, a public queue and staff with tokens. Prints the queue's number and the tokens as JSON."""

import json

import django
from django.core.management import call_command

django.setup()
call_command("migrate", "-v0")
call_command("loaddata", "emailtemplate.json", "-v0")

from django.contrib.auth.models import User  # noqa: E402
from helpdesk.models import Queue  # noqa: E402
from rest_framework.authtoken.models import Token  # noqa: E402

PEOPLE = 96
queue = Queue.objects.create(title="Interface", slug="interface", allow_public_submission=True)
staff = [
    User(username=f"person{number}", email=f"person{number}@nhs.example", is_staff=True) for number in range(PEOPLE)
]
tokens = [Token.objects.create(user=person).key for person in User.objects.bulk_create(staff)]
print(json.dumps({"queue": queue.pk, "tokens": tokens}))  # noqa: T201
