"""The pages of signing in and out. What they answer does not depend on who is asking."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.forms import CodeForm, SignInForm
from people.signing_in import attempt_in, is_own_path, may_ask, send_code, try_code
from people.tasks import nudge


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a code."""
    if request.user.is_authenticated:
        return redirect(_onwards(request) or "start")
    form, status = SignInForm(request.POST or None), 200
    if form.is_valid():
        email = form.cleaned_data["email"]
        if may_ask(request, email):
            send_code(request, email)
            nudge()
            return redirect(_with_next(request, "account_confirm_login_code"))
        form.add_error("email", "Too many codes were asked for. Wait 5 minutes, then try again")
        status = 429
    return render(request, "account/sign_in.html", {"form": form}, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Type the code. Only a POST uses it up."""
    if request.user.is_authenticated:
        return redirect(_onwards(request) or "start")
    form = CodeForm(request.POST or None)
    if form.is_valid() and attempt_in(request):
        if answer := try_code(request, form.cleaned_data["code"], onwards=_onwards(request)):
            return answer
        form.add_error("code", "That is not the code we sent. Check it and try again")
    attempt = attempt_in(request)
    if attempt is None:
        messages.warning(request, "That code no longer works. Ask for a new one.")
        return redirect(_with_next(request, "account_request_login_code"))
    shown = attempt.code if settings.DEMONSTRATION else ""
    return render(request, "account/code.html", {"form": form, "email": attempt.email, "demonstration_code": shown})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, on POST only."""
    if request.method == "GET" and request.user.is_authenticated:
        return render(request, "account/sign_out.html")
    logout(request)
    return redirect("start")


def _onwards(request: HttpRequest) -> str:
    onwards = request.GET.get("next", "")
    return onwards if is_own_path(onwards) else ""


def _with_next(request: HttpRequest, name: str) -> str:
    onwards = _onwards(request)
    return reverse(name) + (f"?{urlencode({'next': onwards})}" if onwards else "")
