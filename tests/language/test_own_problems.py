"""What only one area knows brings its reports together."""

import numpy as np

from language import own_problems, vectors
from language.known_problems import KnownProblem

OWN = KnownProblem(
    "boiler",
    "The clinic's boiler is broken",
    "The heating of the branch clinic fails and appointments are moved.",
    "",
    "",
    "",
    ("No heating again, clinic cancelled.", "Radiators cold at the branch.", "Patients sat in coats, boiler off."),
)
TEXTS = [
    "The heating was off and the clinic at the branch was called off.",
    "Freezing waiting room, boiler has gone again.",
    *[f"The discharge letter came {at} weeks late." for at in range(2, 6)],
    *[f"Results of scan {at} never reached us." for at in range(2, 6)],
]


def test_reports_of_an_own_problem_are_nearer_to_each_other_than_without_it() -> None:
    meaning = vectors.embed(TEXTS)
    joined = own_problems.join(meaning, meaning, [OWN])
    assert joined.shape == (len(TEXTS), meaning.shape[1] + 1)
    assert np.allclose(np.linalg.norm(joined, axis=1), 1, atol=1e-5)
    assert joined[0] @ joined[1] > meaning[0] @ meaning[1]
    assert joined[0, -1] > 0 > joined[5, -1]


def test_without_own_problems_nothing_changes() -> None:
    meaning = vectors.embed(TEXTS[:2])
    assert own_problems.join(meaning, meaning, []) is meaning
