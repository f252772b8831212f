"""Two issues that say the same."""

import pytest

from people.models import Notice
from tests import make
from tests.issues.twins import due


@pytest.fixture
def twins(db):
    """Two issues with the same director: the twin was reported later, by somebody else, and is due later."""
    made = make.registry()
    made["reporter"], made["double"] = make.user(name="Rita Reporter"), make.user(name="Dora Double")
    made["issue"] = make.issue(by=made["reporter"], about=made["trust"])
    made["twin"] = make.issue(by=made["double"], about=made["trust"])
    due(made["issue"], days=4)
    due(made["twin"], days=8)
    Notice.objects.all().delete()
    return made
