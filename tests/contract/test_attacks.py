"""docs/attacks.md names tests that there are, and every cheat of tests/attacks is named in it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.attacks import lines, logs, manifests, pack_forms, qr, statements

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "attacks.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED)))
def test_what_is_named_is_there(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(
    "kind", [pack_forms, statements, manifests, lines, logs, qr], ids=lambda kind: kind.__name__
)
def test_every_cheat_is_named(kind: object) -> None:
    path = "tests/attacks/" + kind.__name__.split(".")[-1] + ".py"  # type: ignore[attr-defined]  # a module
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    (cases,) = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "cases"]
    (told,) = [node for node in ast.walk(cases) if isinstance(node, ast.Tuple)]
    parts = {part.id for part in told.elts if isinstance(part, ast.Name)}
    assert parts - {name for where, name in NAMED if where == path} == set()
    assert parts
