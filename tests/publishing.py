"""Publishing as a person does it: a small district laid out, the program run, the site hashed.

What lives here: laying out, running, reading. What must not: expectations.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEDGERS = ROOT / "ledgers"
TODAY = "2026-01-31"
SMALL = ("bailu", "fengwan")  # the smallest communities of the sample


def district(folder: Path, *codes: str) -> Path:
    """Lay out a district of some communities of the sample."""
    for code in codes:
        shutil.copytree(LEDGERS / code, folder / code)
    names = ", ".join(f'"{code}"' for code in codes)
    (folder / "district.toml").write_text(
        f'name = "小区示范区"\nsite = "https://a.example"\ncommunities = [{names}]\n', encoding="utf-8"
    )
    return folder


def command(ledgers: Path, target: Path, *options: str) -> list[str]:
    """Write the command that publishes ledgers as of the sample's day."""
    program = Path(sys.executable).parent / "jjledger"
    return [str(program), "publish", str(ledgers), "--to", str(target), "--today", TODAY, *options]


def publish(
    ledgers: Path, target: Path, *options: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Publish, with some variables of the environment set."""
    return subprocess.run(
        command(ledgers, target, *options), capture_output=True, text=True, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip


def tree(site: Path) -> dict[str, str]:
    """Hash every file of a site."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def change(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
