"""docs/mutants.md argues about changes that can still be made, and each way of changing a module is known to work."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from tests.mutants import mutants_of

ROOT = Path(__file__).resolve().parents[2]
ARGUED = re.findall(
    r"^\* `(\w+)` in `(.+?)`: `(.+?)` → `(.+?)`\n  \w",
    (ROOT / "docs" / "mutants.md").read_text(),
    re.MULTILINE,
)


@pytest.mark.parametrize(("module", "text", "before", "after"), ARGUED)
def test_what_is_argued_can_still_be_changed(module: str, text: str, before: str, after: str) -> None:
    assert (text, before, after) in changes(module)


@cache
def changes(module: str) -> set[tuple[str, str, str]]:
    """Make every change to a module."""
    (path,) = (
        path for floor in ("proof", "seal") for path in (ROOT / "jjledger" / floor).glob(f"{module}.py")
    )
    return {(one.text, one.before, one.after) for one in mutants_of(path.read_text())}


def test_every_reason_is_read() -> None:
    assert len(ARGUED) == (ROOT / "docs" / "mutants.md").read_text().count("\n* ") > 0


@pytest.mark.parametrize(
    ("source", "changed"),
    [
        ("a < b", ["a <= b", "a >= b"]),
        ("a == b", ["a != b"]),
        ("a <= b < c", ["a < b < c", "a > b < c", "a <= b <= c", "a <= b >= c"]),
        ("a + b", ["a - b"]),
        ("a and b and c", ["a or b or c", "b and c", "a and c", "a and b"]),
        ("a or b", ["a and b", "b", "a"]),
        ("not a", ["a"]),
        ("a = 7", ["a = 8", "a = 6"]),
        ("a = True", ["a = False"]),
        ("a = 'x'", ["a = 'xX'"]),
        ("a = b'x'", ["a = b'xX'"]),
        ("max(a, b)", ["pass", "min(a, b)"]),
        ("demand(a)", ["pass"]),
        ("assert a", ["pass"]),
        ("a += b", ["pass"]),
        ("a = ''", []),
        ("def f(a: 'int') -> 'int':\n    'Words.'", []),
        ("raise ValueError('words')", []),
        ("assert a, 'words'", ["pass"]),
    ],
)
def test_every_change_is_made_once(source: str, changed: list[str]) -> None:
    assert sorted(one.source for one in mutants_of(source)) == sorted(changed)
