"""A nought before a labelled NHS number hides it no more."""

import pytest

from language.identifiers import screen


@pytest.mark.parametrize("text", ["NHS no. 0943 476 5919", "NHS number: 09434765919", "nhs 0943-476-5919 no letter"])
def test_an_nhs_number_with_a_nought_before_it_is_masked(text):
    screened = screen(text)
    assert [one.kind for one in screened.found] == ["NHS_NUMBER"]
    assert not any(char.isdigit() for char in screened.masked)


def test_other_numbers_of_eleven_digits_beside_a_trust_are_no_nhs_numbers():
    assert screen("Order 09434765919 of the trust").masked == "Order 09434765919 of the trust"
