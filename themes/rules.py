"""Who may do what with a theme that they can see. The interface team curates, leaders start projects."""

from people.models import Organisation, User
from people.standing import standing
from themes.models import Grave, Theme


def can_curate_in(user: User, icb: Organisation | None) -> bool:
    """Say what holds for an ICB's texts: its interface team."""
    return icb is not None and icb.pk in standing(user).interface_team_of


def is_inside(user: User, theme: Theme) -> bool:
    """Works in the theme's ICB. Everybody else sees what is published, with small numbers suppressed."""
    icb = standing(user).icb
    return icb is not None and icb.pk == theme.icb_id


def can_curate(user: User, theme: Theme) -> bool:
    """Rename, confirm, merge, split, keep apart, add issues, publish, dismiss; undo: the ICB's interface team."""
    return theme.icb_id in standing(user).interface_team_of


def can_curate_some(user: User) -> bool:
    """In an interface team, which curates the themes of its ICB."""
    return bool(standing(user).interface_team_of)


def can_seed(user: User, theme: Theme) -> bool:
    """Start a project from it: leaders in the ICB, its interface team among them."""
    return is_inside(user, theme) and standing(user).is_leader and theme.dismissed_at is None


def can_read_organisations(user: User, theme: Theme) -> bool:
    """The names of the organisations behind it: leaders in the ICB, its interface team among them."""
    return is_inside(user, theme) and standing(user).is_leader


def can_see_grave(user: User) -> bool:
    """That harm of one kind was reported more than once: leaders in the ICB, its interface team among them."""
    return user.is_authenticated and standing(user).is_leader


def can_read_known(user: User) -> bool:
    """The known problems that the portal looks for: leaders, and the interface teams, which word their area's own."""
    return standing(user).is_leader


def can_look_at(user: User, grave: Grave) -> bool:
    """Say that a person has looked at it: the ICB's interface team."""
    return grave.icb_id in standing(user).interface_team_of
