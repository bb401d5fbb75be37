"""What the program takes from the machine it speaks on: its fonts, its encoding, its terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.ledgers import SAMPLE, SHIFAN, copy_of, district, replace_once, run

TODAY = ("--today", "2025-08-20")


def test_doctor_answers_for_this_machine() -> None:
    told, said = run("jjledger", "doctor", "--json"), run("jjledger", "doctor")
    lacks = json.loads(told.stdout)
    required = any(lack["grade"] == "required" for lack in lacks)
    assert told.returncode == said.returncode == int(required)
    assert all(lack["remedy"] in said.stdout for lack in lacks)


def test_a_terminal_that_lacks_a_character_shows_another(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path)
    replace_once(folder, "community.toml", '"示范小区"', '"𬍛玉·府"')
    program = Path(sys.executable).with_name("jjledger")
    environment = {**os.environ, "PYTHONIOENCODING": "gbk"}
    done = subprocess.run(
        [program, "check", folder, *TODAY], capture_output=True, check=True, env=environment
    )
    assert "\n?玉·府：4 张凭证" in done.stdout.decode("gbk").replace("\r", "")
    assert done.stderr == b""


def test_json_is_utf8_on_any_terminal() -> None:
    program = Path(sys.executable).with_name("jjledger")
    environment = {**os.environ, "PYTHONIOENCODING": "gbk"}
    command = [program, "check", SHIFAN, "--json", *TODAY]
    told = subprocess.run(command, capture_output=True, check=True, env=environment).stdout
    (community,) = json.loads(told.decode("utf-8"))
    assert any("没有归档" in finding["what"] for finding in community["findings"])


def test_a_reader_that_has_seen_enough_stops_the_program_quietly() -> None:
    program = Path(sys.executable).with_name("jjledger")
    command = f"{program} households {SAMPLE / 'xishang'} --format csv | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout == "household,building,unit,room,area_m2,principal,interest,balance,arrears\n"
    assert "Traceback" not in done.stderr


def test_progress_is_for_terminals(tmp_path: Path) -> None:
    place = district(tmp_path)
    program = Path(sys.executable).with_name("jjledger")
    mine, theirs = os.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    subprocess.run(
        [program, "check", place, *TODAY],
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        check=True,
        env=environment,
    )
    os.close(theirs)
    shown = os.read(mine, 100_000).decode()
    os.close(mine)
    assert "检查 2 个小区" in shown
    assert run("jjledger", "check", place, *TODAY).stderr == ""
