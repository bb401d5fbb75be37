"""Every field of every page is described, in the words of docs/pages.md."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Literal

import pytest

from jjledger.disclosure.field_docs import field_help, pages_markdown, view_models
from jjledger.disclosure.lint import LINTS


@pytest.mark.parametrize("model", view_models(), ids=lambda model: model.__name__)
def test_every_field_of_every_model_is_described(model: type) -> None:
    described = field_help(model)
    assert list(described) == [item.name for item in fields(model)]
    for name, (kind, text) in described.items():
        assert text, f"{model.__name__}.{name} has no words"
        assert "Annotated" not in kind
        assert "typing" not in kind
        assert "|" not in kind, "would break the table"
        assert "|" not in text


def test_the_models_are_those_of_the_pages() -> None:
    names = [model.__name__ for model in view_models()]
    assert {
        "PublicRevenue",
        "MaintenanceFund",
        "HouseholdStatement",
        "CommunityPage",
        "DistrictIndex",
    } <= set(names)
    assert "Annotated" not in names


@dataclass(frozen=True)
class _Sample:
    """A sample."""

    plain: Annotated[int, "a number"]
    maybe: Annotated[date | None, "a day or nothing"]
    kinds: Annotated[Literal["tied", "unchecked"], "one of two"]
    many: Annotated[tuple[str, ...], "words"]
    bare: str


def test_types_read_as_in_json() -> None:
    assert field_help(_Sample) == {
        "plain": ("int", "a number"),
        "maybe": ("date or null", "a day or nothing"),
        "kinds": ("`tied` or `unchecked`", "one of two"),
        "many": ("list of str", "words"),
        "bare": ("str", ""),
    }


def test_the_document_has_a_table_a_model_and_one_of_the_lints() -> None:
    text = pages_markdown()
    for model in view_models():
        assert f"\n## {model.__name__}\n" in text
    assert "| `closing_fen` | int | what is left, in fen |" in text
    for code, words in LINTS.items():
        assert f"| {code} | {words} |" in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
