"""Signing in with a one-time code sent by e-mail, and what a person is asked the first time."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """How codes are made and sent."""


class FirstSignInMiddleware:
    """Sends a person who has not yet said who they are to the page that asks."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
