"""What pages of lower floors say of themes. Nothing is said to those who may not see the theme."""

from django import forms, template

from issues.act_forms import AnswerForm
from issues.models import Issue
from people.models import User
from themes import likening, reasoning, recognising

register = template.Library()
ENDED = {Issue.State.WITHDRAWN, Issue.State.DUPLICATE}


@register.inclusion_tag("themes/_theme_of.html")
def theme_of(issue: Issue, user: User) -> dict:
    """The theme that the issue belongs to and why, or looks like until the next search.

    No search looks at what has ended.
    """
    found = likening.theme_of(issue, user)
    if found and not found.belongs and issue.state in ENDED:
        found = None
    belongs = bool(found) and found.belongs
    return {"theme": found, "belongs": belongs, "reason": reasoning.of_one(found, issue) if belongs else ""}


@register.simple_tag
def offer_projects(form: forms.Form, issue: Issue) -> str:
    """Let whoever answers that it is a project already choose from those that may be. Shows nothing by itself."""
    if isinstance(form, AnswerForm) and form["outcome"].value() == Issue.Outcome.PROJECT:
        form.offer_projects(recognising.projects_for(issue))
    return ""


@register.simple_tag
def alike_to(issue: Issue, user: User) -> dict[str, list[Issue]]:
    """Up to five issues that this reader may read: what means nearly the same, then the newest of the same kind."""
    alike = recognising.alike(issue=issue, by=user)
    return {"alike": alike, "newest": recognising.newest_beside(issue=issue, by=user, known=alike)}
