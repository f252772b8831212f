"""The gate's work grows in step with the length of a text, whatever is repeated in it."""

import statistics
import time

import pytest

from language.identifiers import screen

HOSTILE = [
    "1",
    "1 ",
    "A ",
    "Joan ",
    "Mr ",
    "@",
    "a.b@c.",
    "^A",
    "12/03/1950 ",
    "Flat 1, ",
    "1 Mill Road, ",
    "The A, ",
    "J.",
    "DOB ",
    "nine ",
    "Joan Smith, ",
    "hosp no 123456, ",
    "A-",
    "joan ",
    "mr smith ",
    "Regards\n",
    "From: Jo\n",
    "Subject: x - ",
    "our clinic at ",
    "van der ",
    "1 mill ",
    "1-",
    "Patient: Joan ",
    "PID|1||A^B",
    "A^",
    "Name,Ward,Drug\n",
    "Name|Ward\n",
    'name="',
    "Surname:",
    "1) Joan Hall - ",
    "known as Joan ",
    "Seen by: A, ",
    "Joan Smith\n1 MILL ROAD\nLA9 1AA\n",
    "x @ ",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_work_grows_in_step_with_the_text(unit):
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        begun = time.process_time()
        screen(text)
        return time.process_time() - begun

    ratios = [seconds(20_000) / max(seconds(10_000), 1e-4) for _ in range(3)]
    assert statistics.median(ratios) < 3
