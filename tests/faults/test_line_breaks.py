"""F6: line breaks in what people are called add nothing to an e-mail. test_deploying.py reads the log for them."""

import pytest
from django.core import mail

from people import delivering
from people.models import Notice
from tests import make

pytestmark = pytest.mark.faults
BREAKS = "\r\nBcc: all@trust.example\r\n\r\nBody"


@pytest.fixture
def system(registry_in_one_transaction):
    return registry_in_one_transaction


def test_words_in_a_name_add_no_header_and_no_addressee_to_an_email(system):
    system["trust"].name = f"Fernhall{BREAKS}"
    system["trust"].save()
    system["desk"].title = f"Director{BREAKS}"
    system["desk"].save()
    make.issue(by=system["reporter"], about=system["trust"], text=f"Subject: late{BREAKS}")
    delivering.deliver_due()
    assert len(mail.outbox) == 2
    for one in mail.outbox:
        message = one.message()
        assert (len(one.recipients()), message["Bcc"], "\n" in message["Subject"]) == (1, None, False)
        assert len(message.get_all("Subject")) == 1


def test_where_a_break_stays_in_a_subject_nobody_is_written_to(system):
    make.issue(by=system["reporter"], about=system["trust"])
    Notice.objects.update(subject=f"Issue{BREAKS}")
    delivering.deliver_due()
    assert mail.outbox == []
