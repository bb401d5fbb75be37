"""docs/law.md is what the rules say now."""

from __future__ import annotations

from pathlib import Path

from jjledger import law
from jjledger.law.document import markdown

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "law.md"


def test_docs_law_is_fresh() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == markdown(law.load()), "run script/docs"
