"""What the gate reaches on texts of every kind of service that were looked at while its rules were written.

So these figures say that nothing is lost again; what it does on texts nobody has seen, they cannot say.
"""

from pathlib import Path

import pytest

from language.measuring_identifiers import measure

DATA = Path(__file__).parent.parent / "data"
LOOKED_AT = [
    *("identifiers_general_practice", "identifiers_hospitals"),
    *("identifiers_forms", "identifiers_community"),
    *("identifiers_staff_and_patients", "identifiers_practice_manager"),
    *("identifiers_mental_health", "identifiers_registrar"),
    *("identifiers_ward_and_district", "identifiers_in_haste"),
    "identifiers_end_of_day",
]
FEWEST = {"identifiers_community": 0.975, "identifiers_end_of_day": 0.97}  # of the spans
FEWEST_UNTOUCHED = {"identifiers_forms": 0.94}  # of the clean texts


@pytest.mark.parametrize("name", LOOKED_AT)
def test_the_gate_holds_what_it_reached_on_texts_that_were_looked_at(name):
    figures = measure(DATA / f"{name}.jsonl")
    assert figures.found["NHS_NUMBER"] == figures.spans["NHS_NUMBER"]
    assert figures.found.total() >= FEWEST.get(name, 0.98) * figures.spans.total()
    assert figures.noticed >= 0.98 * figures.holding
    assert figures.untouched >= FEWEST_UNTOUCHED.get(name, 0.95) * figures.clean
