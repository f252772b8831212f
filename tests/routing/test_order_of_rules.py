"""Which of the rules that fit comes first: the stated order of their conditions, without a tie."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from routing import publishing
from routing.facts import Book, Facts
from routing.models import Desk, Rule
from routing.registry import fitting_rules, precedence, route
from tests import make

pytestmark = pytest.mark.django_db
ORDER = ("is_harm", "service", "category_id", "about_side", "reporter_side", "place_id")  # as docs/registry-files.md
RESULT = {"desk_kind": Desk.Kind.MEDICAL_DIRECTOR, "desk_at": Rule.At.ABOUT, "copies": [], "needs_triage": False}
EMPTY = {
    "is_harm": False,
    "service": "",
    "category_id": None,
    "about_side": "",
    "reporter_side": "",
    "place_id": None,
}


def rule(name: str, **conditions) -> dict:
    return {"name": name, **EMPTY, **RESULT, "acknowledge_days": 2, "answer_days": 10} | conditions


def test_every_set_of_conditions_weighs_by_its_first_difference_in_the_stated_order():
    trust, practice = make.trust(place=make.place()), make.practice()
    full = {
        "is_harm": True,
        "service": "mental_health",
        "category_id": make.category().slug,
        "about_side": Rule.Side.PROVIDER,
        "reporter_side": Rule.Side.PRACTICE,
        "place_id": make.place().pk,
    }
    sets = [dict(zip(ORDER, bits, strict=True)) for bits in product([False, True], repeat=len(ORDER))]
    rules = [rule(str(at), **{key: full[key] for key in ORDER if kept[key]}) for at, kept in enumerate(sets)]
    facts = Facts(
        icb=make.icb(),
        category="letters",
        about=trust,
        about_words="CAMHS",
        harm="death",
        reporter_organisation=practice,
    )
    for one, other in combinations(range(len(rules)), 2):
        book = Book(None, tuple(publishing._unsaved(rules[at], {}, {}) for at in (one, other)))
        for each, at in zip(book.rules, (one, other), strict=True):
            each.category_id, each.place_id = rules[at]["category_id"], rules[at]["place_id"]
        first = next(key for key in ORDER if sets[one][key] != sets[other][key])
        winner = one if sets[one][first] else other
        assert fitting_rules(facts, book)[0].name == str(winner)


CONDITIONS = some.fixed_dictionaries(
    {
        "is_harm": some.booleans(),
        "service": some.sampled_from(["", "mental_health", "maternity"]),
        "category_id": some.sampled_from([None, "letters", "tests"]),
        "about_side": some.sampled_from(["", "provider", "practice"]),
        "reporter_side": some.sampled_from(["", "provider", "practice"]),
        "place_id": some.sampled_from([None, 1, 2]),
    }
)


@given(some.lists(CONDITIONS, max_size=12))
def test_rules_without_a_fault_never_tie(conditions):
    rules = [rule(str(at), **one) for at, one in enumerate(conditions)]
    tied = {at for at, _ in publishing.faults_of(rules)}
    kept = [one for at, one in enumerate(rules) if at not in tied]
    for one, other in combinations(kept, 2):
        fit_together = all(not one[key] or not other[key] or one[key] == other[key] for key in ORDER)
        weigh_the_same = precedence(Rule(**one)) == precedence(Rule(**other))
        assert not (fit_together and weigh_the_same)
    assert bool(tied) == (len({tuple(one[key] for key in ORDER) for one in conditions}) < len(conditions))


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([rule("one"), rule("two")], "has the same conditions as “one”"),
        ([rule("one"), rule("one", is_harm=True)], "has the same name as another: one."),
        ([rule("one", acknowledge_days=11)], "more days to acknowledge than to answer"),
        ([rule("one", desk_kind="place_commissioner", desk_at="icb")], "asks for a Place commissioner at the ICB"),
        ([rule("one", copies=[["medical_director", "about_place"]])], "asks for a Medical director at the Place"),
    ],
)
def test_what_cannot_be_published_is_named(rules, said):
    assert said in " ".join(fault for _, fault in publishing.faults_of(rules))


def test_an_area_may_send_issues_to_any_kind_of_desk():
    place, trust, practice = make.place(), make.trust(), make.practice()
    make.desk(make.icb(), "interface_team", make.interface_team())
    for kind in Desk.Kind.values:
        at = "about_place" if kind in publishing.AT_A_PLACE else "icb" if kind.startswith("icb") else "about"
        at = "icb" if kind == "interface_team" else at
        about = practice if kind in {"practice_manager", "senior_partner", "pcn_clinical_director"} else trust
        where = {"icb": make.icb(), "about_place": make.icb()}.get(at, about)
        if kind != "interface_team":
            make.desk(where, kind, make.user(where), place=place if at == "about_place" else None)
        book = publishing.as_book([rule("all", desk_kind=kind, desk_at=at)])
        answer = route(Facts(icb=make.icb(), category="letters", about=about, reporter_place=place), book=book)
        assert (answer.desk.kind, answer.gap) == (kind, ""), kind


def test_what_needs_a_look_first_goes_to_the_interface_team_and_says_where_next():
    known = make.registry()
    book = publishing.as_book([rule("all", needs_triage=True)])
    answer = route(Facts(icb=make.icb(), category="letters", about=known["trust"]), book=book)
    assert (answer.desk, answer.gap) == (known["interface_desk"], "")
    assert "before it goes to Medical director, Fernhall Hospitals." in answer.reasons[1]
