"""Organisations, Places, users, memberships and what waits to be told to them. Knows no issue and no project."""

from people.models.areas import Branding, Service
from people.models.jobs import Heartbeat, Round, Stumble
from people.models.notices import Bounce, Choice, Digest, Notice
from people.models.organisations import (
    ALIAS_WORDS,
    CODE,
    ORGANISATION_NAMES,
    ORGANISATION_WORDS,
    POSTCODES,
    TRUSTS,
    Alias,
    Earlier,
    EmailDomain,
    Organisation,
    Place,
    UnknownName,
)
from people.models.persons import Membership, Token, User, UserManager

__all__ = [
    "ALIAS_WORDS",
    "CODE",
    "ORGANISATION_NAMES",
    "ORGANISATION_WORDS",
    "POSTCODES",
    "TRUSTS",
    "Alias",
    "Bounce",
    "Branding",
    "Choice",
    "Digest",
    "Earlier",
    "EmailDomain",
    "Heartbeat",
    "Membership",
    "Notice",
    "Organisation",
    "Place",
    "Round",
    "Service",
    "Stumble",
    "Token",
    "UnknownName",
    "User",
    "UserManager",
]
