"""The colleague for whom an issue is reported: by name, or by the work address of somebody known, who is told."""

import re
from collections.abc import Collection

from issues.models import Follower, Issue
from language.identifiers import Finding, Screened, screen
from language.reading.view import MASKS
from people.models import Organisation, User
from people.standing import standing

LONGEST = Issue._meta.get_field("on_behalf_of").max_length
ADDRESS = re.compile(r"[^\s,;:<>()\[\]\"“”]+@[^\s,;:<>()\[\]\"“”]+")
_OF_A_PATIENT = re.compile(
    r"\b(?:whose|mum|mam|mother|dad|father|parents?|wife|husband|son|daughter|brother|aunt|uncle|nan|gran\w*|niece|nephew|"
    r"cousin|widow(?:er)?|neighbour|carer(?! (?:lead|support|liaison|link|team|services))|bed \d+|"
    r"next of kin|nok|(?:'s|his|her|their) (?:sister|partner|friend|neighbour|carer|baby|twins?)|"
    r"on (?:the|our|my|your|his|her|their) (?:waiting |dialysis |visiting )?(?:list|books|caseload|register)|"
    r"(?:a|an|our|my|the|is|was)(?: \w+)? patients?(?! (?:safety|experience|flow|access|liaison|services|transport|"
    r"participation|advice|pathway|administrat\w+|coordinator|navigator))|aged? \d+|lives (?:at|in|with|on))\b",
    re.IGNORECASE,
)
OURSELVES = "This is you, and you are told anyway. Write your colleague's work address or name, or leave this empty"
UNKNOWN = (
    "Nobody here has the address {address}, so we cannot tell them. Write your colleague's name instead, "
    "and tell them yourself"
)


def trouble_with(*, by: User, words: str) -> str:
    """What is wrong with how this person says whom they report for; nothing where it may be so."""
    given, known = addresses_in(words), known_in(words, standing(by).icb)
    if by.email.lower() in given or words.strip().casefold() == by.name.casefold() != "":
        return OURSELVES
    unknown = [address for address in given if address not in {person.email.lower() for person in known}]
    return UNKNOWN.format(address=unknown[0]) if unknown else ""


def screened(words: str, *, patients: Collection[str] = ()) -> Screened:
    """What may be stored of it: a colleague's name, unless of `patients` or beside a patient's data or kin."""
    found = screen(words, known=patients).found
    tells = {one.kind for one in found} - {"NAME", "EMAIL"} or _OF_A_PATIENT.search(words)
    theirs = [match.span() for match in ADDRESS.finditer(words) if _is_of_work(match[0], words, found)]

    def is_released(one: Finding) -> bool:
        if any(start <= one.start and one.end <= end for start, end in theirs):
            return one.kind in {"NAME", "EMAIL"}
        said = re.findall(r"[^\W\d_]+", words[one.start : one.end].lower())
        return one.kind == "NAME" and not tells and not set(patients).intersection(said)

    return screen(words, known=patients, release={(one.start, one.end) for one in found if is_released(one)})


def taken_out(one: Screened) -> str:
    """What was taken out of it, in words: "a name and a postcode", as the masks call them."""
    kinds = dict.fromkeys(MASKS[finding.kind][1:].removesuffix(" removed]") for finding in one.found)
    *before, last = kinds
    return f"{', '.join(before)} and {last}" if before else last


def addresses_in(words: str) -> list[str]:
    return [match.strip(".'").lower() for match in ADDRESS.findall(words)]


def known_in(words: str, *icbs: Organisation | None) -> list[User]:
    """Those whose addresses stand in the words and who work in one of these ICBs."""
    given = addresses_in(words)
    people = User.objects.filter(email__in=given, is_active=True) if given else ()
    return [person for person in people if (icb := standing(person).icb) and icb in icbs]


def in_words(issue: Issue) -> str:
    """For whom it was reported, as it was said, but who is known by name and organisation instead of an address."""
    people = User.objects.filter(email__in=addresses_in(issue.on_behalf_of)) if "@" in issue.on_behalf_of else ()
    names = {person.email.lower(): _at_work(person) for person in people}

    def named(found: re.Match) -> str:
        address = found[0].strip(".'")
        return found[0].replace(address, names.get(address.lower(), address))

    return ADDRESS.sub(named, issue.on_behalf_of)


def _at_work(person: User) -> str:
    own = standing(person).organisation
    return f"{person} at {own}" if own else str(person)


def follow_for(issue: Issue) -> list[User]:
    """Let those follow it for whom it was reported and who are known, whether it stays in their ICB or not."""
    people = known_in(issue.on_behalf_of, issue.icb, issue.reporter_organisation.icb)
    people = [person for person in people if person.pk != issue.reporter_id]
    Follower.objects.bulk_create(
        Follower(issue=issue, user=person, organisation=standing(person).organisation, is_affected=False)
        for person in people
    )
    return people


def _is_of_work(address: str, words: str, found: Collection[Finding]) -> bool:
    """Whether an address is no private one, or somebody's who is known here."""
    start = words.index(address)
    is_private = any(one.kind == "EMAIL" and start <= one.start < start + len(address) for one in found)
    return not is_private or User.objects.filter(email__in=addresses_in(address), is_active=True).exists()
