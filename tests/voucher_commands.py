"""The commands about vouchers as whole programs: shown as JSON, said in words, or refused with nothing changed.

What lives here: running them on a community's folder. What must not: expectations about a case.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from tests.ledgers import bean_check, run

TODAY: Final = ("--today", "2025-08-20")
SIGNED: Final = ("--prepared", "甲", "--reviewed", "乙", "--write")


def shown(folder: Path, *command: str | Path) -> dict[str, Any]:
    name, *rest = command
    done = run("jjledger", "voucher", name, folder, *rest, *TODAY, "--json")
    assert done.returncode == 0, done.stderr + done.stdout
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def said(folder: Path, *command: str | Path) -> str:
    name, *rest = command
    done = run("jjledger", "voucher", name, folder, *rest, *TODAY)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr + done.stdout
    return done.stdout


def refused(folder: Path, *command: str | Path) -> str:
    before = bytes_of(folder)
    name, *rest = command
    done = run("jjledger", "voucher", name, folder, *rest, *TODAY)
    assert (done.returncode, done.stdout) == (2, ""), done.stdout
    assert bytes_of(folder) == before
    return done.stderr


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "build" not in path.parts
    }


def sound(folder: Path) -> None:
    assert run("jjledger", "check", folder, *TODAY).returncode == 0
    assert bean_check(folder / "main.beancount") == (0, "")
