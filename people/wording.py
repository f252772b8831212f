"""What people say of themselves and of their colleagues, who are no patients."""

from language.identifiers import screen


def without_numbers(words: str) -> str:
    """The words as they may be stored: only an NHS number is taken out."""
    found = screen(words).found
    return screen(words, release={(one.start, one.end) for one in found if one.kind != "NHS_NUMBER"}).masked
