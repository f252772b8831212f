"""Whether work grows in step with a text, measured by the processor so that a busy machine counts for little."""

import time
from collections.abc import Callable


def assert_in_step(work: Callable[[str], object], text: str) -> None:
    """The first quarter of the text and all of it, three times in turn."""

    def seconds(length: int) -> float:
        begun = time.process_time()
        work(text[:length])
        return time.process_time() - begun

    turns = [(seconds(len(text) // 4), seconds(len(text))) for _ in range(3)]
    short, long = (min(times) for times in zip(*turns, strict=True))
    assert long / max(short, 1e-4) < 8, "4 times where it grows in step, 16 times where it grows with the square"
