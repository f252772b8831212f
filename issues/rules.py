"""Who may do what with an issue that they can see. Plain predicates; what nobody may see is decided in seeing.py."""

from issues.models import Issue, ResponseTemplate, Verdict
from issues.moving import people_behind
from people.models import User
from people.standing import standing
from routing.queries import desks_held


def can_report(user: User) -> bool:
    """Anybody who works somewhere."""
    return user.is_active and standing(user).icb is not None


def is_reporter(user: User, issue: Issue) -> bool:
    return issue.reporter_id == user.pk


def is_in_interface_team(user: User, issue: Issue) -> bool:
    return issue.icb_id in standing(user).interface_team_of


def is_answering(user: User, issue: Issue) -> bool:
    """The answering side: holders of the issue's desk, the interface team, and whom the clock has called in."""
    return issue.desk_id in desks_held(user) or is_in_interface_team(user, issue) or is_called_in(user, issue)


def is_called_in(user: User, issue: Issue) -> bool:
    """Whether the clock has told a desk that this person sits at. Asked of the database once for each issue."""
    if not issue.is_open or not desks_held(user):
        return False
    if "called_in" not in issue.__dict__:
        told = issue.clock_steps.filter(run=issue.clock_run)
        issue.__dict__["called_in"] = frozenset(told.values_list("desk", flat=True))
    return not desks_held(user).isdisjoint(issue.__dict__["called_in"])


def can_answer(user: User, issue: Issue) -> bool:
    """Acknowledge, ask, answer, reroute, note: the answering side, but nobody answers their own issue."""
    return is_answering(user, issue) and not is_reporter(user, issue)


def can_pass_on(user: User, issue: Issue) -> bool:
    """Pass thanks on: whoever would have answered a problem."""
    return issue.category.is_thanks and can_answer(user, issue)


def can_reroute(user: User, issue: Issue) -> bool:
    return is_answering(user, issue)


def can_merge(user: User, issue: Issue) -> bool:
    """Make it part of another or another part of it: the answering side, which has to be that of both."""
    return is_answering(user, issue)


def can_unmerge(user: User, issue: Issue) -> bool:
    """Take it back: its reporter, who was not asked, and the answering side of either."""
    into = issue.duplicate_of
    return is_reporter(user, issue) or is_answering(user, issue) or (into is not None and is_answering(user, into))


def can_relate(user: User, issue: Issue) -> bool:
    return is_answering(user, issue)


def can_assign(user: User, issue: Issue) -> bool:
    """Say who of the answering side takes it. Whoever reported it may hand it on, but not take it."""
    return is_answering(user, issue)


def can_read_notes(user: User, issue: Issue) -> bool:
    """Internal notes are for the answering side, never for the reporter."""
    return can_answer(user, issue)


def can_attach(user: User, issue: Issue) -> bool:
    """Add files: the reporter and the answering side."""
    return is_reporter(user, issue) or is_answering(user, issue)


def can_remove_file(user: User, issue: Issue, added_by: int) -> bool:
    """Remove a file: who added it, and the interface team."""
    return added_by == user.pk or is_in_interface_team(user, issue)


def can_take_out(user: User, issue: Issue) -> bool:
    """Take out of its words what tells who a patient is: the reporter and the answering side."""
    return is_reporter(user, issue) or is_answering(user, issue)


def has_written_in(user: User, issue: Issue) -> bool:
    """Whether some of its words are this person's, such as those with a "me too": they may take out of their own."""
    return issue.entries.filter(by=user).exists()


def can_close(user: User, issue: Issue) -> bool:
    """The interface team, and the reporter, unless they have left it to others who have the problem."""
    return (is_reporter(user, issue) and not issue.withdrawn_at) or is_in_interface_team(user, issue)


def can_reopen(user: User, issue: Issue) -> bool:
    """The reporter; whoever said "me too"; and whoever was asked whether a change holds, as long as it is said to."""
    return is_reporter(user, issue) or is_affected(user, issue) or was_asked(user, issue)


def is_affected(user: User, issue: Issue) -> bool:
    """Whether this person said that they have the problem too, and still follows it."""
    return issue.followers.filter(user=user, is_affected=True).exists()


def was_asked(user: User, issue: Issue) -> bool:
    """Whether this person was asked if the change that the issue came to holds."""
    return issue.outcome == Issue.Outcome.MADE and Verdict.objects.of(issue).filter(user=user).exists()


def can_use_templates(user: User) -> bool:
    """Keep words that answers begin with: holders of desks, and the interface team."""
    return bool(desks_held(user) or standing(user).interface_team_of)


def can_begin_templates(user: User) -> bool:
    """Give the ICB its first templates."""
    own = standing(user)
    return own.icb is not None and own.icb.pk in own.interface_team_of


def can_keep_template(user: User, template: ResponseTemplate) -> bool:
    """Those of one's desks; the interface team keeps everybody's in its ICB."""
    return template.desk_id in desks_held(user) or template.icb_id in standing(user).interface_team_of


def can_reply(user: User, issue: Issue) -> bool:
    """Everybody behind it: the reporter, unless they have left it to others, and whoever has the problem too."""
    return is_left_with(user, issue) or has_it_too(user, issue)


def is_left_with(user: User, issue: Issue) -> bool:
    """Whether this person reported it and has not left it to others."""
    return is_reporter(user, issue) and not issue.withdrawn_at


def has_it_too(user: User, issue: Issue) -> bool:
    """Whether this person, who has not reported it, said "me too", or reported a duplicate of it."""
    if issue.asked_for == user.pk:
        return issue.is_had_too
    return not is_reporter(user, issue) and user in people_behind(issue, is_affected=True)


def is_asked(user: User, issue: Issue) -> bool:
    """Whether a question waits for this person, who can reply to it; as far as the issue was read for them."""
    has_it = is_left_with(user, issue) or (issue.asked_for == user.pk and issue.is_had_too)
    return issue.state == Issue.State.RETURNED and has_it


def can_withdraw(user: User, issue: Issue) -> bool:
    """Take back what one reported, and come back to it."""
    return is_reporter(user, issue)


def can_add(user: User, issue: Issue) -> bool:
    """Add a word to what was said: everybody behind it, and whoever answers it."""
    return is_reporter(user, issue) or can_answer(user, issue) or has_it_too(user, issue)


def can_follow(user: User, issue: Issue) -> bool:
    """Say "me too": anybody who works in the same ICB, but neither who reported it nor who answers it."""
    icb = standing(user).icb
    return (
        icb is not None and icb.pk == issue.icb_id and not is_reporter(user, issue) and not is_answering(user, issue)
    )


def can_watch(user: User, issue: Issue) -> bool:
    """Follow without saying "me too": whoever may read it; its reporter is told anyway."""
    return not is_reporter(user, issue)


def can_record(user: User, issue: Issue) -> bool:
    """Keep LFPSE's reference where a patient came to harm: either side; of what is part of it, who answers."""
    own = is_reporter(user, issue) and issue.harm in issue.HARMS
    return own or (issue.is_harm and is_answering(user, issue))


def can_read_reporter(user: User, issue: Issue) -> bool:
    """The reporter's name: the parties, unless confidential; the interface team always; other leaders never."""
    if is_reporter(user, issue) or is_in_interface_team(user, issue):
        return True
    if issue.is_confidential:
        return False
    parties = issue.desk_id in desks_held(user) or issue.followers.filter(user=user).exists()
    return parties or issue.reporter_organisation_id in standing(user).leads


def can_read_elsewhere(user: User, issue: Issue) -> bool:
    """To whom else it should go, in the reporter's candid words: themselves and the interface team, nobody else."""
    return is_reporter(user, issue) or is_in_interface_team(user, issue)


def can_tick_off(user: User, issue: Issue) -> bool:
    """Say that it stays where it is, and read who said so: the interface team, as only it reads the words on that."""
    return is_in_interface_team(user, issue)


def can_see_responsiveness(user: User) -> bool:
    """Whoever leads an organisation, a Place or the system, and the interface team."""
    return standing(user).is_leader
