"""Beginnings of masked texts, as they stand in lists."""

EXCERPT = 160  # characters


def shortened(text: str) -> str:
    """The beginning of a text, ending with a whole word."""
    text = " ".join(text.split())
    if len(text) <= EXCERPT:
        return text
    words = text[: EXCERPT + 1].rpartition(" ")[0] or text[:EXCERPT]
    return words.rstrip(".,;:") + "…"


def is_cut(text: str) -> bool:
    """Whether there is more of a text than its beginning."""
    return len(" ".join(text.split())) > EXCERPT
