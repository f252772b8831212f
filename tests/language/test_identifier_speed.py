"""The gate's work grows in step with the length of a text, whatever is repeated in it."""

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
    "x at ",
    "a dot ",
    "one two ",
    "oh 7 ",
    "the first of ",
    "May the first nineteen ",
    "0 7 ",
    "0,",
    "unit no ",
    "unit no 12 ",
    "hosp no A/",
    "Address: A, ",
    "lives at A, ",
    "Ffordd A, ",
    "Flat 1, A, ",
    "number one, A ",
    "A B C ",
    "A1 A B ",
    "Joan, her son ",
    "Joan (son) ",
    "nurse Joan and ",
    "Joan, Ann and ",
    "the Joans ",
    "Smith J ",
    "Smith, J.",
    "address 1 mill ",
    "Present: ",
    "Dr Joan, a ",
    "the street, A ",
    "my mum. Regards, Jo\n",
    'for "Joan ',
    "Joan | manager | ",
    "typed at 1 by ",
    "Could Joan ",
    "Joan's team ",
    "his sister, Ann, ",
    "merge for 123456 ",
    "A-B. ",
    "our new a-b writer, Joan ",
    "policy (Joan, ",
    "Joan and Ann ",
    "lives on A B ",
    "May 1 ",
    "1 th ",
    "Hi Joan, ",
    "nurse (Joan) ",
    "doctor? Joan? ",
    "team is Joan, Ann, ",
    "told to go by Joan ",
    "on duty: Joan, ",
    "list 1 Mr Joan, 2 ",
    "Joan\nnurse\n",
    "all lists to Mr A ",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_work_grows_in_step_with_the_text(unit):
    def seconds(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        begun = time.process_time()
        screen(text)
        return time.process_time() - begun

    turns = [(seconds(10_000), seconds(40_000)) for _ in range(3)]
    short, long = (min(times) for times in zip(*turns, strict=True))
    assert long / max(short, 1e-4) < 8, "4 times where it grows in step, 16 times where it grows with the square"
