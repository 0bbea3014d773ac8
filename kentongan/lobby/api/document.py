"""What our OpenAPI document says beyond what the framework writes: tags, mistakes, headers."""

from typing import Any

from kentongan.lobby.api.shapes.common import Fault

Document = dict[str, Any]
TAGS = [
    {"name": "public", "description": "Open to anybody, from any origin, without a token."},
    {"name": "residents", "description": "For residents' programs: apply, track, answer, rate."},
    {"name": "offices", "description": "For an office's own systems, with the office's token."},
]
MISTAKES = {
    "400": "The body cannot be read.",
    "401": "No token was shown, or it does not count any more.",
    "403": "The token may not do this: `scope_missing`, `not_your_step`, `signing_needs_person`.",
    "404": "It does not exist, or not for you: the same answer.",
    "409": "Not in the present state; `decided_meanwhile` says in `facts` who, what and when.",
    "413": "The body is too large.",
    "415": "The body is of another type.",
    "422": "Something is wrong; `fields` says what.",
    "429": "Too many tries; `Retry-After` says how many seconds to wait.",
    "500": "Something broke on our side; nothing was changed.",
    "503": "Not reachable at the moment; try again.",
}
WAIT = {"description": "Seconds to wait.", "schema": {"type": "integer"}}
HEADERS = {
    "401": {
        "WWW-Authenticate": {
            "description": "The challenge: Bearer.",
            "schema": {"type": "string"},
        }
    },
    "429": {"Retry-After": WAIT},
    "503": {"Retry-After": WAIT},
}
BY_RULE = ("404", "409", "422")  # refusals of rooms


def finish_document(document: Document) -> Document:
    """Add to the framework's document what every operation shares."""
    components = document["components"]
    components["schemas"]["Fault"] = Fault.model_json_schema()
    components["responses"] = {f"Fault{status}": _describe(status) for status in MISTAKES}
    for address, methods in document["paths"].items():
        for method, operation in methods.items():
            _add_mistakes(operation, method=method, address=address)
            for parameter in operation["parameters"]:
                parameter.pop("examples", None)  # they stand in its schema, as a list
    finished: Document = _drop_titles(document)
    return finished


def _describe(status: str) -> Document:
    schema = {"$ref": "#/components/schemas/Fault"}
    described: Document = {
        "description": MISTAKES[status],
        "content": {"application/json": {"schema": schema}},
    }
    if status in HEADERS:
        described["headers"] = HEADERS[status]
    return described


def _add_mistakes(operation: Document, *, method: str, address: str) -> None:
    answers = {str(status): said for status, said in operation["responses"].items()}
    for status in sorted(_list_mistakes(operation, method=method, address=address)):
        answers.setdefault(status, {"$ref": f"#/components/responses/Fault{status}"})
    operation["responses"] = answers


def _list_mistakes(operation: Document, *, method: str, address: str) -> set[str]:
    found = {"500", "503"}
    if operation.get("parameters"):
        found |= {"422"}
    if method == "post":
        found |= {"400", "413", "415", "422", "429", *BY_RULE}
    if operation.get("security"):
        found |= {"401", "403"}
    if "{" in address:
        found |= {"404"}
    return found


def _drop_titles(part: Any) -> Any:
    """Leave out the titles that only repeat a field's name."""
    if isinstance(part, list):
        return [_drop_titles(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _drop_titles(value)
        for key, value in part.items()
        if not (key == "title" and isinstance(value, str) and _repeats(part))
    }


def _repeats(schema: Document) -> bool:
    return bool({"type", "anyOf", "$ref", "const", "enum"} & schema.keys())
