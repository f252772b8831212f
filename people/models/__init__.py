"""Organisations, Places, users, memberships and what waits to be told to them. Knows no issue and no project."""

from people.models.jobs import Heartbeat, Round, Stumble
from people.models.notices import Bounce, Choice, Digest, Notice
from people.models.organisations import CODE, Alias, EmailDomain, Organisation, Place
from people.models.persons import Membership, Token, User, UserManager

__all__ = [
    "CODE",
    "Alias",
    "Bounce",
    "Choice",
    "Digest",
    "EmailDomain",
    "Heartbeat",
    "Membership",
    "Notice",
    "Organisation",
    "Place",
    "Round",
    "Stumble",
    "Token",
    "User",
    "UserManager",
]
