"""The columns of the published ODS files, by file name or header, and what one row of each says. No database."""

import datetime as dt
import time
from collections.abc import Callable, Iterator

from people.models import CODE, Organisation
from routing.ods.records import BadRow, Found, Membership, Record, Source, Succession, Tie
from routing.ods.wording import in_plain_case, sort_of_trust

Kind = Organisation.Kind
Said = Record | Membership | Succession | Tie
Row = list[str]
Named = dict[str, str]

STANDARD = 27  # columns of a file without a header, where WIDTHS does not say others
CODE_AT, NAME, HIGHER, TOWNS, POSTCODE, OPENED, CLOSED, STATUS, PARENT, JOINED, SETTING = (
    0, 1, 3, (7, 6, 5), 9, 10, 11, 12, 14, 15, 25,
)  # fmt: skip
OPEN_STATES = frozenset({"A", "ACTIVE", "OPEN", "TRUE", ""})
CLOSED_STATES = frozenset({"C", "CLOSED", "INACTIVE", "D", "DORMANT", "FALSE"})
PROPOSED = frozenset({"P", "PROPOSED"})
PRACTICE = frozenset({"4", "RO76", "GP PRACTICE"})
NETWORK = (
    "pcn code", "pcn name", "current sub icb loc code", "sub icb location", "open date", "close date",
    "address line 1", "address line 2", "address line 3", "address line 4", "address line 5", "postcode",
)  # fmt: skip
CORE_PARTNER = (
    "partner organisation code", "partner name", "practice parent sub icb location code",
    "practice parent sub icb location name", "pcn code", "pcn name", "pcn parent sub icb location code",
    "pcn parent sub icb location name", "practice to pcn relationship start date",
    "practice to pcn relationship end date", "practice sub icb and pcn sub icb match?",
)  # fmt: skip
NO_NETWORK = frozenset({"", "U"})
NOT_A_PRACTICE = "prescribing cost centres that are not GP practices"
NOT_YET_OPEN = "organisations that are only proposed"


def date_of(text: str) -> dt.date | None:
    """A day as ODS writes it: 20260331, 2026-03-31, 31/03/2026 or 31-Mar-26."""
    text = text.strip()
    if not text:
        return None
    for shape in ("%Y%m%d", "%Y-%m-%d", "%d/%m/%Y", "%d-%b-%y", "%d-%b-%Y", "%d %B %Y"):
        try:
            return dt.date(*time.strptime(text[:10] if shape == "%Y-%m-%d" else text, shape)[:3])
        except ValueError:
            continue
    raise BadRow(f"“{text}” is not a date")


def code_of(text: str) -> str:
    code = text.strip().upper()
    if not CODE.regex.match(code):
        raise BadRow(f"“{text}” is not an ODS code" if code else "has no code")
    return code


def name_of(text: str) -> str:
    if not text.strip():
        raise BadRow("has no name")
    if len(text) > 200:
        raise BadRow("has a name of more than 200 characters")
    return in_plain_case(text)


def is_open(status: str) -> bool:
    status = status.strip().upper()
    if status in OPEN_STATES:
        return True
    if status in CLOSED_STATES:
        return False
    raise BadRow(f"status “{status}” is not known")


def organisation(row: Row, source: Source, kind: str, **facts) -> Record:
    """The organisation of a row in the standard layout of 27 columns."""
    opened_on, closed_on = date_of(row[OPENED]), date_of(row[CLOSED])
    if opened_on and closed_on and closed_on < opened_on:
        raise BadRow("closes before it opens")
    return Record(
        code=code_of(row[CODE_AT]),
        name=name_of(row[NAME]),
        kind=kind,
        source=source,
        opened_on=opened_on,
        closed_on=closed_on,
        is_open=is_open(row[STATUS]),
        icb=row[HIGHER].strip().upper(),
        joined_on=date_of(row[JOINED]),
        postcode=row[POSTCODE].strip().upper()[:10],
        town=in_plain_case(next((row[at] for at in TOWNS if row[at].strip()), ""))[:80],
        **facts,
    )


def practice(row: Row, source: Source, found: Found) -> Iterator[Said]:
    if row[SETTING].strip().upper() not in PRACTICE:
        found.pass_over(NOT_A_PRACTICE)
    elif row[STATUS].strip().upper() in PROPOSED:
        found.pass_over(NOT_YET_OPEN)
    else:
        yield organisation(row, source, Kind.GP_PRACTICE, sub_icb=row[PARENT].strip().upper())


def trust(row: Row, source: Source, found: Found) -> Iterator[Said]:
    yield organisation(row, source, sort_of_trust(row[NAME]))


def site(row: Row, source: Source, found: Found) -> Iterator[Said]:
    """A site belongs to the trust that it names, else to the one that its code begins with."""
    yield organisation(row, source, Kind.SITE, parent=(row[PARENT].strip() or row[CODE_AT].strip()[:3]).upper())


def icb(row: Row, source: Source, found: Found) -> Iterator[Said]:
    """ICBs stand in files of higher and other authorities."""
    if "INTEGRATED CARE BOARD" in row[NAME].upper() or row[NAME].strip().upper().endswith(" ICB"):
        yield organisation(row, source, Kind.ICB)
    else:
        found.pass_over("authorities that are not ICBs")


def sub_icb(row: Row, source: Source, found: Found) -> Iterator[Said]:
    if "COMMISSIONING HUB" in row[NAME].upper():
        found.pass_over("commissioning hubs")
    else:
        yield organisation(row, source, Kind.SUB_ICB, parent=row[HIGHER].strip().upper())


def of_kind(kind: str) -> Callable[[Row, Source, Found], Iterator[Said]]:
    def one(row: Row, source: Source, found: Found) -> Iterator[Said]:
        yield organisation(row, source, kind, sub_icb=row[PARENT].strip().upper())

    return one


def charity(row: Row, source: Source, found: Found) -> Iterator[Said]:
    """Of the organisations outside the NHS, the hospices."""
    if "HOSPICE" in row[NAME].upper():
        yield organisation(row, source, Kind.HOSPICE)
    else:
        found.pass_over("organisations outside the NHS that are not hospices")


def successor(row: Row, source: Source, found: Found) -> Iterator[Said]:
    """Old code, new code, reason, date, whether the new one is the only one."""
    yield Succession(code_of(row[0]), code_of(row[1]), source, date_of(row[3]))


def network(row: Named, source: Source, found: Found) -> Iterator[Said]:
    opened_on, closed_on = date_of(row.get("open date", "")), date_of(row.get("close date", ""))
    yield Record(
        code=code_of(row["pcn code"]),
        name=name_of(row["pcn name"]),
        kind=Kind.PCN,
        source=source,
        opened_on=opened_on,
        closed_on=closed_on,
        sub_icb=row.get("current sub icb loc code", "").upper(),
        postcode=row.get("postcode", "").upper()[:10],
    )


def core_partner(row: Named, source: Source, found: Found) -> Iterator[Said]:
    yield Membership(
        code_of(row["partner organisation code"]),
        code_of(row["pcn code"]),
        source,
        date_of(row.get("practice to pcn relationship start date", "")),
        date_of(row.get("practice to pcn relationship end date", "")),
    )


def practice_map(row: Named, source: Source, found: Found) -> Iterator[Said]:
    """NHS England's map of patients' practices: each practice with its network, sub-ICB location and ICB."""
    code, sub = code_of(row["practice_code"]), row.get("sub_icb_location_code") or row.get("ccg_code", "")
    higher = row.get("icb_code") or row.get("stp_code", "")
    facts = {"sub_icb": sub.upper(), "icb": higher.upper(), "is_in_passing": True}
    yield Record(code, name_of(row["practice_name"]), Kind.GP_PRACTICE, source, **facts)
    pcn = row["pcn_code"].strip().upper()
    if pcn in NO_NETWORK:
        found.pass_over("practices that the map puts in no network")
        return
    if pcn not in found.records:
        yield Record(pcn, name_of(row["pcn_name"]), Kind.PCN, source, **facts)
    yield Membership(code, pcn, source, said_on=date_of(row.get("extract_date", "")))


def hospital(row: Named, source: Source, found: Found) -> Iterator[Said]:
    """NHS.uk's hospitals: names that people know, with the trust of the time."""
    if row["organisationstatus"].lower() != "visible":
        found.pass_over("hospitals that are not shown")
        return
    if not CODE.regex.match(row["organisationcode"].upper()):
        found.pass_over("hospitals without an ODS code")
        return
    yield Record(
        code=code_of(row["organisationcode"]),
        name=name_of(row["organisationname"]),
        kind=Kind.SITE,
        source=source,
        parent=row["parentodscode"].upper(),
        postcode=row["postcode"].upper()[:10],
        town=row["city"][:80],
        is_in_passing=True,
    )


def in_order(columns: tuple[str, ...], layout: Callable[[Named, Source, Found], Iterator[Said]]):
    """A layout of named columns for files without a header, whose columns stand in this order."""

    def one(row: Row, source: Source, found: Found) -> Iterator[Said]:
        yield from layout(dict(zip(columns, map(str.strip, row), strict=False)), source, found)

    return one


# by the beginning of a file's name, the longest first: files without a header, of the standard layout or named here
BY_NAME: dict[str, Callable[[Row, Source, Found], Iterator[Said]]] = {
    "edispensary": of_kind(Kind.COMMUNITY_PHARMACY),
    "ecarehome": of_kind(Kind.CARE_HOME),
    "ehospice": of_kind(Kind.HOSPICE),
    "epcncorepartner": in_order(CORE_PARTNER, core_partner),
    "epraccur": practice,
    "ephpsite": site,
    "enonnhs": charity,
    "ectsite": site,
    "eother": icb,
    "eauth": icb,
    "eccg": sub_icb,
    "epcn": in_order(NETWORK, network),
    "ephp": of_kind(Kind.INDEPENDENT),
    "succ": successor,
    "etr": trust,
    "ets": site,
    "ect": trust,
}
WIDTHS = {"succ": 4, "epcn": len(NETWORK), "epcncorepartner": len(CORE_PARTNER)}
NOT_READ = ("eccgsite", "epraccur_columns", "etreat")
# by two columns that a header must have
BY_HEADER: dict[tuple[str, str], Callable[[Named, Source, Found], Iterator[Said]]] = {
    ("partner organisation code", "pcn code"): core_partner,
    ("pcn code", "pcn name"): network,
    ("practice_code", "pcn_code"): practice_map,
    ("organisationcode", "parentodscode"): hospital,
}
