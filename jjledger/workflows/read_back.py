"""Read back what a publication wrote: a view model from its JSON."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def read_model(kind: type[T], text: str) -> T:
    """Read a view model.

    Args:
        kind: the model's class.
        text: as `render.data.json_bytes` wrote it. Fields it does not name take their defaults, and
            fields the class does not know are passed over, so that what an earlier version wrote can be read.

    Raises:
        ValueError: it is no such model.
    """
    try:
        found: T = _built(kind, json.loads(text))
    except (TypeError, KeyError, AttributeError) as error:
        msg = f"this is no {kind.__name__}"
        raise ValueError(msg) from error
    return found


def _built(kind: Any, value: Any) -> Any:  # noqa: ANN401 -- types as values
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        known = {item.name for item in fields(kind)}
        return kind(**{name: _built(hints[name], part) for name, part in value.items() if name in known})
    if get_origin(kind) is tuple:
        return tuple(_built(get_args(kind)[0], part) for part in value)
    if get_origin(kind) in {Union, UnionType}:
        return None if value is None else _built(get_args(kind)[0], value)
    return date.fromisoformat(value) if kind is date else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
