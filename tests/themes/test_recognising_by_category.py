"""What is shown as known is of the same category, or clearly alike."""

import pytest

from language import similarity
from tests import make
from tests.themes.test_recognising import LATE, LATE_AGAIN
from themes import placing, recognising

pytestmark = pytest.mark.django_db


def test_what_was_reported_under_another_category_has_to_be_more_alike(monkeypatch):
    made, writer = make.registry(), make.user()
    late = make.issue(about=made["trust"], text=LATE)
    placing.place_due()
    rows = [similarity.represent([text]) for text in (LATE_AGAIN, LATE)]
    ((_, score),) = similarity.rank(rows[0], [LATE_AGAIN], rows[1], [LATE], top=1)[0]
    monkeypatch.setattr(recognising, "NEAR", score - 0.01)
    of = {
        slug: recognising.known(
            by=writer, text=LATE_AGAIN, category=make.category(slug, slug), about=made["trust"]
        ).issues
        for slug in ("letters", "tests", "other")
    }
    assert of == {"letters": (late,), "tests": (), "other": (late,)}
