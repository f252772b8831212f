"""What others have reported before the person at the browser comes."""

from datetime import timedelta

from django.utils import timezone

from tests import make
from themes import detecting, placing
from themes.models import Theme

LATE_LETTERS = [
    "Discharge letter arrived three weeks late, so we did not know of the new medicines.",
    "Discharge letter two weeks late again; the patient came to us with a paper copy of his own.",
    "Still no discharge letter after 18 days, although the ward says that it was sent.",
    "Discharge summary received a month late, so blood tests that were asked for were missed.",
    "The discharge letter reached us twenty days late, so the medicines were not changed.",
    "Late discharge letter: it took 25 days, and the patient had been readmitted by then.",
    "We only got the discharge letter when we rang the ward, three weeks late.",
    "Discharge summary came three weeks late and the repeat prescription was wrong meanwhile.",
]


def others_report_late_letters(system) -> None:
    """The same problem in different words, from several people in four practices, over the last weeks."""
    first = timezone.now() - timedelta(days=40)
    practices = [make.practice() for _ in range(4)]
    for at, text in enumerate(LATE_LETTERS):
        reporter = make.user(practices[at % len(practices)])
        make.issue(by=reporter, about=system.trust, text=text, created_at=first + timedelta(days=5 * at))


def the_search_for_themes_runs() -> None:
    """As in the night, with the real engine."""
    placing.place_due()
    detecting.find(icb=make.icb(), now=timezone.now())


def a_theme(system) -> Theme:
    """The theme of the late letters."""
    others_report_late_letters(system)
    the_search_for_themes_runs()
    return Theme.objects.current().order_by("-size").first()
