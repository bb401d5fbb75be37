"""The page's script asked outside of a page, by node: many questions, one process.

What lives here: asking. What must not: questions, and expectations.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest

from jjledger.render.verifier import script_text, verifier_page

KEPT: Final = "PAGE_QUESTIONS"  # names a file that keeps what was asked, for script/page_mutants
NODE: Final = shutil.which("node")
_ASKING: Final = Path(__file__).with_suffix(".js")


def b64(data: bytes) -> str:
    """Write bytes for a question."""
    return b64encode(data).decode()


def asked(questions: Iterable[dict[str, Any]]) -> list[Any]:
    """Ask the script that stands in the page, to the byte; skip where there is no node.

    Args:
        questions: each with `ask` and what tests/page_in_node.js takes for it.

    Returns:
        The answers, in order.
    """
    if NODE is None:
        pytest.skip("no node on this machine")
    script = script_text()
    assert f"<script>\n{script}</script>".encode() in verifier_page()
    lines = "".join(json.dumps(one) + "\n" for one in questions)
    if KEPT in os.environ:
        with Path(os.environ[KEPT]).open("a", encoding="utf-8") as kept:
            kept.write(lines)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "page.js"
        file.write_text(script, encoding="utf-8")
        ended = subprocess.run(
            [NODE, str(_ASKING), str(file)],
            input=lines,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    assert ended.returncode == 0, ended.stderr
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    assert len(answers) == lines.count("\n")
    faults = [one for one in answers if isinstance(one, str) and one.startswith("FAULT")]
    assert not faults, faults[0]
    return answers
