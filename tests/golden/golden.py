"""Compare what the program says with a file, word by word.

`REWRITE_GOLDEN=1 pytest …` writes the files anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

HERE = Path(__file__).parent


def compare(name: str, text: str) -> None:
    """Hold a text against golden/<name>; say where they part."""
    file = HERE / name
    if os.environ.get("REWRITE_GOLDEN"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.is_file(), f"{name} is missing; run with REWRITE_GOLDEN=1 and read it"
    assert text == file.read_text(encoding="utf-8")
