"""A file is not held up for its writer's own sign-off; whoever adds it reads which names were found in it."""

import html

import pytest
from django.core.cache import cache
from django.urls import reverse

from issues import attaching
from issues.models import Attachment, IssueEntry, StagedFile
from issues.own_name import is_own
from people.models import Notice, User
from people.refusing import Refused
from tests import make, make_files

pytestmark = pytest.mark.django_db
PATIENT = "Wilhelmina Canary"
SIGNED = "letter late. A. Okafor GP"


@pytest.fixture
def system(tmp_path, settings):
    cache.clear()
    options = settings.STORAGES["attachments"]["OPTIONS"] | {"location": tmp_path / "attachments"}
    settings.STORAGES = settings.STORAGES | {"attachments": settings.STORAGES["attachments"] | {"OPTIONS": options}}
    made = make.registry() | {"reporter": make.user(name="Dr Amara Okafor"), "other": make.user(name="Rita Reed")}
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    made["others"] = make.issue(by=made["other"], about=made["trust"])
    return made


def add(system, text: str, to: str = "issue", by: str = "reporter") -> list[Attachment]:
    file = make_files.upload("letter.docx", make_files.office(text=text))
    return attaching.attach(issue=system[to], by=system[by], files=[file])


@pytest.mark.parametrize(
    ("words", "is_it"),
    [
        ("A. Okafor", True),
        ("Amara Okafor", True),
        ("DR AMARA OKAFOR", True),
        ("OKAFOR, Amara", True),
        ("Okafor", False),
        ("Mrs Okafor", False),
        ("Ben Okafor", False),
        ("B. Okafor", False),
        ("Amara Canary", False),
        ("", False),
    ],
)
def test_ones_own_name_is_the_full_one_or_initials_and_surname(words, is_it):
    assert is_own(words, User(name="Dr Amara Okafor")) == is_it


def test_whoever_has_one_name_only_has_none_of_their_own():
    assert not is_own("Okafor Okafor", User(name="Okafor"))


def test_a_writers_own_sign_off_holds_no_file_up_and_anybody_elses_does(system):
    assert len(add(system, SIGNED)) == 1
    with pytest.raises(Refused, match="We read as names: “A. Okafor”"):
        add(system, SIGNED, to="others", by="other")


def test_a_patient_beside_ones_own_name_is_found(system):
    with pytest.raises(Refused, match=f"names: “{PATIENT}”.") as refused:
        add(system, f"The patient {PATIENT} waits. {SIGNED}")
    assert "Okafor" not in str(refused.value)


def test_the_names_are_said_on_the_pages_of_their_writer_and_kept_nowhere(system, client, caplog):
    client.force_login(system["reporter"])
    content = make_files.office(text=f"The patient {PATIENT} waits.")
    code = system["trust"].code
    answers = {"key": "a-key", "text": "No letter after clinic.", "category": "letters"}
    answers |= {"about_words": system["trust"].name, "about": code, "shown_about": code}
    for path, more in (
        (reverse("issues:send"), answers),
        (reverse("issues:files", args=[system["issue"].reference]), {}),
    ):
        page = client.post(path, more | {"files": make_files.upload("letter.docx", content)})
        assert page.status_code == 422 and f"We read as names: “{PATIENT}”." in html.unescape(page.text)
    kept = [*Notice.objects.values(), *IssueEntry.objects.values(), *StagedFile.objects.values()]
    kept += [*Attachment.objects.values(), dict(client.session)]
    assert "Canary" not in str(kept) and "Canary" not in caplog.text


def test_at_most_a_few_names_are_said(system):
    names = ["Wilhelmina Canary", "Margaret Thistlewood", "Jean Thornley", "Peter Ashworth"]
    with pytest.raises(Refused) as refused:
        add(system, " ".join(f"The patient {name} waits." for name in names))
    assert sum(name in str(refused.value) for name in names) == 3
