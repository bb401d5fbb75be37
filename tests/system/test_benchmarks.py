"""The benchmark says what it claims: both forms hold the same facts, and whole processes are counted.

No time is tested here; `python -m benchmarks.run` measures.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.facts import Community, invent
from benchmarks.forms import write_folder, write_one_file
from benchmarks.proof import differences
from tests.ledgers import ROOT, bean_check, run


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> tuple[Community, Path, Path]:
    """Write two buildings and a bit, two years, in both forms; compile the household books."""
    place = tmp_path_factory.mktemp("benchmark")
    community = invent(270, 2)
    folder, one_file = place / "cesu", place / "one.beancount"
    write_folder(community, folder)
    write_one_file(community, one_file)
    assert run("jjledger", "compile", folder, "--today", str(community.today)).returncode == 0
    return community, folder, one_file


def test_both_forms_are_sound(forms: tuple[Community, Path, Path]) -> None:
    community, folder, one_file = forms
    checked = run("jjledger", "check", folder, "--today", str(community.today))
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout == f"测速小区：{len(community.vouchers)} 张凭证，阻断 0 项，提醒 0 项。\n"
    for path in folder / "main.beancount", one_file, *sorted((folder / "build").iterdir()):
        assert bean_check(path) == (0, "")


def test_every_witness_says_the_same_of_every_household(forms: tuple[Community, Path, Path]) -> None:
    community, folder, one_file = forms
    assert differences(community, folder, one_file) == []
    # Everything is in it: first deposits, eight distributions, repairs of single buildings.
    kinds = {leg.split[0] for voucher in community.vouchers for leg in voucher.legs if leg.split}
    assert kinds == {"detail", "scope", "interest"}


def test_a_fen_of_difference_is_seen(forms: tuple[Community, Path, Path], tmp_path: Path) -> None:
    community, folder, one_file = forms
    lines = one_file.read_text(encoding="utf-8").splitlines(keepends=True)
    first, second = [at for at, line in enumerate(lines) if line.startswith("  Equity:1维修资金:3001")][:2]
    for at, fen in (first, 1), (second, -1):
        head, amount, currency = lines[at].rsplit(" ", 2)
        moved = int(amount.replace(".", "")) + fen
        lines[at] = f"{head} {'-' if moved < 0 else ''}{abs(moved) // 100}.{abs(moved) % 100:02d} {currency}"
    altered = tmp_path / "one.beancount"
    altered.write_text("".join(lines), encoding="utf-8")
    assert bean_check(altered) == (0, "")
    found = differences(community, folder, altered)
    assert [difference.partition(":")[0] for difference in found] == ["one file in beancount"] * 2


def test_the_same_community_is_invented_every_time() -> None:
    assert invent(130, 1) == invent(130, 1)
    assert invent(130, 1) != invent(131, 1)


def test_one_command_measures_and_says_what_it_ran() -> None:
    options = ["--households", "40", "--years", "1", "--rounds", "1", "--books-only", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.run", *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(done.stdout)
    assert done.returncode == any(limit["measured"] > limit["most"] for limit in report["limits"])
    commands = [row["command"] for row in report["rows"]]
    assert commands[:2] == ["bean-check -C one.beancount", "jjledger compile cesu --today 2017-01-01"]
    assert all(row["cpu"] > 0 and row["peak"] > 0 for row in report["rows"])
    assert report["rows"][0]["ratio"] == 1


# Leaves a process behind that works on after its parent has gone.
LEAVER = """
import subprocess, sys
work = "import time; end = time.process_time() + 0.4\\nwhile time.process_time() < end: pass"
subprocess.Popen([sys.executable, "-c", work], start_new_session=True)
"""
COUNTER = f"""
import sys
from pathlib import Path
from benchmarks.processes import adopt_orphans, run
adopt_orphans()
usage = run([sys.executable, "-c", {LEAVER!r}], Path(sys.argv[1]))
print(usage.cpu, usage.peak)
"""


def test_what_a_program_leaves_behind_is_counted_too(tmp_path: Path) -> None:
    command = [sys.executable, "-c", COUNTER, tmp_path / "log"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    cpu, peak = (float(word) for word in told.split())
    assert cpu >= 0.4
    assert 1 < peak < 200


def test_a_program_that_fails_is_not_measured(tmp_path: Path) -> None:
    program = "import sys; from pathlib import Path; from benchmarks.processes import run; run(['sh', '-c', 'echo why; exit 3'], Path(sys.argv[1]))"
    command = [sys.executable, "-c", program, tmp_path / "log"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ended with 3:\nwhy" in done.stderr
