"""Loads a registry from its CSV files: all of it or nothing. Adds and changes, never removes."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction

from people import earlier
from people.models import Alias, EmailDomain, Organisation, Place
from people.searching import settle
from routing import describing, naming, publishing, seating
from routing.models import Category, Desk, Rulebook
from routing.reading import BadRegistry, Row, folder_of, read

WRITTEN_OF_DESKS = ("mailbox", "services", "helps_with", "confirmed_on", "confirm_every")
RELATIONS = ("parent", "icb", "place", "successor")
KEPT = ("opened_on", "closed_on", "postcode", "town")


@dataclass
class Load:
    """One loading under way: the rows, what they name, what was done, what is wrong."""

    rows: dict[str, list[Row]]
    icb: Organisation | None = None
    organisations: dict[str, Organisation] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    desks: dict[tuple, Desk] = field(default_factory=dict)
    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    rulebook: int | None = None
    with_rules: bool = False
    kept_rules: Rulebook | None = None

    def known(self, row: Row, column: str, among: dict, what: str) -> Any:
        """What a row names, which must be there; a fault otherwise."""
        named = row[column]
        if named is None:
            return None
        if named not in among:
            written = named if isinstance(named, str) else ":".join(part for part in named if part)
            self.faults.append(f"{row.file} line {row.line}: {column} “{written}” is not {what} of this registry.")
        return among.get(named)

    def fault(self, row: Row, words: str) -> None:
        self.faults.append(f"{row.file} line {row.line}: {words}")

    def halt_if_faulty(self) -> None:
        if self.faults:
            raise BadRegistry(self.faults)

    def count(self, file: str, added: int, changed: int) -> None:
        self.added[file] = self.added.get(file, 0) + added
        self.changed[file] = self.changed.get(file, 0) + changed

    def put(self, file: str, model: type[models.Model], wanted: dict[Any, dict], existing: dict) -> dict:
        """Make or change rows so that they have the wanted fields, and count them. By key, all of them."""
        new = {key: model(**fields) for key, fields in wanted.items() if key not in existing}
        changed = [
            existing[key] for key, fields in wanted.items() if key in existing and amend(existing[key], fields)
        ]
        model.objects.bulk_create(new.values(), batch_size=200)
        if changed:
            names = list(next(iter(wanted.values())))
            keys = {each.name for each in model._meta.fields if each.primary_key}
            model.objects.bulk_update(changed, [name for name in names if name not in keys], batch_size=100)
        self.count(file, len(new), len(changed))
        return existing | new

    @property
    def is_unchanged(self) -> bool:
        return not any(self.added.values()) and not any(self.changed.values())


def amend(row: models.Model, fields: dict[str, Any]) -> bool:
    """Set the fields of a row; whether any was different."""
    different = {name: value for name, value in fields.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def load(name_or_folder: str, *, with_rules: bool = False) -> Load:
    """Load a shipped registry by name, or any by its folder. BadRegistry says everything that is wrong.

    `with_rules` puts the files' rules in force also where others were published on the pages since.
    """
    loaded = load_folder(folder_of(name_or_folder), with_rules=with_rules)
    naming.names_changed()
    settle(Organisation, Alias)
    return loaded


@transaction.atomic
def load_folder(folder: Path, *, with_rules: bool = False) -> Load:
    """Load all files of a folder in one transaction, which leaves nothing behind if anything is wrong."""
    loading = Load(read(folder), with_rules=with_rules)
    _categories(loading)
    before = earlier.facts_by_key(row["code"] for row in loading.rows["organisations.csv"])
    _organisations(loading)
    loading.halt_if_faulty()
    _relations(loading)
    earlier.remember(before)
    _aliases(loading)
    _domains(loading)
    describing.load(loading)
    _desks(loading)
    loading.halt_if_faulty()
    _fallbacks(loading)
    seating.people(loading)
    seating.holders(loading)
    _rules(loading)
    loading.halt_if_faulty()
    return loading


def _categories(loading: Load) -> None:
    wanted = {
        row["slug"]: {
            "slug": row["slug"],
            "name": row["name"],
            "hint": row["hint"] or "",
            "cues": row["cues"] or "",
            "is_thanks": bool(row["is_thanks"]),
            "position": position,
        }
        for position, row in enumerate(loading.rows["categories.csv"], start=1)
    }
    loading.put("categories.csv", Category, wanted, Category.objects.in_bulk(list(wanted)))


def _organisations(loading: Load) -> None:
    """Organisations by themselves, then the ICB's Places; what they belong to comes after."""
    rows = {row["code"]: row for row in loading.rows["organisations.csv"]}
    plain = ("code", "name", "kind", "opened_on", "closed_on")
    blank = ("postcode", "town", "note")
    wanted = {
        code: {name: row[name] for name in plain}
        | {name: row[name] or "" for name in blank}
        | {"status": row["status"] or Organisation.Status.ACTIVE}
        for code, row in rows.items()
    }
    for row in rows.values():
        if row["opened_on"] and row["closed_on"] and row["closed_on"] < row["opened_on"]:
            loading.fault(row, "closed_on is before opened_on.")
    loading.halt_if_faulty()
    existing = {each.code: each for each in Organisation.objects.filter(code__in=list(wanted))}
    for code in set(wanted) & set(existing):  # what the file leaves empty, ODS may have told
        wanted[code] |= {name: getattr(existing[code], name) for name in KEPT if not rows[code][name]}
    loading.organisations = loading.put("organisations.csv", Organisation, wanted, existing)
    only = loading.rows["registry.csv"][0]
    loading.icb = loading.known(only, "icb", loading.organisations, "an organisation")
    loading.halt_if_faulty()
    places = {
        row["slug"]: {"slug": row["slug"], "name": row["name"], "icb": loading.icb}
        for row in loading.rows["places.csv"]
    }
    known = {each.slug: each for each in Place.objects.filter(icb=loading.icb).select_related("icb")}
    loading.places = loading.put("places.csv", Place, places, known)


def _relations(loading: Load) -> None:
    """Parents, ICBs, Places and successors. Without one named, the ICB is the registry's own."""
    among = {"place": loading.places}
    what = {"place": "a Place"}
    changed = []
    for row in loading.rows["organisations.csv"]:
        each = loading.organisations[row["code"]]
        belongs = {
            name: loading.known(row, name, among.get(name, loading.organisations), what.get(name, "an organisation"))
            for name in RELATIONS
        }
        if each.kind == Organisation.Kind.ICB:
            belongs["icb"] = each
        belongs["icb"] = belongs["icb"] or loading.icb
        if each.kind == Organisation.Kind.SITE and belongs["place"] is None and belongs["parent"]:
            belongs["place"] = belongs["parent"].place
        if amend(each, {f"{name}_id": other and other.pk for name, other in belongs.items()}):
            changed.append(each)
    _refuse_circles(loading)
    loading.halt_if_faulty()
    Organisation.objects.bulk_update(changed, list(RELATIONS), batch_size=100)
    if not loading.added["organisations.csv"] and not loading.changed["organisations.csv"]:
        loading.count("organisations.csv", 0, len(changed))


def _refuse_circles(loading: Load) -> None:
    parents = {each.pk: each.parent_id for each in loading.organisations.values()}
    for row in loading.rows["organisations.csv"]:
        seen, key = set(), loading.organisations[row["code"]].pk
        while key is not None and key not in seen:
            seen.add(key)
            key = parents.get(key)
        if key is not None:
            loading.fault(row, "parent leads back to itself.")


def _aliases(loading: Load) -> None:
    wanted = {}
    for row in loading.rows["aliases.csv"]:
        organisation = loading.known(row, "organisation", loading.organisations, "an organisation")
        if organisation:
            key = (organisation.pk, row["name"].lower())
            wanted[key] = {
                "organisation_id": organisation.pk,
                "name": row["name"],
                "is_former": bool(row["is_former"]),
            }
    existing = Alias.objects.filter(organisation__in=loading.organisations.values())
    loading.put("aliases.csv", Alias, wanted, {(each.organisation_id, each.name.lower()): each for each in existing})


def _domains(loading: Load) -> None:
    wanted = {}
    for row in loading.rows["email_domains.csv"]:
        organisation = loading.known(row, "organisation", loading.organisations, "an organisation")
        key = organisation and organisation.pk
        wanted[row["domain"]] = {"domain": row["domain"], "organisation_id": key}
    existing = {each.domain: each for each in EmailDomain.objects.filter(domain__in=list(wanted))}
    loading.put("email_domains.csv", EmailDomain, wanted, existing)


def _desks(loading: Load) -> None:
    """What a cell leaves empty stays as it was written on the pages."""
    existing = Desk.objects.filter(organisation__in=loading.organisations.values()).select_related(
        "organisation", "place"
    )
    by_key = {(each.organisation.code, each.kind, each.place.slug if each.place else ""): each for each in existing}
    wanted = {}
    for row in loading.rows["desks.csv"]:
        organisation = loading.known(row, "organisation", loading.organisations, "an organisation")
        place = loading.known(row, "place", loading.places, "a Place")
        key = (row["organisation"], row["kind"], row["place"] or "")
        if organisation:
            now, label = by_key.get(key) or Desk(), f"{Desk.Kind(row['kind']).label}, "
            is_made = not now.title or now.title.startswith(label)  # from the name, which may be another one now
            title = f"{label}{place or organisation}"[:200] if is_made else now.title
            wanted[key] = {
                "organisation_id": organisation.pk,
                "place_id": place and place.pk,
                "kind": row["kind"],
                "title": row["title"] or title,
            } | {name: row[name] or getattr(now, name) for name in WRITTEN_OF_DESKS}
    loading.halt_if_faulty()
    loading.desks = loading.put("desks.csv", Desk, wanted, by_key)


def _fallbacks(loading: Load) -> None:
    changed = []
    for row in loading.rows["desks.csv"]:
        desk = loading.desks[(row["organisation"], row["kind"], row["place"] or "")]
        fallback = loading.known(row, "fallback", loading.desks, "a desk")
        if fallback == desk:
            loading.fault(row, "fallback is the desk itself.")
        elif fallback and amend(desk, {"fallback_id": fallback.pk}):
            changed.append(desk)
    loading.halt_if_faulty()
    Desk.objects.bulk_update(changed, ["fallback"], batch_size=200)
    if not loading.added["desks.csv"] and not loading.changed["desks.csv"]:
        loading.count("desks.csv", 0, len(changed))


def _rules(loading: Load) -> None:
    """Rules that were published on the pages stay in force, unless those of the files are asked for."""
    slugs = {row["slug"]: row["slug"] for row in loading.rows["categories.csv"]}
    rules = []
    for row in loading.rows["rules.csv"]:
        place = loading.known(row, "place", loading.places, "a Place")
        fields = {name: row[name] for name in publishing.FIELDS if name in row.values} | {
            "is_harm": bool(row["is_harm"]),
            "needs_triage": bool(row["needs_triage"]),
            "category_id": loading.known(row, "category", slugs, "a category"),
            "place_id": place and place.pk,
            "copies": row["copies"] or [],
        }
        fields |= {name: fields[name] or "" for name in ("service", "about_side", "reporter_side")}
        rules.append({name: fields[name] for name in publishing.FIELDS})
    for at, fault in publishing.faults_of(rules):
        loading.fault(loading.rows["rules.csv"][at], fault)
    loading.halt_if_faulty()
    newest = publishing.newest_of(loading.icb)
    if newest and newest.published_by and not loading.with_rules:
        loading.kept_rules = newest
        return
    book = publishing.publish(icb=loading.icb, rules=rules, by=None)
    loading.rulebook = book and book.number
    loading.count("rules.csv", len(rules) if book else 0, 0)
