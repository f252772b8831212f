"""Who may do what: every address, by method and role, with the exact status. An address without a row fails.

An issue of others gives the same 404 as one that does not exist.
"""

import hashlib
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from issues import saving, templating
from people import bouncing
from people.models import Membership, Organisation, Token
from routing import drafting
from tests import make, make_files
from tests.shape import theme_rows
from tests.shape.addresses import addresses

ROLES = ("out", "foreign", "other", "reporter", "desk", "team", "lead", "leader")
TABLE = (Path(__file__).parent / "permissions.txt").read_text()
ROWS = [line.split() for line in TABLE.strip().splitlines()[1:]]
SCOPES = [
    "route.preview",
    "issues.read",
    "issues.write",
    "desk.read",
    "desk.write",
    "themes.read",
    "organisations.read",
]
NUMBERED = dict.fromkeys(
    ("routing:desk", "routing:edit_desk", "routing:confirm_desk", "routing:seat"), lambda system: system["desk"].pk
) | dict.fromkeys(("routing:version", "routing:go_back"), lambda system: system["rules"].number)
ANSWERS = theme_rows.ANSWERS | {
    "routing:add_desk": {"kind": "chief_nurse"},
    "routing:take_out_rule": {"revision": "1", "rule": "anything"},
    "routing:bring_up_to_date": {"revision": "1"},
    "routing:publish_draft": {"revision": "1"},
    "routing:go_back": {"in_force": "1"},
    "issues:act:ask": {"text": "Which ward?"},
    "issues:act:answer": {"text": "Mended.", "outcome": "fixed"},
    "issues:act:reply": {"text": "The blue one."},
    "issues:act:reopen": {"text": "Still so."},
    "issues:act:add": {"text": "One more."},
    "issues:act:note": {"text": "Between us."},
    "issues:act:unmerge": {"text": "Another clinic."},
    "issues:merge": {"text": "The same letters."},
    "themes:seed": {"title": "Letters on the day", "summary": "Letters come late.", "sure": "1"},
    "themes:rename": {"label": "Late letters"},
    "themes:publish": {"label": "Late letters", "summary": "Letters come late."},
    "themes:dismiss": {"reason": "Not one problem."},
    "api:answer": {"text": "Mended.", "outcome": "fixed"},
    "api:correct": {"text": "Mended.", "outcome": "fixed"},
}


@pytest.fixture
def system(db):
    """One issue with its parties, a theme it belongs to and the project started from it."""
    made = make.registry()
    home = make.practice()
    made["reporter"] = make.user(home)
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    made["twin"] = make.issue(about=made["trust"])
    made["other_desk"] = make.desk(made["trust"], "chief_pharmacist", make.user(made["trust"]))
    made["leader"] = make.leader()
    abroad = Organisation.objects.create(code="QYY", name="Another ICB", kind="icb")
    Organisation.objects.filter(pk=abroad.pk).update(icb=abroad)
    foreign = make.user(make.practice(icb=Organisation.objects.get(pk=abroad.pk), place=None))
    made["people"] = {
        "foreign": foreign,
        "other": make.user(),
        "reporter": made["reporter"],
        "desk": made["director"],
        "team": made["team"],
        "lead": make.user(home, Membership.Role.LEAD),
        "leader": made["leader"],
    }
    made["file"] = make.attachment(made["issue"], by=made["reporter"])
    made["template"] = templating.keep(by=made["director"], name="Sorry", text="Sorry.", desk=made["desk"])
    theme_rows.prepare(made)
    made["project"] = make.project(by=made["leader"])
    made["filter"] = saving.save_filter(by=made["director"], name="Late letters", query="box=overdue")
    made["draft"] = drafting.begin(icb=make.icb(), by=made["team"])
    made["holder"] = made["desk"].holders.get()
    made["token"] = key_of(made["reporter"])[0]
    made["bounce"] = bouncing.mark(address=made["reporter"].email, reason="550 No such user")
    return made


def key_of(person) -> tuple[Token, dict]:
    secret = f"secret-{person.pk}-{Token.objects.count()}"
    digest = hashlib.sha256(secret.encode()).hexdigest()
    token = Token.objects.create(user=person, name="test", digest=digest, scopes=SCOPES)
    return token, {"Authorization": f"Bearer {secret}"}


def path_of(name: str, system) -> str:
    """The address, about the system's own issue, theme, project or key."""
    if name.startswith("issues:act:"):
        return reverse("issues:act", args=[system["issue"].reference, name.rsplit(":", 1)[1]])
    if name == "routing:remove_name":
        return reverse(name, args=[system["trust"].aliases.create(name="the Fern").pk])
    if name in {"routing:service", "routing:remove_service"}:
        return reverse(name, args=[system["trust"].services.get_or_create(name="Speech therapy")[0].pk])
    if name == "routing:place":
        return make.place().get_absolute_url()
    if name == "issues:remove_filter":
        return reverse(name, args=[system["filter"].pk])
    if name == "archive:act":
        return reverse(name, args=[system["project"].slug, "plan"])
    kept = {
        "reference": system["issue"].reference,
        "key": system["theme"].key,
        "slug": system["project"].slug,
        "code": system["trust"].code,
        "number": system["template" if "template" in name else "token"].pk,
        "bounce": system["bounce"].pk,
        "holder": system["holder"].pk,
    }
    if of_theme := theme_rows.path_of(name, system):
        return of_theme
    if name in NUMBERED:
        kept["number"] = NUMBERED[name](system)
    file = {"reference": system["issue"].reference, "key": system["file"].key}
    for keywords in ({}, file, *({one: value} for one, value in kept.items())):
        try:
            return reverse(name, kwargs=keywords)
        except Exception:
            continue
    raise LookupError(name)


def status(client, system, method: str, name: str, role: str) -> int:
    """What this role is answered, with sensible answers in the form."""
    person, path, answers = system["people"].get(role), path_of(name, system), dict(ANSWERS.get(name, {}))
    if name == "issues:act:reroute":
        answers = {"text": "A supply question.", "desk": system["other_desk"].pk}
    if name == "api:reroute":
        answers = {"text": "A supply question.", "desk": system["other_desk"].title}
    if name in {"issues:merge", "issues:relate", "issues:unrelate"}:
        answers["other"] = system["twin"].reference
    if name == "themes:split":
        answers["issue"] = system["issue"].reference
    if name == "themes:seed" and person:
        answers["organisation"] = person.memberships.first().organisation_id
    if name == "issues:files":
        answers = {"files": make_files.upload("letter.docx", make_files.office())}
    options = {}
    client.logout()
    if name.startswith("api:"):
        options = {"content_type": "application/json", "headers": key_of(person)[1] if person else {}}
    elif person:
        client.force_login(person)
    answer = client.get(path, **options) if method == "GET" else client.post(path, answers, **options)
    return answer.status_code


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row[:2]))
def test_the_table_of_permissions_holds(client, system, row):
    method, name, *expected = row
    found = []
    for role in ROLES:
        with transaction.atomic():
            found.append(status(client, system, method, name, role))
            transaction.set_rollback(True)
    assert dict(zip(ROLES, found, strict=True)) == dict(zip(ROLES, map(int, expected), strict=True))


def test_every_address_has_a_row():
    named = {":".join(row[1].split(":")[:2]) for row in ROWS}
    assert named == set(addresses())
