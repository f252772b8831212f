"""What tests of people share."""

import pytest

from people.models import EmailDomain


@pytest.fixture
def allowed_domain(db) -> EmailDomain:
    """Addresses at nhs.example, and below it, may sign in."""
    return EmailDomain.objects.create(domain="nhs.example")
