"""ODS files as large as the whole of England's, loaded: `python -m benchmarks.whole_england`, into DATABASE_URL.

All names are made up. The database must hold no organisation of these codes.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from benchmarks import surroundings

# isort: split
from django.core.management import call_command
from django.db import connection

from people.finding import find_organisations
from people.models import Organisation
from routing import naming, searching
from routing.loading import load as load_registry

SLOWEST = 100  # milliseconds
SIZES = {"icbs": 42, "sub_icbs": 106, "trusts": 274, "sites": 40_000, "networks": 1_280, "pharmacies": 13_500}
PRACTICES, OTHER_CENTRES, CLOSED = 8_655, 8_030, 2_200  # rows of epraccur, and how many practices in it are closed
FIRST = (
    "ASH",
    "BECK",
    "CLAY",
    "DEAN",
    "ELM",
    "FERN",
    "GLEN",
    "HOLM",
    "IVY",
    "KNOLL",
    "LARK",
    "MARSH",
    "NORTH",
    "OAK",
    "PINE",
    "QUAY",
    "ROWAN",
    "STONE",
    "THORN",
    "WOOD",
)
LAST = (
    "BRIDGE",
    "BURY",
    "CASTLE",
    "DALE",
    "FIELD",
    "FORD",
    "GATE",
    "HAM",
    "HILL",
    "LEIGH",
    "MERE",
    "MINSTER",
    "PORT",
    "SHAW",
    "STEAD",
    "TON",
    "WICK",
    "WORTH",
)
AREAS = "BDEFGHLNPRSTWZ"  # the second letters of made-up postcodes
SEARCHES = (
    "ashbridge surgery",
    "ashbridge",
    "Thornwick hospitals nhs trust",
    "surgery",
    "health centre",
    "pharmacy stonegate",
    "quaymere 12 PCN",
    "ZZ12 1AA",
    "ZZ12",
    "Z00017",
    "ash",
    "nothing like it",
    "rowanshaw A&E",
    "marshhil clinc",
    "medical centre",
    "medical practice",
    "group practice",
    "family",
    "hospital",
    "hospital 1",
    "pharmacy",
    "clinic",
    "ward",
    "royal",
    "the royal",
    "nhs",
    "NHS trust",
    "integrated care board",
    "pcn",
    "new",
    "as",
    "st",
    "ha",
    "med",
    "hea",
    "ZZ",
    "Z0",
    "R000",
    "helth center",
    "pharmcy",
    "ashbrige surgrey",
    "ashbridge clinic hospital ward",
    "ashbury beckbury clayton deanford elmgate fernham glenhill holmleigh",
)
SORTS = ("SURGERY", "MEDICAL PRACTICE", "HEALTH CENTRE", "MED.CTR.", "GROUP PRACTICE", "FAMILY PRACTICE")


class England:
    """The files of a country, the same every time."""

    def __init__(self, folder: Path):
        self.folder, self.chance = folder, random.Random(7)
        self.practices = [f"Z{number:05}" for number in range(PRACTICES)]

    def town(self) -> str:
        return self.chance.choice(FIRST) + self.chance.choice(LAST)

    def row(self, code: str, name: str, icb: str, **at: str) -> str:
        cells = [
            code,
            name,
            "Y62",
            icb,
            "",
            "",
            "",
            self.town(),
            "",
            f"Z{self.chance.choice(AREAS)}{self.chance.randrange(99)} 1AA",
            "20010401",
        ]
        cells += [""] * 16
        for column, text in at.items():
            cells[int(column[1:]) - 1] = text
        return ",".join(f'"{cell}"' for cell in cells) + "\n"

    def icb(self, number: int) -> str:
        return f"Q{number % SIZES['icbs']:02}"

    def sub_icb(self, number: int) -> str:
        return f"9{number % SIZES['sub_icbs']:03}"

    def write(self, renamed: int = 0) -> int:
        """All files; so many practices under another name, and as many in another network. How many rows."""
        self.chance.seed(7)
        parts = {
            "eauth": [
                self.row(self.icb(n), f"NHS {self.town()} {n} INTEGRATED CARE BOARD", "")
                for n in range(SIZES["icbs"])
            ],
            "eccg": [
                self.row(self.sub_icb(n), f"NHS ICB - {self.sub_icb(n)}", self.icb(n))
                for n in range(SIZES["sub_icbs"])
            ],
            "etr": [
                self.row(f"R{n:03}", f"{self.town()} HOSPITALS NHS TRUST", self.icb(n))
                for n in range(SIZES["trusts"])
            ],
            "ets": [self._site(n) for n in range(SIZES["sites"])],
            "edispensary": [
                self.row(f"F{n:05}", f"{self.town()} PHARMACY", self.icb(n)) for n in range(SIZES["pharmacies"])
            ],
            "epraccur": [*self._practices(renamed), *self._centres()],
            "epcn": [
                "PCN Code,PCN Name,Current Sub ICB Loc Code,Open Date,Close Date\n",
                *(f"U{n:05},{self.town()} {n} PCN,{self.sub_icb(n)},20190701,\n" for n in range(SIZES["networks"])),
            ],
            "epcncorepartnerdetails": [
                "Partner Organisation Code,PCN Code,Practice to PCN Relationship Start Date\n",
                *(
                    f"{code},U{(n + (n < renamed)) % SIZES['networks']:05},20190701\n"
                    for n, code in enumerate(self.practices)
                ),
            ],
        }
        for name, lines in parts.items():
            (self.folder / f"{name}.csv").write_text("".join(lines))
        return sum(map(len, parts.values()))

    def _site(self, number: int) -> str:
        trust = f"R{number % SIZES['trusts']:03}"
        name = f"{self.town()} {self.chance.choice(('HOSPITAL', 'CLINIC', 'HEALTH CENTRE', 'WARD'))} {number}"
        return self.row(f"{trust}{number:05}", name, "", c15=trust)

    def _practices(self, renamed: int) -> list[str]:
        rows = []
        for number, code in enumerate(self.practices):
            name = f"{self.town()} {self.chance.choice(SORTS)}" + (" NEW" if number < renamed else "")
            ended = {"c12": "20200331", "c13": "C"} if number >= PRACTICES - CLOSED else {"c13": "A"}
            rows.append(self.row(code, name, self.icb(number), c15=self.sub_icb(number), c26="4", **ended))
        return rows

    def _centres(self) -> list[str]:
        return [self.row(f"Y{n:05}", f"{self.town()} CLINIC", self.icb(n), c26="0") for n in range(OTHER_CENTRES)]


def load(folder: Path, *options: str) -> tuple[float, str]:
    """Seconds, and the last line that was said."""
    said, began = StringIO(), time.perf_counter()
    call_command("load_ods", str(folder), *options, stdout=said)
    return time.perf_counter() - began, said.getvalue().strip().splitlines()[-1]


def look_up() -> bool:
    """How long searches take from Cheshire and Merseyside, the index of names made already, and how long that takes.

    Whether each took less than SLOWEST.
    """
    icb = load_registry("cheshire-and-merseyside").icb
    began = time.perf_counter()
    naming.find("warm up", icb=icb)
    print(f"index of names made in {time.perf_counter() - began:.1f} s")  # noqa: T201
    began = time.perf_counter()
    searching.look_up("zibblefloq", icb=icb, limit=25)
    print(f"words of all names read in {time.perf_counter() - began:.1f} s")  # noqa: T201
    ways = {
        "search": lambda words: searching.look_up(words, icb=icb, limit=25),
        "search of no ICB": lambda words: searching.look_up(words, icb=None, limit=25),
        "where one works": find_organisations,
    }
    slowest = []
    for name, search in ways.items():
        took = {words: took_by(search, words) for words in SEARCHES}
        for words, (waited, cpu) in took.items():
            print(f"  {words}: {waited:.0f} ms, {cpu:.0f} of this process")  # noqa: T201
        waits, cpus = zip(*took.values(), strict=True)
        told = f"median {statistics.median(waits):.0f} ms, slowest {max(waits):.0f} ms"
        print(f"{name}: {told}; of this process {statistics.median(cpus):.0f} and {max(cpus):.0f} ms")  # noqa: T201
        slowest.append(max(waits))
    return max(slowest) < SLOWEST


def took_by(search: Callable[[str], list], words: str) -> tuple[float, float]:
    """Milliseconds of wall time and of this process, each the median of five."""
    times = []
    for _ in range(5):
        began, cpu = time.perf_counter(), time.process_time()
        search(words)
        times.append((1000 * (time.perf_counter() - began), 1000 * (time.process_time() - cpu)))
    waits, cpus = zip(*times, strict=True)
    return statistics.median(waits), statistics.median(cpus)


def size() -> str:
    """How large the database is."""
    sql = {
        "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        "postgresql": "SELECT pg_database_size(current_database())",
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])
        return f"{cursor.fetchone()[0] / 1e6:.0f} MB"


def main() -> int:
    surroundings.prepare()
    with tempfile.TemporaryDirectory() as folder:
        england = England(Path(folder))
        print(f"{england.write():,} rows on {connection.vendor}")  # noqa: T201
        print(f"empty: {size()}")  # noqa: T201
        for what, options in (("check", ["--check"]), ("first load", []), ("the same again", [])):
            print(what, "{:.1f} s: {}".format(*load(england.folder, *options)))  # noqa: T201
        print(f"{Organisation.objects.count():,} organisations: {size()}")  # noqa: T201
        england.write(renamed=500)
        print("500 renamed and moved", "{:.1f} s: {}".format(*load(england.folder)))  # noqa: T201
    return 0 if look_up() else 1


if __name__ == "__main__":
    sys.exit(main())
