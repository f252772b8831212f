"""The page that documents the API, written from the same description that machines read."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator


@dataclass(frozen=True)
class Operation:
    """One thing that the API can do."""

    method: str
    path: str
    says: str
    takes: tuple[dict, ...]
    gives: tuple[dict, ...]


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
    return part.get("content", {}).get("application/json", {}).get("schema", {})


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
    return str(field.get("format") or field.get("type") or "text")
