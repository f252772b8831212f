"""Who may do what: every address, by method and role, with the exact status. An address without a row fails.

An issue of others gives the same 404 as one that does not exist.
"""

import hashlib

import pytest
from django.db import transaction
from django.urls import reverse

from issues import saving, templating
from people import bouncing
from people.models import Membership, Organisation, Token
from tests import make, make_files
from tests.shape.addresses import addresses

ROLES = ("out", "foreign", "other", "reporter", "desk", "team", "lead", "leader")
TABLE = """
# method address                         out foreign other reporter desk team lead leader
GET  start                               200 200 200 200 200 200 200 200
GET  tour                                200 200 200 200 200 200 200 200
GET  about                               200 200 200 200 200 200 200 200
GET  accessibility                       200 200 200 200 200 200 200 200
GET  privacy                             200 200 200 200 200 200 200 200
GET  health                              200 200 200 200 200 200 200 200
GET  api_docs                            200 200 200 200 200 200 200 200
GET  account_request_login_code          200 302 302 302 302 302 302 302
GET  account_confirm_login_code          302 302 302 302 302 302 302 302
POST account_logout                      302 302 302 302 302 302 302 302
GET  people:welcome                      302 200 200 200 200 200 200 200
GET  people:details                      302 200 200 200 200 200 200 200
GET  people:notices                      302 200 200 200 200 200 200 200
POST people:read_notices                 302 302 302 302 302 302 302 302
GET  people:notice_settings              302 200 200 200 200 200 200 200
POST people:notice_settings              302 200 200 200 200 200 200 200
GET  people:stop                         404 404 404 404 404 404 404 404
POST people:stop                         404 404 404 404 404 404 404 404
GET  people:refused                      302 403 403 403 403 200 403 403
POST people:try_again                    302 403 403 403 403 302 403 403
POST people:receipts                     404 404 404 404 404 404 404 404
GET  people:keys                         302 200 200 200 200 200 200 200
POST people:revoke_key                   302 404 404 302 404 404 404 404
GET  routing:find                        200 200 200 200 200 200 200 200
GET  routing:organisation                200 200 200 200 200 200 200 200
GET  routing:one_page                    200 200 200 200 200 200 200 200
GET  routing:services                    302 403 403 403 403 200 403 403
POST routing:services                    302 403 403 403 403 422 403 403
GET  routing:service                     302 403 403 403 403 200 403 403
POST routing:service                     302 403 403 403 403 422 403 403
POST routing:remove_service              302 403 403 403 403 302 403 403
GET  routing:suggest                     200 200 200 200 200 200 200 200
GET  routing:registry                    302 200 200 200 200 200 200 200
GET  routing:health                      302 200 200 200 200 200 200 200
GET  routing:area                        302 403 403 403 403 200 403 403
POST routing:area                        302 403 403 403 403 422 403 403
POST routing:switch                      302 403 403 403 403 404 403 403
GET  routing:names                       302 403 403 403 403 200 403 403
POST routing:teach                       302 403 403 403 403 404 403 403
GET  routing:names_of                    302 403 403 403 403 200 403 403
POST routing:names_of                    302 403 403 403 403 422 403 403
POST routing:remove_name                 302 403 403 403 403 302 403 403
GET  routing:away                        302 200 200 200 200 200 200 200
POST routing:away                        302 403 403 403 422 422 403 403
POST routing:come_back                   302 404 404 404 404 404 404 404
GET  issues:mine                         302 200 200 200 200 200 200 200
GET  issues:inbox                        302 200 200 200 200 200 200 200
GET  issues:responsiveness               302 403 403 403 403 200 200 200
POST issues:together                     302 302 302 302 302 302 302 302
POST issues:save_filter                  302 302 302 302 302 302 302 302
POST issues:remove_filter                302 404 404 404 302 404 404 404
GET  issues:gaps                         302 200 200 200 200 200 200 200
GET  issues:report                       302 200 200 200 200 200 200 200
POST issues:report                       302 422 422 422 422 422 422 422
POST issues:send                         302 422 422 422 422 422 422 422
POST themes:check                        302 422 422 422 422 422 422 422
POST themes:known                        302 200 200 200 200 200 200 200
GET  issues:sent                         302 404 404 404 404 404 404 404
GET  issues:receipt                      302 404 404 200 404 404 404 404
POST issues:follow                       302 404 404 403 302 302 302 404
POST issues:unfollow                     302 404 404 302 302 302 302 404
POST issues:act:pass_on                  302 404 404 403 403 403 403 404
POST issues:act:record                   302 404 404 403 403 403 403 404
GET  issues:issue                        302 404 404 200 200 200 200 404
POST issues:assign                       302 404 404 403 302 302 403 404
POST issues:me_too                       302 404 302 403 403 403 302 302
POST issues:files                        302 404 404 302 302 302 403 404
GET  issues:file                         302 404 404 200 200 200 200 404
POST issues:remove_file                  302 404 404 302 403 302 403 404
POST issues:act:acknowledge              302 404 404 403 302 302 403 404
POST issues:act:reply                    302 404 404 409 403 403 403 404
POST issues:act:answer                   302 404 404 403 302 302 403 404
POST issues:act:ask                      302 404 404 403 302 302 403 404
POST issues:act:reroute                  302 404 404 403 302 302 403 404
POST issues:act:close                    302 404 404 409 403 409 403 404
POST issues:act:reopen                   302 404 404 409 403 403 403 404
POST issues:act:unmerge                  302 404 404 409 409 409 403 404
GET  issues:compare                      302 404 404 403 200 200 403 404
POST issues:merge                        302 404 404 404 302 302 404 404
POST issues:relate                       302 404 404 404 302 302 404 404
POST issues:unrelate                     302 404 404 404 302 302 404 404
GET  issues:merged                       302 200 200 200 200 200 200 200
POST issues:act:fulfil                   302 404 404 403 403 403 403 404
POST issues:act:postpone                 302 404 404 403 403 403 403 404
GET  issues:holds                        302 404 404 404 404 404 404 404
POST issues:holds                        302 404 404 404 404 404 404 404
GET  issues:templates                    302 403 403 403 200 200 403 403
GET  issues:add_template                 302 403 403 403 200 200 403 403
POST issues:add_template                 302 403 403 403 422 422 403 403
GET  issues:template                     302 403 403 403 200 200 403 403
POST issues:template                     302 403 403 403 422 422 403 403
POST issues:remove_template              302 403 403 403 302 302 403 403
POST issues:begin_templates              302 403 403 403 403 302 403 403
POST issues:act:note                     302 404 404 403 302 302 403 404
GET  themes:board                        200 200 200 200 200 200 200 200
GET  themes:export                       200 200 200 200 200 200 200 200
GET  themes:add                          302 403 403 403 403 200 403 403
POST themes:add                          302 403 403 403 403 200 403 403
GET  themes:theme                        404 404 200 200 200 200 200 200
GET  themes:seed                         302 404 403 403 403 200 200 200
POST themes:seed                         302 404 403 403 403 302 302 302
POST themes:rename                       302 404 403 403 403 302 403 403
POST themes:publish                      302 404 403 403 403 302 403 403
POST themes:withdraw                     302 404 403 403 403 302 403 403
POST themes:dismiss                      302 404 403 403 403 302 403 403
POST themes:restore                      302 404 403 403 403 302 403 403
GET  archive:projects                    200 200 200 200 200 200 200 200
GET  archive:project                     200 200 200 200 200 200 200 200
GET  archive:propose                     302 200 200 200 200 200 200 200
POST archive:propose                     302 200 200 200 200 200 200 200
GET  archive:edit                        302 403 403 403 403 200 403 200
POST archive:edit                        302 403 403 403 403 200 403 200
POST archive:act                         302 403 403 403 403 302 403 302
GET  api:schema                          200 200 200 200 200 200 200 200
GET  api:projects                        200 200 200 200 200 200 200 200
GET  api:project                         200 200 200 200 200 200 200 200
POST api:route                           401 400 400 400 400 400 400 400
GET  api:issues                          401 200 200 200 200 200 200 200
POST api:issues                          401 400 400 400 400 400 400 400
GET  api:issue                           401 404 404 200 200 200 200 404
POST api:files                           401 404 404 415 415 415 403 404
GET  api:file                            401 404 404 200 200 200 200 404
GET  api:desk_issues                     401 200 200 200 200 200 200 200
POST api:acknowledge                     401 404 404 403 200 200 403 404
POST api:answer                          401 404 404 403 200 200 403 404
GET  api:categories                      200 200 200 200 200 200 200 200
GET  api:themes                          401 200 200 200 200 200 200 200
GET  api:theme                           401 404 200 200 200 200 200 200
GET  api:organisations                   401 200 200 200 200 200 200 200
GET  api:nothing                         404 404 404 404 404 404 404 404
GET  api:organisation                    401 200 200 200 200 200 200 200
"""
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
ANSWERS = {
    "issues:act:ask": {"text": "Which ward?"},
    "issues:act:answer": {"text": "Mended.", "outcome": "fixed"},
    "issues:act:reply": {"text": "The blue one."},
    "issues:act:reopen": {"text": "Still so."},
    "issues:act:note": {"text": "Between us."},
    "issues:act:unmerge": {"text": "Another clinic."},
    "issues:merge": {"text": "The same letters."},
    "themes:seed": {"title": "Letters on the day", "summary": "Letters come late."},
    "themes:rename": {"label": "Late letters"},
    "themes:publish": {"label": "Late letters", "summary": "Letters come late."},
    "themes:dismiss": {"reason": "Not one problem."},
    "api:answer": {"text": "Mended.", "outcome": "fixed"},
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
    made["theme"] = make.theme(made["issue"])
    made["project"] = make.project(by=made["leader"])
    made["filter"] = saving.save_filter(by=made["director"], name="Late letters", query="box=overdue")
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
    }
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
    if name in {"issues:merge", "issues:relate", "issues:unrelate"}:
        answers["other"] = system["twin"].reference
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
