"""Pages on which those who answer keep their response templates: find, require, form, verb, redirect."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from issues import rules, templating
from issues.forms import Words
from issues.models import ResponseTemplate
from people.plain_forms import Plainly
from people.refusing import Refused, require
from people.standing import standing
from routing.models import Category, Desk
from routing.queries import desks_held


class TemplateForm(Plainly, forms.Form):
    """A name to choose it by, and its words."""

    name = forms.CharField(label="Name", max_length=80, error_messages={"required": "Give the template a name"})
    desk = forms.ModelChoiceField(
        label="Who may use it?",
        queryset=Desk.objects.none(),
        error_messages={"required": "Choose who may use it", "invalid_choice": "Choose one of the list"},
    )
    category = forms.ModelChoiceField(
        label="For issues about (optional)",
        queryset=Category.objects.all(),
        required=False,
        empty_label="Anything",
        error_messages={"invalid_choice": "Choose one of the list"},
    )
    text = Words(
        label="Words",
        empty="Write the words",
        rows=8,
        max_length=2000,
        help_text=f"Filled in for each issue: {', '.join(templating.FACTS)} and {templating.PLANNED_DATE}. "
        f"To be replaced by whoever answers, before it is sent: {', '.join(templating.GAPS)}.",
    )

    def __init__(self, *args, user, template: ResponseTemplate | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if template:
            del self.fields["desk"]
            return
        desk, own = self.fields["desk"], standing(user)
        desk.queryset = Desk.objects.filter(pk__in=desks_held(user))
        if own.icb and own.icb.pk in own.interface_team_of:
            desk.required, desk.empty_label = False, f"Everybody who answers in {own.icb}"
        else:
            desk.empty_label = "Choose one"

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if found := templating.unknown(text):
            raise forms.ValidationError(templating.say_unknown(found))
        return text


@require_GET
def templates(request: HttpRequest) -> HttpResponse:
    """The templates that I may begin with, and which of them I may change."""
    require(rules.can_use_templates(request.user))
    page = Paginator(templating.used_by(request.user), 25).get_page(request.GET.get("page"))
    may_begin = rules.can_begin_templates(request.user) and not page.paginator.count
    mine = [one.pk for one in page if rules.can_keep_template(request.user, one)]
    return render(request, "issues/templates.html", {"page": page, "may_begin": may_begin, "mine": mine})


def add(request: HttpRequest) -> HttpResponse:
    """A new template."""
    require(rules.can_use_templates(request.user))
    return _form_page(request, None)


def template(request: HttpRequest, number: int) -> HttpResponse:
    """Change a template."""
    return _form_page(request, _find(request, number))


@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take a template away."""
    templating.remove(by=request.user, template=_find(request, number))
    messages.success(request, "The template is removed.")
    return redirect("issues:templates")


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin with a few that are ready."""
    templating.add_starters(by=request.user)
    messages.success(request, "These are yours now. Change them as you like.")
    return redirect("issues:templates")


def _find(request: HttpRequest, number: int) -> ResponseTemplate:
    require(rules.can_use_templates(request.user))
    found = templating.kept_by(request.user).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _form_page(request: HttpRequest, found: ResponseTemplate | None) -> HttpResponse:
    kept = {"name": found.name, "category": found.category_id, "text": found.text} if found else {}
    form = TemplateForm(
        request.POST if request.method == "POST" else None, initial=kept, user=request.user, template=found
    )
    status = 422 if form.errors else 200
    try:
        made = form.is_valid() and templating.keep(by=request.user, template=found, **form.cleaned_data)
    except Refused as refusal:
        form.add_error("name", str(refusal))
        made, status = None, 409
    if made:
        changed = "" if made.text == form.cleaned_data["text"] else " What may identify a patient was taken out."
        messages.success(request, f"Saved.{changed}")
        return redirect("issues:templates")
    return render(request, "issues/template.html", {"form": form, "template": found}, status=status)
