"""Organisations in the two JSON forms of ODS: the Organisation Reference Data interface's and FHIR's. No database."""

from collections.abc import Iterator

from people.models import Organisation
from routing.ods.layouts import Said, code_of, date_of, is_open, name_of
from routing.ods.records import BadRow, Found, Membership, Record, Source, Succession
from routing.ods.wording import in_plain_case, sort_of_trust

Kind = Organisation.Kind
KIND_OF_ROLE = {
    "RO76": Kind.GP_PRACTICE,
    "RO272": Kind.PCN,
    "RO197": "trust",
    "RO107": "trust",
    "RO198": Kind.SITE,
    "RO148": Kind.SITE,
    "RO318": Kind.ICB,
    "RO261": Kind.ICB,
    "RO319": Kind.SUB_ICB,
    "RO98": Kind.SUB_ICB,
    "RO182": Kind.COMMUNITY_PHARMACY,
    "RO172": Kind.INDEPENDENT,
    "RO176": Kind.INDEPENDENT,
    "RO101": Kind.CARE_HOME,
}
COMMISSIONED, IN_AREA, OPERATED, PARTNER, PART = "RE4", "RE5", "RE6", "RE8", "RE2"
NOT_KNOWN = "organisations of roles that are not loaded"
ODS_CODE = "ods-organization-code"


def each(held) -> Iterator[dict]:
    """The organisations of a document: one, a list, an ORD answer or a FHIR bundle."""
    if isinstance(held, list):
        for one in held:
            yield from each(one)
    elif not isinstance(held, dict):
        yield {}
    elif held.get("resourceType") == "Bundle":
        yield from (entry.get("resource", {}) for entry in held.get("entry", ()))
    elif "Organisations" in held:
        yield from each(held["Organisations"])
    else:
        yield held.get("Organisation", held)


def read(resource: dict, source: Source, found: Found) -> Iterator[Said]:
    """What one organisation's resource says."""
    if resource.get("resourceType") == "Organization":
        yield from _fhir(resource, source, found)
    elif "OrgId" in resource:
        yield from _ord(resource, source, found)
    else:
        raise BadRow("is neither ORD's nor FHIR's organisation")


def _kind(roles: list[str], name: str) -> str:
    """By the most telling role: a prescribing cost centre is a practice only where it says so."""
    kind = next((KIND_OF_ROLE[role] for role in KIND_OF_ROLE if role in roles), "")
    return sort_of_trust(name) if kind == "trust" else kind


def _list(held, key: str) -> list[dict]:
    """ORD writes a list of one as the one."""
    inner = (held or {}).get(key, [])
    return inner if isinstance(inner, list) else [inner]


def _period(dates: list[dict]) -> tuple[str, str]:
    """The operational start and end, else the legal ones."""
    kept = sorted(dates, key=lambda date: date.get("Type") != "Operational")
    return (kept[0].get("Start", ""), kept[0].get("End", "")) if kept else ("", "")


def _ord(held: dict, source: Source, found: Found) -> Iterator[Said]:
    name, code = name_of(held["Name"]), code_of(held["OrgId"]["extension"])
    kind = _kind([role["id"] for role in _list(held.get("Roles"), "Role")], name)
    if not kind:
        found.pass_over(NOT_KNOWN)
        return
    opened, closed = _period(_list(held, "Date"))
    location = (held.get("GeoLoc") or {}).get("Location", {})
    ties = [tie for tie in _list(held.get("Rels"), "Rel") if tie.get("Status", "Active") == "Active"]
    yield Record(
        code=code,
        name=name,
        kind=kind,
        source=source,
        opened_on=date_of(opened),
        closed_on=date_of(closed),
        is_open=is_open(held.get("Status", "")),
        postcode=location.get("PostCode", "").upper()[:10],
        town=in_plain_case(location.get("Town", ""))[:80],
        **_ties(kind, ties),
    )
    for tie in ties:
        if tie["id"] == PARTNER and kind == Kind.GP_PRACTICE:
            start, end = _period(_list(tie, "Date"))
            yield Membership(code, _target(tie), source, date_of(start), date_of(end))
    for one in _list(held.get("Succs"), "Succ"):
        start, _ = _period(_list(one, "Date"))
        old, new = (code, _target(one)) if one.get("Type") == "Successor" else (_target(one), code)
        yield Succession(old, new, source, date_of(start))


def _target(tie: dict) -> str:
    return code_of(tie["Target"]["OrgId"]["extension"])


def _ties(kind: str, ties: list[dict]) -> dict[str, str]:
    """Trust of a site, sub-ICB location of a practice or network, ICB of the rest."""
    by_sort = {tie["id"]: _target(tie) for tie in ties}
    above = by_sort.get(COMMISSIONED) or by_sort.get(IN_AREA) or by_sort.get(PART, "")
    if kind in {Kind.SITE, Kind.INDEPENDENT}:
        return {"parent": by_sort.get(OPERATED, "")}
    if kind == Kind.SUB_ICB:
        return {"parent": by_sort.get(PART) or by_sort.get(IN_AREA, "")}
    return {"sub_icb" if kind in {Kind.GP_PRACTICE, Kind.PCN, Kind.COMMUNITY_PHARMACY} else "icb": above}


def _fhir(held: dict, source: Source, found: Found) -> Iterator[Said]:
    name, code = name_of(held.get("name", "")), code_of(_identifier(held))
    roles = [_role(coding["code"]) for one in held.get("type", ()) for coding in one.get("coding", ())]
    roles += [_role(part["valueCoding"]["code"]) for part in _parts(held) if "valueCoding" in part]
    kind = _kind(roles, name)
    if not kind:
        found.pass_over(NOT_KNOWN)
        return
    periods = [part["valuePeriod"] for part in held.get("extension", ()) if "valuePeriod" in part]
    periods += [part["valuePeriod"] for part in _parts(held) if "valuePeriod" in part]
    period = periods[0] if periods else {}
    address = next(iter(held.get("address", ())), {})
    above = _identifier({"identifier": [held["partOf"]["identifier"]]}) if "partOf" in held else ""
    where = "sub_icb" if kind in {Kind.GP_PRACTICE, Kind.PCN} else "parent"
    yield Record(
        code=code,
        name=name,
        kind=kind,
        source=source,
        opened_on=date_of(period.get("start", "")),
        closed_on=date_of(period.get("end", "")),
        is_open=bool(held.get("active", True)),
        postcode=address.get("postalCode", "").upper()[:10],
        town=in_plain_case(address.get("city", ""))[:80],
        **{where: above.upper()},
    )


def _parts(held: dict) -> Iterator[dict]:
    """The parts of a resource's extensions, where ODS keeps roles and periods."""
    for extension in held.get("extension", ()):
        yield from extension.get("extension", ())


def _role(code: str) -> str:
    return code if code.startswith("RO") else f"RO{code}"


def _identifier(held: dict) -> str:
    """The ODS code among a resource's identifiers, else its own id."""
    for one in held.get("identifier", ()):
        if ODS_CODE in one.get("system", "").lower():
            return one.get("value", "")
    return held.get("id", "")
