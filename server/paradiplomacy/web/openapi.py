"""The description of all addresses in OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1)."""

import json
from functools import cache
from importlib import resources
from typing import Any

import yaml
from flask import Blueprint, Response, request

from paradiplomacy import __version__

__all__ = ["MEDIA_TYPE", "blueprint"]

blueprint = Blueprint("openapi", __name__)

MEDIA_TYPE = "application/vnd.oai.openapi+json"


@blueprint.get("/openapi.json")
def document() -> Response:
    """Give the description, its addresses relative to where the application is mounted."""
    whole = _document() | {"servers": [{"url": request.script_root or "/"}]}
    return Response(json.dumps(whole), content_type=f"{MEDIA_TYPE};version=3.1")


@cache
def _document() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("openapi.yaml").read_text(encoding="utf-8")
    whole: dict[str, Any] = yaml.safe_load(text)
    whole["info"]["version"] = __version__
    for path in whole["paths"].values():
        get = path["get"]
        path["head"] = _head(get)
        path["options"] = _options(get)
    return whole


def _head(get: dict[str, Any]) -> dict[str, Any]:
    """Describe HEAD: all of GET but the content (RFC 9110 section 9.3.2)."""
    bare = {status: {"description": "The header fields of GET, without content."} for status in get["responses"]}
    return get | {"operationId": get["operationId"] + "Head", "responses": bare}


def _options(get: dict[str, Any]) -> dict[str, Any]:
    allowed = {
        "description": "Which methods are allowed, and what a page of another origin may send.",
        "headers": {
            "Allow": {"schema": {"type": "string"}},
            "Access-Control-Allow-Methods": {"schema": {"type": "string"}},
        },
    }
    return {
        "operationId": get["operationId"] + "Options",
        "tags": get["tags"],
        "summary": "Tell the methods that are allowed.",
        "parameters": [parameter for parameter in get.get("parameters", ()) if parameter.get("in") == "path"],
        "responses": {"200": allowed},
    }
