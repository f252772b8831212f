"""Routes cases written down in a file, on a registry built for the purpose. Touches no real database."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from people.models import Organisation, Place
from routing import naming, registry
from routing.categorising import suggest_category
from routing.facts import Facts
from routing.models import Category, Rule
from routing.sides import service_in, side_of_words

Kind = Organisation.Kind
GOOD_ENOUGH = 0.35
WITHOUT_NAME = frozenset(
    {Rule.Side.ELSEWHERE, Rule.Side.ICB, Rule.Side.SEVERAL_PRACTICES, Rule.Side.UNNAMED_PRACTICE}
)
HARMS = frozenset({"none", "low", "moderate", "severe", "death"})
FIELDS = ("reporter_organisation", "reporter_kind", "reporter_place", "about", "text", "category", "harm")


class BadCase(ValueError):
    """A field of a case that is not understood, and why; without that field the case can still be routed."""

    def __init__(self, field: str, why: str):
        super().__init__(f"{field} {why}")
        self.field = field


def _plain(name: str) -> str:
    """A category's name or slug without case, signs and the ways to write “and”."""
    return re.sub(r"[^a-z]+", " ", name.lower().replace("&", " and ")).strip()


@contextmanager
def throwaway_database() -> Iterator[None]:
    """In here, all queries go to an empty database of people and routing, which is gone afterwards."""
    alias = "default"
    with tempfile.TemporaryDirectory(prefix="registry-") as folder:
        own = {**connections.settings[alias], "ENGINE": "django.db.backends.sqlite3", "OPTIONS": {}}
        wrapper = DatabaseWrapper({**own, "NAME": str(Path(folder) / "registry.sqlite3")}, alias)
        before = connections[alias]
        connections[alias] = wrapper
        try:
            with wrapper.schema_editor() as schema:
                for app in ("people", "routing"):
                    for model in apps.get_app_config(app).get_models():
                        schema.create_model(model)
            yield
        finally:
            wrapper.close()
            connections[alias] = before


class Router:
    """Routes cases in the one ICB of the loaded registry."""

    def __init__(self, icb: Organisation):
        self.icb = icb
        self.places = {
            name.lower(): each for each in Place.objects.filter(icb=icb) for name in (each.name, each.slug)
        }
        self.categories = {each.slug: each for each in Category.objects.all()}

    def route(self, case: dict[str, Any]) -> dict[str, Any]:
        """The case with its organisation, desk, reasons and alternatives."""
        wrong = [name for name in FIELDS if case.get(name) is not None and not isinstance(case[name], str)]
        if wrong:
            raise BadCase(wrong[0], "must be text.")
        reporter = self._reporter(case)
        place = self._place(case, reporter)
        words, text = (case.get("about") or "").strip(), case.get("text") or ""
        found = naming.find(words, icb=self.icb, place=place) if words else []
        about = self._meant(words, found)
        answer = registry.route(
            Facts(
                icb=self.icb,
                category=self._category(case, text),
                reporter_organisation=reporter,
                reporter_kind=case.get("reporter_kind") or "",
                reporter_place=place,
                about=about,
                about_words=words,
                service=self._service(words, text, about),
                harm=self._harm(case),
            )
        )
        return {**case, **self._said(answer, about), "alternatives": self._others(found, about)}

    def _reporter(self, case: dict) -> Organisation | None:
        code = case.get("reporter_organisation")
        if not code:
            if case.get("reporter_kind") and case["reporter_kind"] not in Kind.values:
                raise BadCase("reporter_kind", f"“{case['reporter_kind']}” is not known.")
            return None
        reporter = Organisation.objects.select_related("place", "parent").filter(code=code.strip().upper()).first()
        if reporter is None:
            raise BadCase("reporter_organisation", f"“{code}” is not in the registry.")
        return reporter

    def _place(self, case: dict, reporter: Organisation | None) -> Place | None:
        name = case.get("reporter_place")
        if not name:
            return reporter.place if reporter else None
        if name.strip().lower() not in self.places:
            raise BadCase("reporter_place", f"“{name}” is not a Place of the registry.")
        return self.places[name.strip().lower()]

    def _meant(self, words: str, found: list[naming.Candidate]) -> Organisation | None:
        """The likeliest organisation, unless the words rather say that none is named."""
        if not found or found[0].sureness < GOOD_ENOUGH:
            return None
        if not found[0].is_sure and side_of_words(words) in WITHOUT_NAME:
            return None
        return found[0].organisation

    def _category(self, case: dict, text: str) -> str:
        given = case.get("category")
        if not given:
            return suggest_category(text, self.categories.values())
        by_name = {_plain(name): slug for slug, each in self.categories.items() for name in (slug, each.name)}
        slug = by_name.get(_plain(given))
        if slug is None:
            raise BadCase("category", f"“{given}” is not known.")
        return slug

    def _service(self, words: str, text: str, about: Organisation | None) -> str:
        """From what it is about; from the text only where a mental health trust is meant."""
        if about and about.kind == Kind.MENTAL_HEALTH_TRUST and not service_in(words):
            return service_in(text)
        return service_in(words)

    def _harm(self, case: dict) -> str:
        harm = (case.get("harm") or "none").strip().lower()
        if harm not in HARMS:
            raise BadCase("harm", f"“{harm}” must be one of {', '.join(sorted(HARMS))}.")
        return harm

    def _said(self, answer, about: Organisation | None) -> dict[str, Any]:
        to = answer.desk.organisation
        return {
            "organisation": {"code": to.code, "name": to.name},
            "desk": answer.desk.title,
            "desk_kind": answer.desk.kind,
            "desk_place": answer.desk.place.name if answer.desk.place else None,
            "about_organisation": {"code": about.code, "name": about.name} if about else None,
            "reasons": list(answer.reasons),
            "gap": answer.gap,
        }

    def _others(self, found: list[naming.Candidate], about: Organisation | None) -> list[dict[str, Any]]:
        return [
            {"code": each.organisation.code, "name": each.organisation.name, "sureness": each.sureness}
            for each in found
            if each.organisation != about
        ][:5]
