"""F5: words that a spreadsheet program would run, in every list that the portal gives as a spreadsheet."""

import csv
import io

import pytest
from django.test import Client

from people import exporting
from tests import make
from themes import curating

pytestmark = pytest.mark.faults
FORMULAS = [f'{sign}HYPERLINK("http://x")' for sign in "=+-@"] + ["\t=1+1", "\r=1+1", "\n=1+1", "\0=1+1"]
EVERY_LIST = {
    "/inbox/?box=all&csv=1": "team",
    "/issues/?csv=1": "reporter",
    "/responsiveness/?csv=1": "team",
    "/themes/themes.csv": "team",
    "/projects/?csv=1": "team",
    "/registry/coverage/?csv=1": "team",
}


@pytest.mark.parametrize("typed", FORMULAS)
def test_a_cell_that_would_run_begins_with_an_apostrophe_and_is_the_same_behind_it(typed):
    answer = exporting.spreadsheet("list", ["Name"], [[typed], ["Fernhall"]])
    read = list(csv.reader(io.StringIO("".join(map(bytes.decode, answer)), newline="")))
    assert read == [["\ufeffName"], [f"'{typed}"], ["Fernhall"]]


@pytest.fixture
def system(registry_in_one_transaction):
    """Everything that has a name is called by a formula."""
    system = registry_in_one_transaction
    formula = FORMULAS[0]
    for thing, field in (("trust", "name"), ("desk", "title"), ("category", "name"), ("director", "name")):
        setattr(system[thing], field, formula)
        system[thing].save()
    issues = [
        make.issue(by=system["reporter"], about=about, about_words=formula, text=f"{formula} came late")
        for about in (system["trust"], None)
    ]
    theme = make.theme(*issues, reporters=2, organisations=2)
    curating.rename(theme=theme, by=system["team"], label=formula)
    make.project(make.leader(), title=formula, summary=formula, organisation=system["trust"])
    return system


def cells(system, address: str) -> list[str]:
    client = Client()
    client.force_login(system[EVERY_LIST[address]])
    answer = client.get(address)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/csv"), address
    said = b"".join(answer.streaming_content).decode()
    return [cell for row in csv.reader(io.StringIO(said, newline="")) for cell in row]


@pytest.mark.parametrize("address", EVERY_LIST)
def test_no_list_has_a_cell_that_would_run(system, address):
    found = cells(system, address)
    assert [cell for cell in found if cell.startswith(exporting.DANGEROUS)] == []
    assert f"'{FORMULAS[0]}" in found


@pytest.mark.parametrize("address", EVERY_LIST)
def test_without_the_apostrophe_every_list_would_run(system, address, monkeypatch):
    monkeypatch.setattr(exporting, "cell", str)
    assert [cell for cell in cells(system, address) if cell.startswith(exporting.DANGEROUS)]
