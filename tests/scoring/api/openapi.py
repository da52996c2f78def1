"""Whether a document has the shape that the OpenAPI document promises. Only what our schemas use is understood."""

import re
from datetime import date, datetime
from uuid import UUID

TYPES = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict}
FORMATS = {"date": date.fromisoformat, "date-time": datetime.fromisoformat, "uuid": UUID}
KNOWN = {
    "type", "format", "title", "description", "properties", "required", "items", "additionalProperties", "anyOf",
    "enum", "$ref", "minimum", "maximum", "default",
}  # fmt: skip


class Wrong(AssertionError):
    pass


def check(value, schema, schemas, where="$"):
    """Raises ``Wrong`` with the place where a value is not what the schema says."""
    if unknown := set(schema) - KNOWN:
        raise Wrong(f"{where}: this test does not understand {unknown}")
    if "$ref" in schema:
        check(value, schemas[schema["$ref"].rpartition("/")[2]], schemas, where)
    elif "anyOf" in schema:
        _any(value, schema["anyOf"], schemas, where)
    elif schema.get("type") == "null":
        _must(value is None, where, value)
    elif "type" in schema:
        _typed(value, schema, schemas, where)


def _any(value, choices, schemas, where):
    for choice in choices:
        try:
            return check(value, choice, schemas, where)
        except Wrong:
            continue
    raise Wrong(f"{where}: {value!r} fits nothing")


def _typed(value, schema, schemas, where):
    kind = schema["type"]
    _must(isinstance(value, TYPES[kind]) and (kind == "boolean") == isinstance(value, bool), where, value)
    if "enum" in schema:
        _must(value in schema["enum"], where, value)
    if "format" in schema:
        FORMATS[schema["format"]](value)
    if kind == "array":
        for place, item in enumerate(value):
            check(item, schema["items"], schemas, f"{where}[{place}]")
    if kind == "object":
        _object(value, schema, schemas, where)


def _object(value, schema, schemas, where):
    properties, more = schema.get("properties", {}), schema.get("additionalProperties", True)
    for name in schema.get("required", []):
        _must(name in value, where, name)
    for name, item in value.items():
        if name in properties:
            check(item, properties[name], schemas, f"{where}.{name}")
        elif isinstance(more, dict):
            check(item, more, schemas, f"{where}.{name}")
        else:
            _must(more, where, name)


def _must(holds, where, value):
    if not holds:
        raise Wrong(f"{where}: {value!r}")


def addresses(document):
    """The paths with what stands open in them, as regular expressions."""
    return {path: re.compile(re.sub(r"{\w+}", "[^/]+", path)) for path in document["paths"]}
