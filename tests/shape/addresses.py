"""Every address that the portal serves, with an example of each."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

EXAMPLES = {"int": "1", "slug": "x1", "str": "x1", "path": "x1", "uuid": "00000000-0000-0000-0000-000000000001"}


def addresses() -> dict[str, str]:
    """Names with namespaces, each with an example of a path."""
    return dict(_walk(get_resolver(), "/", ""))


def _walk(resolver: URLResolver, path: str, space: str) -> Iterator[tuple[str, str]]:
    for part in resolver.url_patterns:
        here = path + _example(str(part.pattern))
        if isinstance(part, URLPattern):
            yield f"{space}{part.name}", here
        else:
            yield from _walk(part, here, f"{space}{part.namespace}:" if part.namespace else space)


def _example(route: str) -> str:
    route = re.sub(r"<(?:(\w+):)?\w+>", lambda found: EXAMPLES[found[1] or "str"], re.sub(r"\(\?P<\w+>", "(", route))
    route = re.sub(r"\(([^()]*)\)", lambda found: "x1" if "[" in found[1] else found[1].split("|")[0], route)
    return route.strip("^$")
