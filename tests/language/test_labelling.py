from datetime import date

import numpy as np
import pytest
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from language import known_problems, labelling, phrasing
from language.emergence import Voice
from language.labelling import Label
from language.reading.view import MASKS

CARDS = [
    "The card machine is broken and I was worried.",
    "Our card machine is broken again [name removed].",
    "Monday: the card machine in the shop is broken, call [phone number removed].",
    "No receipt from the card machine, [NHS number removed].",
]
PARKING = [
    "I could not find a parking space for my bicycle.",
    "There is no parking space at the library.",
    "My wife is angry that the parking space was taken by Quentin.",
    "The parking space is far from the entrance, 42 steps.",
]
OTHERS = [
    "The kettle in the kitchen leaks.",
    "A window of the office will not open.",
    "We were sent the wrong form by the bank.",
    "The bus is late.",
]
ENTRIES = len(known_problems.library())


def labels(
    groups: list[list[str]], *, plain: float = 0.5, likely: dict[int, float] | None = None, new: bool = False
) -> list[Label]:
    """Labels of groups among others, whose reports are of known problems (by place) with these chances."""
    texts = [text for group in groups for text in group] + OTHERS
    ends = np.cumsum([len(group) for group in groups]).tolist()
    places = [list(range(end - len(group), end)) for group, end in zip(groups, ends, strict=True)]
    stored = np.zeros((len(texts), ENTRIES + 1), np.float32)
    stored[:, 0] = 1
    chances = {**dict.fromkeys(range(3), 0.0), **(likely or {})}
    guesses = np.tile(np.array(list(chances), np.int64), (len(texts), 1))
    shares = np.tile(np.array(list(chances.values()), np.float32), (len(texts), 1))
    stored[:, [1 + entry for entry in likely or {}]] = plain
    told = [f"who{at}" for at in range(len(texts))]
    return labelling.label(places, texts, told, guesses, shares, stored, new=range(len(groups)) if new else ())


def place_of(name: str) -> int:
    return next(at for at, entry in enumerate(known_problems.library()) if entry.name == name)


def test_a_group_of_no_known_problem_gets_a_short_phrase_from_its_own_words() -> None:
    cards, parking = labels([CARDS, PARKING])
    assert "card machine" in cards.label.lower() and "parking space" in parking.label.lower()
    for label in (cards.label, parking.label):
        assert 2 <= len(label.split()) <= 7 and label[0].isupper()


def test_a_label_has_no_function_word_at_its_ends() -> None:
    for one in labels([CARDS, PARKING, OTHERS]):
        words = one.label.replace(",", "").lower().split()
        assert words[0] in {"no", "cannot"} or words[0] not in ENGLISH_STOP_WORDS
        assert words[-1] not in ENGLISH_STOP_WORDS


def test_no_mask_name_number_feeling_or_first_person_gets_into_a_label() -> None:
    told = [one.label.lower() for one in labels([CARDS, PARKING])]
    told += [word for one in labels([CARDS, PARKING]) for word in one.keywords]
    held = {word.strip(",") for text in told for word in text.split()}
    assert not held & {"removed", "i", "my", "our", "we", "worried", "angry", "wife", "quentin", "42", "monday"}
    assert not any("[" in text for text in told)


def test_what_only_heads_an_identifier_names_no_group() -> None:
    found = labels([[f"F, DOB [date of birth removed], NHS {mask}" for mask in MASKS.values()]])
    assert found[0].label == "Reports that are alike" and not found[0].keywords


@pytest.mark.parametrize("mask", sorted(MASKS.values()))
def test_what_was_masked_breaks_a_phrase(mask: str) -> None:
    assert phrasing.clauses(f"card {mask} machine") == [("card",), ("machine",)]


def test_no_two_groups_share_a_label_even_with_the_same_words() -> None:
    same = labels([CARDS, CARDS, CARDS, ["", "😀", "?"], ["", "!", "."]])
    assert len({one.label.lower() for one in same}) == 5


def test_the_same_groups_get_the_same_labels() -> None:
    assert labels([CARDS, PARKING]) == labels([CARDS, PARKING])


REJECTED = [f"Referral rejected {how}" for how in ("again.", "by post.", "without a reason.", "twice.")]


def test_a_known_problems_name_goes_to_a_group_that_clearly_is_one() -> None:
    rejected = place_of("Referral rejected or returned")
    assert labels([REJECTED], likely={rejected: 0.5})[0].label == "Referral rejected or returned"
    assert labels([REJECTED], likely={rejected: 0.1})[0].label != "Referral rejected or returned"


def test_a_known_problem_that_is_only_the_least_unlike_gives_no_name() -> None:
    rejected = place_of("Referral rejected or returned")
    assert "Referral" not in labels([CARDS], plain=0.2, likely={rejected: 0.9})[0].label


def test_a_group_that_is_of_two_known_problems_says_both() -> None:
    one, other = (known_problems.library()[at].name for at in (0, 1))
    (both,) = labels([CARDS], likely={0: 0.4, 1: 0.3})
    assert both.label == f"{one} / {other}"
    assert labels([CARDS], likely={0: 0.7, 1: 0.2})[0].label == one
    assert labels([CARDS], likely={0: 0.2, 1: 0.15})[0].label == one
    assert labels([CARDS], likely={0: 0.14, 1: 0.1})[0].label == f"{one} / {other}", "of one of the two most are"
    assert "/" not in labels([CARDS], likely={0: 0.14, 1: 0.07})[0].label


def test_a_less_likely_known_problem_names_a_group_of_which_many_may_be_and_no_second_one() -> None:
    rejected = place_of("Referral rejected or returned")
    first, second = (one.label for one in labels([CARDS, PARKING], likely={rejected: 0.15}))
    assert first == "Referral rejected or returned"
    assert "Referral" not in second
    assert "Referral" not in labels([CARDS], likely={rejected: 0.15}, new=True)[0].label


def test_of_two_known_problems_that_fit_equally_neither_gives_its_name() -> None:
    rejected, lost = place_of("Referral rejected or returned"), place_of("Referral lost or never received")
    assert "Referral" not in labels([CARDS], likely={rejected: 0.4, lost: 0.4})[0].label
    assert labels([CARDS], likely={rejected: 0.4, lost: 0.15})[0].label == "Referral rejected or returned"


def test_a_second_group_of_one_known_problem_says_what_sets_it_apart() -> None:
    rejected = place_of("Referral rejected or returned")
    first, second = (one.label for one in labels([CARDS, PARKING], likely={rejected: 0.5}))
    assert first == "Referral rejected or returned"
    assert second.startswith("Referral rejected or returned: ") and len(second.split()) <= 6


def test_a_word_that_one_person_used_is_in_no_label() -> None:
    assert "quentin" not in " ".join(one.label.lower() for one in labels([PARKING]))


def test_a_new_group_has_a_known_problems_name_only_where_its_reports_say_so_plainly() -> None:
    rejected = place_of("Referral rejected or returned")
    assert labels([REJECTED], likely={rejected: 0.5}, new=True)[0].label == "Referral rejected or returned"
    assert labels([REJECTED], likely={rejected: 0.3}, new=True)[0].label != "Referral rejected or returned"


def test_what_is_somebodys_gets_into_no_label() -> None:
    forms = [
        "The mum's consent form is lost.",
        "A mum's consent form is not here.",
        "No mum's consent form again.",
        "The daughter's consent form came late.",
    ]
    found = labels([forms])[0]
    assert "consent form" in found.label.lower()
    assert "'s" not in found.label and not any("'s" in word for word in found.keywords)


def test_one_person_who_misses_something_does_not_name_the_group() -> None:
    tests = [
        "There is no parking space at the library.",
        "The parking space is taken.",
        "A parking space is far away.",
        "We want the parking space by the door.",
    ]
    assert not labels([tests])[0].label.startswith("No ")
    everybody = [f"There is no parking space at the {where}." for where in ("library", "clinic", "shop", "gate")]
    assert labels([everybody])[0].label == "No parking space"


def test_a_second_phrase_is_added_where_the_first_covers_few_of_the_reports() -> None:
    mixed = [
        "The clinic fax machine is broken.",
        "The clinic fax machine is broken again.",
        "The clinic fax machine jams.",
        "The gate hinge is bent.",
        "A gate hinge is gone.",
        "The gate hinge squeals.",
        "A trolley squeaks.",
    ]
    label = labels([mixed])[0].label.lower()
    assert "fax machine" in label and "gate hinge" in label


def test_one_text_that_others_stand_behind_names_no_group() -> None:
    machines = [
        "The eye gaze device of a patient was left behind.",
        "A letter tells of a knee that nobody saw.",
        "The letter is about an operation that nobody did.",
    ]
    alone = labels([[*machines[:1], *machines]])[0]
    assert "gaze" not in f"{alone.label} {alone.keywords}".lower()
    said_twice = labels([[*machines, "Her eye gaze device was lost on the ward."]])[0]
    assert "gaze" in f"{said_twice.label} {said_twice.keywords}".lower()


def test_what_holds_a_theme_together_is_said_of_those_who_wrote_and_not_of_who_says_me_too():
    wrote = [Voice(date(2026, 3, 1), "a", "x"), Voice(date(2026, 3, 2), "b", "y")]
    said = [Voice(date(2026, 3, 3), who, "z", is_me_too=True) for who in "cd"]
    assert labelling.why(Label("Letters", ()), [*wrote, *said]) == labelling.why(Label("Letters", ()), wrote)
    assert labelling.why(Label("Letters", ()), wrote).startswith("The reports by 2 people in 2 organisations")
    assert labelling.why(Label("Letters", ()), said).startswith("The reports by 2 people"), "who wrote has left"
