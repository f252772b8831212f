"""What the table of permissions needs where people decide about themes."""

from django.urls import reverse
from django.utils import timezone

from tests import make
from themes.models import Abbreviation, Grave

ANSWERS = {
    "themes:take_in": {"name": "Late letters", "definition": "Letters come late.", "wordings": "One.\nTwo.\nThree."},
    "themes:abbreviations": {"short": "ZXV", "words": "falls team"},
    "themes:merge": {"do": "1", "other": "other1"},
    "themes:apart": {"do": "1", "other": "other1"},
    "themes:split": {"issue": ["TAKEN"], "label": "Late letters to practices"},
}


def prepare(made: dict) -> None:
    """A theme of two issues with a decision, another theme, and harm to look at."""
    made["theme"] = make.theme(made["issue"], made["twin"])
    made["theme"].confirmed_at = timezone.now()
    made["theme"].save()
    make.theme(make.issue(about=made["trust"]), key="other1", label="Scans are lost")
    made["decision"] = made["theme"].decisions.create(kind="confirmed", by=made["team"])
    made["name"] = made["theme"].entries.create(by=made["team"], verb="renamed", text="Dr Haddad never answers")
    made["abbreviation"] = Abbreviation.objects.create(icb=make.icb(), short="ZXQ", words="team", by=made["team"])
    made["grave"] = Grave.objects.create(icb=make.icb(), on=timezone.localdate(), key="x", sentence="Look at it.")


def path_of(name: str, made: dict) -> str | None:
    if name == "themes:undo":
        return reverse(name, args=[made["theme"].key, made["decision"].pk])
    if name == "themes:take_out_name":
        return reverse(name, args=[made["theme"].key, made["name"].pk])
    if name == "themes:take_back_abbreviation":
        return reverse(name, args=[made["abbreviation"].pk])
    return reverse(name, args=[made["grave"].pk]) if name == "themes:look_at" else None
