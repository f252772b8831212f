"""The interface team makes a confirmed theme a known problem of its area, on a telephone."""

from tests import make
from tests.journeys.telling import LATE_LETTERS
from themes import deciding
from themes.models import OwnProblem

OWN_WORDS = ["Summary took weeks.", "Nothing from the ward until we rang.", "No letter when the patient came."]
PHONE = {"viewport": {"width": 375, "height": 800}}


def test_a_confirmed_theme_becomes_a_known_problem(system, visitor):
    issues = [make.issue(about=system.trust, text=f"{text} Number {at}.") for at in (1, 2) for text in LATE_LETTERS]
    theme = make.theme(*issues, key="letters1", label="Discharge letters come late")
    deciding.confirm(theme=theme, by=system.team)

    team = visitor(**PHONE)
    team.signs_in(system.team)
    team.opens("/themes/")
    team.finds_the_page_sound()
    team.chooses("Known problems (1 proposed)")
    team.stands_on("Known problems")
    team.finds_the_page_sound()
    team.chooses("Discharge letters come late")
    team.stands_on("A known problem of your area")
    team.finds_the_page_sound()
    team.fills(definition="Letters reach the practice weeks after discharge.", wordings="One way to say it.")
    team.presses("Save")
    team.reads("Enter at least three different wordings, one on each line")
    team.finds_the_page_sound()
    team.fills(is_not="A letter that went to another practice.", owner="Trust medical director")
    team.fills(wordings="\n".join(LATE_LETTERS[:3]))
    team.presses("Save")
    team.reads("These words stand in an issue")
    team.finds_the_page_sound()
    team.fills(wordings="\n".join(OWN_WORDS))
    team.presses("Save")
    team.stands_on("Known problems")
    team.reads("What it is not: A letter that went to another practice.", "Usually theirs: Trust medical director")
    team.finds_the_page_sound()
    assert OwnProblem.objects.get().wordings == OWN_WORDS

    team.opens(theme.get_absolute_url())
    team.reads("Made a known problem of the area by Ira Interface")
    team.finds_the_page_sound()
