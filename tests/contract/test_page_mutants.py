"""docs/mutants-page.md argues about lines that still stand in the page's scripts, and about each with a reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "mutants-page.md").read_text(encoding="utf-8")
ARGUED = re.findall(
    r"^\* `(\w+)` in `(.+?)`: `(.+?)` → `(.*?)`\n(?=\* |  \w)", TEXT, re.MULTILINE | re.DOTALL
)


@pytest.mark.parametrize(("part", "text", "before", "after"), ARGUED)
def test_what_is_argued_still_stands(part: str, text: str, before: str, after: str) -> None:
    source = (ROOT / "site" / "verify" / f"{part}.js").read_text(encoding="utf-8")
    assert text in [line.strip() for line in source.splitlines()]
    assert before in source
    assert before != after


def test_every_reason_is_read() -> None:
    assert len(ARGUED) == len(re.findall(r"^\* ", TEXT, re.MULTILINE)) > 0
