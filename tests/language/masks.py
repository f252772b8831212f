"""What the gate takes of a text, held against what it should take."""

from collections.abc import Sequence

from language.identifiers import screen


def missed_and_false(text: str, wanted: Sequence[str]) -> tuple[list[str], list[str]]:
    """What is wanted and not masked, and what is masked and belongs to nothing that is wanted."""
    taken = [text[one.start : one.end] for one in screen(text).found]
    missed = [one for one in wanted if not any(one.rstrip(".") in found for found in taken)]
    return missed, [found for found in taken if not any(one.rstrip(".") in found or found in one for one in wanted)]
