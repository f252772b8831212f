"""The gate takes a run of letters that English is not written in for a name, and leaves signs of medicine."""

import pytest

from language.identifiers import screen


@pytest.mark.parametrize(
    "name", ["张伟", "張偉", "محمد علي", "राम कुमार", "김민수", "Иван Петров", "Олена", "さくら", "שרה כהן", "สมชาย"]
)
def test_a_name_in_other_letters_is_masked(name):
    assert screen(f"Letter for {name} never came.").masked == "Letter for [name removed] never came."


@pytest.mark.parametrize("text", ["TNF-α and a β-blocker, 5 μg, Δ of 3 😀 ✓ 37 °C", "±2 → 3 ½ café ≥ 4"])
def test_signs_of_medicine_and_emoji_are_left(text):
    assert screen(text).masked == text
