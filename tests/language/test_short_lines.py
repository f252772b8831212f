"""A few words that may tell who somebody is are told from prose."""

import pytest

from language.short_lines import is_identifying


@pytest.mark.parametrize(
    "words",
    ["Quillfeather", "Ann Marie", "margaret hollingsworth", "Will Young", "03/04/1960", "12 High Street", "Rose,"]
    + ["a.b@mail.example", "QUILLFEATHER", "DOB 3/4/60", "X1234567"],
)
def test_a_name_a_number_a_date_or_an_address_is_identifying(words):
    assert is_identifying(words)


@pytest.mark.parametrize(
    "words",
    ["the letter template", "and she had a stroke", "We will change", "Letter template", "The ward", "waited", ""]
    + ["12 patients waited", "Mrs Ann Quillfeather was sent home too late", "…", f"Mr {'Longname' * 9}"],
)
def test_prose_and_what_is_long_is_not(words):
    assert not is_identifying(words)
