"""Organisations in the two JSON forms of ODS: the Organisation Reference Data interface's and FHIR's. No database."""

from collections.abc import Iterator
from dataclasses import replace

from people.models import Organisation
from routing.ods.layouts import Said, code_of, date_of, is_open, name_of
from routing.ods.records import BadRow, Found, Membership, Record, Source, Succession, Tie
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
    elif resource.get("resourceType") == "OrganizationAffiliation":
        yield from _affiliation(resource, source)
    elif isinstance(resource.get("OrgId"), str):
        yield from _short(resource, source, found)
    elif "OrgId" in resource:
        yield from _ord(resource, source, found)
    else:
        raise BadRow("is neither ORD's nor FHIR's organisation")


def tie(found: Found) -> None:
    """Give the organisations that FHIR tells of what it says apart that they belong to."""
    for code, ties in found.ties.items():
        if record := found.records.get(code):
            said = {name: to for name, to in _belongs(record.kind, ties).items() if to}
            found.records[code] = replace(record, **said)


def _kind(roles: list[tuple[str, bool]], name: str) -> str:
    """By the most telling role: a prescribing cost centre is a practice only where it says so.

    Roles come with whether they still hold; where none does, what it was counts.
    """
    holding = {role for role, holds in roles if holds} or {role for role, _ in roles}
    kind = next((KIND_OF_ROLE[role] for role in KIND_OF_ROLE if role in holding), "")
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
    roles = _list(held.get("Roles"), "Role")
    kind = _kind([(role["id"], role.get("Status", "Active") == "Active") for role in roles], name)
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
        **_belongs(kind, {each["id"]: _target(each) for each in ties}),
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


def _short(held: dict, source: Source, found: Found) -> Iterator[Said]:
    """One of a list, which names an organisation without what it belongs to."""
    name = name_of(held["Name"])
    kind = _kind([(held.get("PrimaryRoleId", ""), True)], name)
    if not kind:
        found.pass_over(NOT_KNOWN)
        return
    postcode = held.get("PostCode", "").upper()[:10]
    open_now = is_open(held.get("Status", ""))
    yield Record(code_of(held["OrgId"]), name, kind, source, is_open=open_now, postcode=postcode)


def _belongs(kind: str, ties: dict[str, str]) -> dict[str, str]:
    """Trust of a site, sub-ICB location of a practice or network, ICB of the rest. Ties are codes by their sort."""
    above = ties.get(COMMISSIONED) or ties.get(IN_AREA) or ties.get(PART, "")
    if kind in {Kind.SITE, Kind.INDEPENDENT}:
        return {"parent": ties.get(OPERATED, "")}
    if kind == Kind.SUB_ICB:
        return {"parent": ties.get(PART) or ties.get(IN_AREA, "")}
    return {"sub_icb" if kind in {Kind.GP_PRACTICE, Kind.PCN, Kind.COMMUNITY_PHARMACY} else "icb": above}


def _fhir(held: dict, source: Source, found: Found) -> Iterator[Said]:
    name, code = name_of(held.get("name", "")), code_of(_identifier(held))
    kind = _kind(list(_roles(held)), name)
    if not kind:
        found.pass_over(NOT_KNOWN)
        return
    period = _period_in(held)
    address = next(iter(held.get("address", ())), {})
    above = _code_in(held["partOf"]) if "partOf" in held else ""
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


def _affiliation(held: dict, source: Source) -> Iterator[Said]:
    """A relation of two organisations; one that has ended tells only who has left a network."""
    sort = held["code"][0]["coding"][0]["code"]
    code, to = code_of(_code_in(held["organization"])), code_of(_code_in(held["participatingOrganization"]))
    if sort == PARTNER:
        period = _period_in(held)
        yield Membership(code, to, source, date_of(period.get("start", "")), date_of(period.get("end", "")))
    elif held.get("active", True):
        yield Tie(code, sort, to)


def _parts(extension: dict) -> dict[str, dict]:
    """The parts of an extension by the last word of their addresses."""
    return {part.get("url", "").rpartition("/")[2]: part for part in extension.get("extension", ())}


def _roles(held: dict) -> Iterator[tuple[str, bool]]:
    """Roles with whether they hold, as FHIR has written them: in types, as one coding, as a concept."""
    for one in held.get("type", ()):
        yield from ((_role(coding["code"]), True) for coding in one.get("coding", ()))
    for extension in held.get("extension", ()):
        parts = _parts(extension)
        if "role" in parts:
            yield _role(parts["role"]["valueCoding"]["code"]), True
        if "roleCode" in parts:
            coding = parts["roleCode"]["valueCodeableConcept"]["coding"][0]
            yield _role(coding["code"]), parts.get("active", {}).get("valueBoolean", True)


def _period_in(held: dict) -> dict:
    """The operational period of a resource, else its legal one."""
    found: dict[str, dict] = {}
    for extension in held.get("extension", ()):
        parts = _parts(extension)
        if "valuePeriod" in extension:
            found["Operational"] = extension["valuePeriod"]
        elif "dateType" in parts and "period" in parts:
            found[parts["dateType"]["valueCoding"]["code"]] = parts["period"]["valuePeriod"]
    return found.get("Operational") or found.get("Legal") or {}


def _role(code: str) -> str:
    return code if code.startswith("R") else f"RO{code}"


def _identifier(held: dict) -> str:
    """The ODS code among a resource's identifiers, else its own id."""
    for one in held.get("identifier", ()):
        if ODS_CODE in one.get("system", "").lower():
            return one.get("value", "")
    return held.get("id", "")


def _code_in(reference: dict) -> str:
    """The code of the organisation that a reference names, by its identifier or its address."""
    return reference.get("identifier", {}).get("value") or reference.get("reference", "").rpartition("/")[2]
