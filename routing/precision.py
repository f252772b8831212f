"""How many written cases went where they should: in all, by desk, by direction and by Place. Pure."""

from collections import defaultdict
from collections.abc import Iterator


def is_right(answer: dict) -> bool:
    """Whether a routed case went where its `wanted` says: to which kind of desk and, where given, whose it is."""
    wanted = answer["wanted"]
    return (
        wanted["desk"] == answer["desk_kind"]
        and wanted.get("organisation") in {None, answer["organisation"]["code"]}
        and wanted.get("place") in {None, answer["desk_place"]}
    )


def lines_of(answers: list[dict]) -> Iterator[str]:
    """The figures as lines; none where no case says what is wanted."""
    judged = [(answer, is_right(answer)) for answer in answers if answer.get("wanted")]
    if not judged:
        return
    yield f"Right: {_share([right for _, right in judged])}"
    for title, key in (("desk", _desk), ("direction", _direction), ("Place", _place)):
        groups: dict[str, list[bool]] = defaultdict(list)
        for answer, right in judged:
            groups[key(answer)].append(right)
        for name in sorted(filter(None, groups)):
            yield f"  {title} {name}: {_share(groups[name])}"


def _desk(answer: dict) -> str:
    return answer["wanted"]["desk"]


def _direction(answer: dict) -> str:
    return answer.get("direction") or ""


def _place(answer: dict) -> str:
    return answer.get("reporter_place") or ""


def _share(right: list[bool]) -> str:
    return f"{sum(right)} of {len(right)} ({sum(right) / len(right):.1%})"
