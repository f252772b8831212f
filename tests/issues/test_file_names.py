"""A patient's name in the name of a file is masked in whatever letters; work, places and staff are left."""

import pytest

from issues.file_kinds import KINDS
from issues.file_names import shown_name


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("hollingsworth_letter.pdf", "[name removed] letter.pdf"),
        ("pendlebury-grace-03041951.pdf", "[name removed] [date of birth removed].pdf"),
        ("kowalczyk_tadeusz_19440109.pdf", "[name removed] [date of birth removed].pdf"),
        ("grace.pendlebury.scan.pdf", "[name removed] scan.pdf"),
        ("Letter_Thistlewood.pdf", "Letter [name removed].pdf"),
        ("mri-OKONJO.pdf", "mri [name removed].pdf"),
        ("notes ramachandran sunita final.pdf", "notes [name removed] final.pdf"),
    ],
)
def test_a_name_typed_in_the_name_of_a_file_is_masked(given, shown):
    assert shown_name(given, KINDS["pdf"]) == shown


@pytest.mark.parametrize(
    "given",
    [
        "discharge_letter_template.pdf",
        "royal-infirmary-rota-2026.pdf",
        "mri_report.pdf",
        "warrington_halton_rota_20260301.pdf",
        "metformin-guideline-v2.pdf",
        "parkinson-pathway.pdf",
        "clinic_letter_20261103.pdf",
        "minutes-arrowe-park-20261103.pdf",
        "thistlewood_ward_sop.pdf",
        "dr_okonjo_clinic_list.pdf",
        "baker ward.pdf",
    ],
)
def test_the_name_of_a_file_that_names_no_patient_is_shown_as_it_is(given):
    assert shown_name(given, KINDS["pdf"]) == given
