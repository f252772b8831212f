"""Themes keep their key from run to run: by the members they share, never by renumbering."""

import base64
import hashlib
from collections.abc import Collection, Mapping, Sequence

_KEEPS = 0.3  # of the smaller of the two that must be shared for a theme to be the same


def carry(groups: Sequence[Sequence[str]], earlier: Mapping[str, Collection[str]]) -> list[str]:
    """A key per group (members earliest first): the earlier theme it shares most with, else a new one."""
    keys: dict[int, str] = {}
    for _, key, at in _matches(groups, earlier):
        if at not in keys and key not in keys.values():
            keys[at] = key
    taken = set(earlier) | set(keys.values())
    for at, members in enumerate(groups):
        if at not in keys:
            keys[at] = _new_key(members[0], taken)
            taken.add(keys[at])
    return [keys[at] for at in range(len(groups))]


def _matches(groups: Sequence[Sequence[str]], earlier: Mapping[str, Collection[str]]) -> list[tuple[int, str, int]]:
    """Pairs of key and group that may be the same theme, those with most shared members first."""
    found = []
    was_in: dict[str, list[str]] = {}
    for key in sorted(earlier):
        for member in earlier[key]:
            was_in.setdefault(member, []).append(key)
    for at, members in enumerate(groups):
        shared: dict[str, int] = {}
        for member in set(members):
            for key in was_in.get(member, []):
                shared[key] = shared.get(key, 0) + 1
        found += [
            (-count, key, at)
            for key, count in shared.items()
            if count >= _KEEPS * min(len(set(earlier[key])), len(set(members)))
        ]
    return sorted(found)


def _new_key(earliest: str, taken: Collection[str]) -> str:
    """Eight letters and digits made from the earliest member's id; another eight if those are taken."""
    turn = 0
    while True:
        digest = hashlib.sha256(f"{earliest}\x00{turn}".encode()).digest()
        key = base64.b32encode(digest).decode()[:8].lower()
        if key not in taken:
            return key
        turn += 1
