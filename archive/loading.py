"""Projects from a list that somebody kept elsewhere: bad rows are told by line, good ones go in, once."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django import forms
from django.db import transaction

from archive import vetting
from archive.forms import LONGEST
from archive.models import Project
from archive.proposing import create_with_a_slug
from archive.wording import holds_nhs_number, open_line, open_text, trouble_with_address
from people.models import Organisation
from people.plain_forms import Plainly

REQUIRED = ("title", "organisation", "stage", "summary")
OPTIONAL = ("organisation_code", "kind", "topic", "year", "aim", "outcome", "result", "source_address")
LESSONS = {"what_worked": True, "what_did_not_work": False}
IN_WORDS = ("title", "summary", "kind", "topic", "aim", "result")
COLUMNS = (*REQUIRED, *OPTIONAL, *LESSONS)


@dataclass
class Loaded:
    """How many rows became projects, how many were there already, and what was wrong with the others."""

    added: int = 0
    known: int = 0
    troubles: list[tuple[int, str]] = field(default_factory=list)


class Unreadable(Exception):
    """The file as a whole is not what it should be."""


class RowForm(Plainly, forms.Form):
    """One row. An organisation is of the registry (by code) or a name."""

    title = forms.CharField(max_length=160)
    organisation = forms.CharField(max_length=200, required=False)
    organisation_code = forms.ModelChoiceField(Organisation.objects.all(), to_field_name="code", required=False)
    kind = forms.CharField(max_length=60, required=False)
    topic = forms.CharField(max_length=80, required=False)
    year = forms.IntegerField(min_value=1948, max_value=2100, required=False)
    stage = forms.ChoiceField(choices=Project.Stage.choices)
    outcome = forms.ChoiceField(choices=[("", ""), *Project.Outcome.choices], required=False)
    summary = forms.CharField(max_length=LONGEST)
    aim = forms.CharField(max_length=LONGEST, required=False)
    result = forms.CharField(max_length=LONGEST, required=False)
    source_address = forms.CharField(max_length=300, required=False)
    what_worked = forms.CharField(max_length=LONGEST, required=False)
    what_did_not_work = forms.CharField(max_length=LONGEST, required=False)

    def clean_organisation(self) -> str:
        if holds_nhs_number(self.cleaned_data["organisation"]):
            raise forms.ValidationError("This holds what looks like an NHS number.")
        return self.cleaned_data["organisation"]

    def clean_source_address(self) -> str:
        if trouble := trouble_with_address(self.cleaned_data["source_address"]):
            raise forms.ValidationError(trouble)
        return self.cleaned_data["source_address"]

    def clean(self) -> dict:
        cleaned = super().clean()
        if not (cleaned.get("organisation") or cleaned.get("organisation_code")) and not self.errors:
            self.add_error("organisation", "Give a name, or a code of the registry.")
        if cleaned.get("stage") == Project.Stage.COMPLETED and not cleaned.get("outcome") and "outcome" in cleaned:
            self.add_error("outcome", "A completed project needs an outcome.")
        return cleaned


def load(lines: Iterable[str]) -> Loaded:
    """Add the projects of a CSV file. A row whose source or title is in the archive already is left alone."""
    reader = csv.DictReader(lines, strict=True)
    loaded = Loaded()
    try:
        _check_columns(reader.fieldnames or [])
        for row in reader:
            _take(row, reader.line_num, loaded)
    except csv.Error as error:
        raise Unreadable(f"Line {reader.line_num}: this is not CSV ({error}).") from error
    return loaded


def _check_columns(names: Sequence[str]) -> None:
    told = [f"{name} is missing" for name in REQUIRED if name not in names]
    told += [f"{name!r} is not known" for name in names if name not in COLUMNS]
    if told:
        raise Unreadable(f"The columns are not right: {', '.join(told)}. They are {', '.join(COLUMNS)}.")


def _take(row: dict, line: int, loaded: Loaded) -> None:
    if None in row or None in row.values():
        loaded.troubles.append((line, "The row does not have as many cells as the heading."))
        return
    form = RowForm(row)
    if not form.is_valid():
        told = (f"{name}: {' '.join(errors)}" for name, errors in form.errors.items())
        loaded.troubles.append((line, " ".join(told)))
    elif _is_known(form.cleaned_data):
        loaded.known += 1
    else:
        _add_if_fit(form.cleaned_data, line, loaded)


def _add_if_fit(row: dict, line: int, loaded: Loaded) -> None:
    try:
        vetting.require_fit(None, by=None, said={column: row[column] for column in (*IN_WORDS, *LESSONS)})
    except vetting.Unfit as unfit:
        loaded.troubles.append((line, " ".join(f"{name}: {why}." for name, why in unfit.troubles.items())))
    else:
        _add(row)
        loaded.added += 1


def _is_known(row: dict) -> bool:
    source = row["source_address"]
    if source and Project.objects.filter(source_address=source).exists():
        return True
    return Project.objects.filter(title=open_line(row["title"], 160), source_address=source).exists()


@transaction.atomic
def _add(row: dict) -> None:
    organisation = row["organisation_code"]
    project = create_with_a_slug(
        {
            "title": open_line(row["title"], 160),
            "summary": open_text(row["summary"]),
            "aim": open_text(row["aim"]),
            "result": open_text(row["result"]),
            "organisation": organisation,
            "organisation_name": "" if organisation else row["organisation"],
            "kind": open_line(row["kind"], 60),
            "topic": open_line(row["topic"], 80),
            "year": row["year"],
            "state": row["stage"],
            "outcome": row["outcome"],
            "source_address": row["source_address"],
        }
    )
    project.entries.create(verb="load", by=None, state=project.state)
    for column, worked in LESSONS.items():
        if row[column]:
            project.lessons.create(text=open_text(row[column]), worked=worked)
