"""Files of the Organisation Data Service in their published layouts, about an area that is made up."""

from pathlib import Path

from django.core.management import call_command

from people.models import Organisation
from tests import make


def row(code: str, name: str, higher: str = "QZZ", **at: str) -> str:
    """A line of the standard layout of 27 columns; other columns by their number from 1."""
    cells = [code, name, "Y62", higher, *[""] * 23]
    for column, text in at.items():
        cells[int(column.removeprefix("c")) - 1] = text
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


def practice(code: str, name: str, sub_icb: str = "99Z", opened: str = "20010401", **at: str) -> str:
    facts = {"c10": "ZZ1 1AA", "c11": opened, "c13": "A", "c15": sub_icb, "c16": "20220701", "c26": "4"}
    return row(code, name, **facts | at)


MEMBERS = (
    "Partner Organisation Code,Partner Name,PCN Code,PCN Name,Practice to PCN Relationship Start Date,"
    "Practice to PCN Relationship End Date\n"
)
NETWORKS = "PCN Code,PCN Name,Current Sub ICB Loc Code,Sub ICB Location,Open Date,Close Date,Postcode\n"


def area(tmp_path: Path) -> Path:
    """A small area: an ICB, a sub-ICB location, two networks, two practices, a trust and its site."""
    make.icb("QZZ", "NHS Northmere Integrated Care Board")
    files = {
        "eauth.csv": row("QZZ", "NHS NORTHMERE INTEGRATED CARE BOARD", c11="20220701"),
        "eccg.csv": row("99Z", "NHS NORTHMERE ICB - 99Z", c11="20130401"),
        "epcn.csv": NETWORKS
        + "U99001,SANDHAVEN PCN,99Z,NORTHMERE,20190701,,ZZ1 1AA\nU99002,SELWICK PCN,99Z,NORTHMERE,20190701,,\n",
        "epcncorepartnerdetails.csv": MEMBERS
        + "Z99001,HARBOUR,U99001,SANDHAVEN PCN,20190701,\nZ99002,HILL,U99002,SELWICK PCN,20190701,\n",
        "epraccur.csv": practice("Z99001", "HARBOUR MED.CTR.") + practice("Z99002", "HILL SURGERY"),
        "etr.csv": row("RZ9", "FERNHALL COMMUNITY NHS TRUST", c11="19910401"),
        "ets.csv": row("RZ901", "GREENHOW HOSPITAL", c11="19910401", c15="RZ9"),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)


def load(folder: Path, *options: str, capsys=None, **others) -> str:
    call_command("load_ods", str(folder), *options, **others)
    return capsys.readouterr().out if capsys else ""


def one(code: str) -> Organisation:
    return Organisation.objects.select_related("parent__parent__parent", "icb", "place", "successor").get(code=code)
