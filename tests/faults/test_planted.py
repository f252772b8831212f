"""J4: planted identifiers of patients are masked or refused before anything is stored, wherever they are typed."""

import logging

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from archive.models import Project
from issues import offering, reporting
from issues.models import Attachment, Draft, Follower, Issue, ResponseTemplate, SavedFilter
from language.screening import Screened
from people import delivering
from people.keys import make_key
from people.models import Token
from people.refusing import Refused
from people.standing import standing
from tests import make, make_files
from tests.faults.canaries import everything_stored, found_in, planted
from tests.findings import shown as marks_shown
from themes import detecting, placing
from themes.models import Theme

pytestmark = pytest.mark.faults


@pytest.fixture
def system(registry_in_one_transaction):
    return registry_in_one_transaction


@pytest.fixture
def heard(caplog):
    caplog.set_level(logging.DEBUG)
    return caplog


def sentences() -> list[str]:
    """The letter of a hundred visits: two identifiers in each."""
    clauses = [clause for clause, _ in planted()]
    return [
        f"The discharge letter for {one} came late, and so did the one about {other}."
        for one, other in zip(clauses[::2], clauses[1::2], strict=True)
    ]


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def everywhere_typed(system) -> None:
    """All the sentences, through the form, the draft, the API and every act; each place gets its share."""
    words = iter(sentences())
    code, category = system["trust"].code, system["category"].slug
    reporters = [make.user() for _ in range(6)]
    for reporter in reporters:
        client, at = signed_in(reporter), {"about_words": "Fernhall", "about": code, "shown_about": code}
        answers = at | {"text": next(words), "wanted": next(words), "category": category}
        client.post(reverse("issues:report"), answers | {"save": "1", "text": next(words)})
        client.post(reverse("themes:check"), answers | {"key": f"key-of-{reporter.pk}"})
        sent = client.post(reverse("issues:send"), answers | {"key": f"key-of-{reporter.pk}"})
        assert sent.status_code == 302
        unknown = {"about_words": next(words)[:150], "about": "", "shown_about": "", "key": f"other-of-{reporter.pk}"}
        client.post(reverse("issues:send"), answers | unknown)
        client.get(reverse("issues:mine"), {"q": next(words)})
        _, secret = make_key(by=reporter, name=next(words)[:60], scopes=["issues.write"])
        number, home = planted()[reporter.pk % 80][1], standing(reporter).organisation
        facts = {"name": f"Nia {number}", "job": f"GP {number}", "where": home.name, "chosen": home.code}
        assert client.post(reverse("people:details"), facts).status_code == 200  # refused beside the fields
        asked = {"text": next(words), "wanted": next(words), "category": category, "about": code}
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": f"api-of-{reporter.pk}"}
        assert Client().post("/api/v1/issues/", asked, "application/json", headers=headers).status_code == 201
    desk, issue = signed_in(system["director"]), Issue.objects.order_by("pk").first()
    reporter = signed_in(issue.reporter)

    def act(client, verb: str, **answers) -> None:
        address = f"/issues/{issue.reference}/{verb}/"
        first = client.post(address, answers)
        assert first.status_code == 422, (verb, "its writer has to look at what was found")
        done = client.post(address, answers | {"shown": marks_shown(first)})
        assert done.status_code == 302, (verb, done.content.decode()[-3000:])

    act(desk, "note", text=next(words))
    act(desk, "ask", text=next(words))
    act(reporter, "reply", text=next(words))
    act(desk, "answer", outcome="made", changed=next(words)[:150], text=next(words))
    act(reporter, "reopen", text=next(words))
    said = {"text": next(words), "offered": offering.offer(colleague := make.user(), issue)}
    address, client = f"/issues/{issue.reference}/me-too/", signed_in(colleague)
    client.post(address, said | {"shown": marks_shown(client.post(address, said))})
    for name in (next(words)[:60], "Late letters"):
        desk.post(reverse("issues:save_filter"), {"name": name, "query": f"box=desk&q=letters {next(words)[:70]}"})
    template = {"name": next(words)[:60], "text": next(words), "desk": system["desk"].pk}
    desk.post(reverse("issues:add_template"), template)
    with pytest.raises(Refused):
        make.project(make.leader(), title=next(words)[:150], summary="Letters come late.")
    make.project(make.leader(), title="Letters on the day", summary=next(words), aim=next(words))
    person = make.user()
    for rest in words:
        reporting.report(
            by=person, key=f"rest-{hash(rest)}", category=system["category"], about=system["trust"], text=rest
        )


def files_added(system) -> None:
    """Names, pictures and documents that tell who the patient is."""
    clauses = [clause for clause, _ in planted()]
    issue = Issue.objects.order_by("pk").first()
    client = signed_in(issue.reporter)
    told = Image.Exif()
    told[0x010E], told[0x013B], told[0x9286] = clauses[0], clauses[81], clauses[121]
    photo = make_files.picture("JPEG", exif=told, comment=clauses[82].encode())
    core = f"<dc:title>{clauses[1]}</dc:title><dc:subject>{clauses[83]}</dc:subject>"
    core = f"<cp:coreProperties>{core}</cp:coreProperties>"
    letter = make_files.office(docProps__core_xml=core, docProps__custom_xml=f"<Properties>{clauses[2]}</Properties>")
    for name, content in ((f"{clauses[3]}.jpg", photo), (f"{clauses[84]}.docx", letter)):
        upload = {"files": make_files.upload(name, content), "looked_through": "on"}
        client.post(f"/issues/{issue.reference}/files/", upload)
    inside = make_files.office(text=f"The letter for {clauses[4]} never came.")
    client.post(f"/issues/{issue.reference}/files/", {"files": make_files.upload("a.docx", inside)})


def shown(system) -> dict[str, str]:
    """Open pages and downloads, and what the interface team sees of issues and themes."""
    theme, project = Theme.objects.latest("size").get_absolute_url(), Project.objects.first().get_absolute_url()
    open_pages = ("/", "/projects/", project, "/themes/", "/projects/?csv=1")
    of_the_team = ("/inbox/?box=all", "/inbox/?box=all&csv=1", "/themes/", theme, "/themes/themes.csv", "/registry/")
    found = {}
    for client, addresses in ((Client(), open_pages), (signed_in(system["team"]), of_the_team)):
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200, address
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            found[f"{address} to {'the team' if client.cookies else 'anybody'}"] = content.decode()
    return found


def leaked(folder, heard, pages=()) -> dict[str, set[str]]:
    """Where which of them are to be found."""
    canaries = [one for _, one in planted()]
    places = dict(everything_stored(folder, settings.VAR_DIR)) | {"log": heard.text} | dict(pages)
    found = {place: found_in(content, canaries) for place, content in places.items()}
    return {place: those for place, those in found.items() if those}


def test_what_identifies_a_patient_is_nowhere_however_it_came(system, folder, heard):
    everywhere_typed(system)
    files_added(system)
    placing.place_due()
    detecting.find(icb=make.icb(), now=timezone.now())
    delivering.deliver_due()
    assert Attachment.objects.count() == 2, "the document with an NHS number in it was refused"
    assert Issue.objects.count() > 50
    assert all(kind.objects.exists() for kind in (Draft, ResponseTemplate, SavedFilter, Follower, Project, Token))
    assert leaked(folder, heard, shown(system)) == {}


def test_without_masking_it_is_in_the_table_of_issues_and_the_look_finds_it(system, folder, heard, monkeypatch):
    def unmasked(texts, release=()):
        return {name: Screened(text, text, ()) for name, text in texts.items()}

    monkeypatch.setattr(reporting, "screen_together", unmasked)
    clause, canary = planted()[0]
    make.issue(about=system["trust"], text=f"The letter for {clause} came late.")
    assert leaked(folder, heard)["table issues_issue"] == {canary}
