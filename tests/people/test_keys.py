"""Keys for the API, and refusals that say what to do."""

import hashlib

import pytest
from django.http import Http404
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from people.api import PerPerson
from people.keys import MOST_KEYS, SCOPES, make_key, revoke_key
from people.models import Token
from people.refusing import Refused
from tests import make

pytestmark = pytest.mark.django_db
PAGE = "/keys/"


class Wish(serializers.Serializer):
    name = serializers.CharField(max_length=5)
    number = serializers.IntegerField()


class Wishes(APIView):
    scope = "issues.write"

    def get(self, request):
        if request.query_params.get("refuse"):
            raise Refused("Not before Tuesday.")
        if request.query_params.get("absent"):
            raise Http404
        return Response({"by": str(request.user)})

    def post(self, request):
        Wish(data=request.data).is_valid(raise_exception=True)
        return Response({})


class Unscoped(Wishes):
    scope = None


class Open(Wishes):
    scope = "open"


def call(method="get", path="/", data=None, key="", view=Wishes, **more):
    headers = {"HTTP_AUTHORIZATION": f"Bearer {key}"} if key else {}
    request = getattr(APIRequestFactory(), method)(path, data, format=more.pop("format", "json"), **headers, **more)
    return view.as_view()(request).render()


def a_key(*scopes: str) -> str:
    return make_key(by=make.user(name="Gita GP"), name="till", scopes=list(scopes or ["issues.write"]))[1]


def assert_problem(answer, status: int, *words: str) -> dict:
    said = str(answer.data)
    assert answer.status_code == status and answer.headers["Content-Type"] == "application/problem+json"
    assert set(answer.data) >= {"type", "title", "status", "detail"} and answer.data["detail"]
    assert all(word in said for word in words), said
    return answer.data


def test_a_key_is_kept_as_its_hash_only():
    key = a_key()
    assert Token.objects.get().digest == hashlib.sha256(key.encode()).hexdigest()
    assert key not in str(Token.objects.values().get())


def test_a_key_acts_for_its_person_and_notes_the_day():
    assert call(key=a_key()).data == {"by": "Gita GP"}
    assert Token.objects.get().last_used_on


def test_no_key_is_told_how_to_get_one():
    answer = call()
    assert_problem(answer, 401, "Bearer KEY", "/keys/")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_an_unknown_a_revoked_and_a_leavers_key_are_refused_alike():
    revoked, left = a_key(), a_key()
    first, second = Token.objects.order_by("pk")
    revoke_key(by=first.user, token=first)
    second.user.is_active = False
    second.user.save()
    seen = [assert_problem(call(key=key), 401, "/keys/") for key in ("ip_unknown", revoked, left, "é\xff")]
    assert all(one == seen[0] for one in seen)


def test_a_key_without_the_scope_is_told_which():
    assert_problem(call(key=a_key("themes.read")), 403, "issues.write", "/keys/")


def test_a_view_that_names_no_scope_is_closed_to_keys():
    assert_problem(call(key=a_key(*SCOPES), view=Unscoped), 403)


def test_an_open_view_needs_no_key():
    assert call(view=Open).status_code == 200


def test_every_wrong_field_is_named():
    answer = call("post", data={"name": "too long", "number": "x"}, key=a_key())
    assert set(assert_problem(answer, 400, "Correct the fields")["errors"]) == {"name", "number"}


def test_a_body_that_is_no_object_is_refused_in_the_same_form():
    assert_problem(call("post", data=["x"], key=a_key()), 400, "errors")


def test_each_other_refusal_says_what_to_do():
    key = a_key()
    assert_problem(call("post", "/", "{", key=key, format=None, content_type="application/json"), 400, "JSON")
    assert_problem(call("post", "/", "a=1", key=key, format=None, content_type="text/plain"), 415, "text/plain")
    assert_problem(call("delete", key=key), 405, "DELETE")
    assert_problem(call(path="/?absent=1", key=key), 404, "no such thing")
    assert_problem(call(path="/?refuse=1", key=key), 409, "Not before Tuesday.")


def test_too_many_calls_are_told_how_long_to_wait(monkeypatch):
    monkeypatch.setattr(PerPerson, "rate", "2/min", raising=False)
    key, other = a_key(), a_key()
    answers = [call(key=key) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert_problem(answers[2], 429, "Wait", "seconds")
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60
    assert call(key=other).status_code == 200


def test_without_a_cache_calls_go_on(monkeypatch):
    def broken(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr(PerPerson.cache, "get", broken)
    assert call(key=a_key()).status_code == 200


def test_a_key_is_shown_once(client):
    client.force_login(make.user())
    page = client.post(PAGE, {"name": "till", "scopes": ["issues.read"]})
    key = page.context["key"]
    assert key.startswith("ip_") and key in page.content.decode() and "no-store" in page.headers["Cache-Control"]
    again = client.get(PAGE).content.decode()
    assert "till" in again and "issues.read" in again and key not in again
    assert Token.objects.get().scopes == ["issues.read"]


def test_a_scope_that_does_not_exist_is_refused(client):
    client.force_login(make.user())
    client.post(PAGE, {"name": "till", "scopes": ["everything"]})
    assert not Token.objects.exists()
    with pytest.raises(Refused):
        make_key(by=make.user(), name="till", scopes=["everything"])


def test_only_ones_own_key_can_be_revoked_and_for_good(client):
    mine, _ = make_key(by=make.user(), name="mine", scopes=["issues.read"])
    theirs, _ = make_key(by=make.user(), name="theirs", scopes=["issues.read"])
    client.force_login(mine.user)
    assert client.post(f"/keys/{theirs.pk}/revoke/").status_code == 404
    assert client.get(f"/keys/{mine.pk}/revoke/").status_code == 405
    assert client.post(f"/keys/{mine.pk}/revoke/").headers["Location"] == PAGE
    mine.refresh_from_db(), theirs.refresh_from_db()
    when = mine.revoked_at
    assert when and not theirs.revoked_at
    assert revoke_key(by=mine.user, token=mine).revoked_at == when


def test_there_is_an_end_to_keys():
    user = make.user()
    for _ in range(MOST_KEYS):
        make_key(by=user, name="till", scopes=["issues.read"])
    with pytest.raises(Refused, match="Revoke one"):
        make_key(by=user, name="till", scopes=["issues.read"])
