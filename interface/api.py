"""The page that documents the API, from the description that machines read; its answer to a wrong address."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.views import APIView


@dataclass(frozen=True)
class Operation:
    """One thing that the API can do."""

    method: str
    path: str
    says: str
    takes: tuple[dict, ...]
    gives: tuple[dict, ...]


@extend_schema(exclude=True)
class Nothing(APIView):
    """Whatever is asked at an address that the API does not have."""

    scope = "open"

    def initial(self, request: Request, *args, **kwargs) -> None:
        raise NotFound("The API has no such address. All of them are described at /api/.")


@login_not_required
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation with what it takes and gives."""
    return render(request, "interface/api.html", {"operations": operations(), "site_url": settings.SITE_URL})


@cache
def operations() -> tuple[Operation, ...]:
    """All operations of the API, in the order of its addresses."""
    schema = SchemaGenerator().get_schema(request=None, public=True)
    shapes = schema["components"]["schemas"]
    return tuple(
        Operation(
            method=method.upper(),
            path=path,
            says=one.get("description", ""),
            takes=_fields(_body(one.get("requestBody", {})), shapes),
            gives=_fields(_body(next(iter(one["responses"].values()))), shapes),
        )
        for path, methods in schema["paths"].items()
        if not path.endswith("/schema/")
        for method, one in methods.items()
    )


def _body(part: dict) -> dict:
    return next(iter(part.get("content", {}).values()), {}).get("schema", {})


def _fields(shape: dict, shapes: dict) -> tuple[dict, ...]:
    """The fields of a shape, followed through references and through the pages of a list."""
    while "$ref" in shape:
        shape = shapes[shape["$ref"].rsplit("/", 1)[1]]
    if "results" in shape.get("properties", {}):
        return _fields(shape["properties"]["results"]["items"], shapes)
    required = shape.get("required", ())
    return tuple(
        {"name": name, "type": _type(field), "is_required": name in required}
        for name, field in shape.get("properties", {}).items()
    )


def _type(field: dict) -> str:
    if field.get("type") == "array":
        return "list"
    if "enum" in field:
        return " or ".join(str(value) for value in field["enum"] if value != "")
    return str(field.get("format") or field.get("type") or "text")
