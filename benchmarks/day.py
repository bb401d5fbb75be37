"""An accountant's day: check a community, and import a bank's file of 5,000 rows: `python -m benchmarks.day`.

Whole processes, in turn, medians of a few rounds; beside each what beancount alone takes to
load the same book, so that the figures can be read as ratios. How long a save takes is
counted by `tests/system/test_store_speed.py` and stands in docs/evidence.md.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.processes import Usage, adopt_orphans, run

ROOT: Final = Path(__file__).resolve().parents[1]
BIN: Final = Path(sys.executable).parent
TODAY: Final = "2026-02-01"
ROWS: Final = 5000
CHECK: Final = "check"
CHECK_ALONE: Final = "the same book in beancount alone"
IMPORT: Final = "import"
IMPORT_ALONE: Final = "the book after it in beancount alone"
LIMITS: Final = {CHECK: 1.5, IMPORT: 3.0}  # wall seconds
_HEADS: Final = ("交易时间", "借方发生额", "贷方发生额", "余额", "对方户名", "对方账号", "摘要", "流水号")
_PAYERS: Final = ("张三", "李四", "王五", "某广告公司", "某电梯公司", "某物业公司", "财付通支付科技有限公司")
_WORDS: Final = ("停车费", "广告费", "结息", "保洁费", "转账", "电梯维保")
_FEN: Final = (30000, 1500, 500, 12345, -20000, -3300)
_RULES: Final = """
[[rule]]
words   = "停车"
bank    = "5678农行"
account = "6001停车"
"""


@dataclass(frozen=True, slots=True)
class Row:
    """The medians of one program."""

    what: str
    wall: float
    cpu: float
    peak: float


def main() -> int:
    """Measure and print; 1 where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=1500)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    adopt_orphans()
    with tempfile.TemporaryDirectory(prefix="jjledger-benchmark-") as scratch:
        rows = {row.what: row for row in _measure(Path(scratch), options)}
    print(f"{options.households:,} households, {options.years} years, {ROWS:,} rows")
    for row in rows.values():
        print(f"{row.what:<44}{row.wall:>7.2f} s{row.cpu:>7.2f} CPU s{row.peak:>6.0f} MB")
    print(f"check to beancount alone {rows[CHECK].cpu / rows[CHECK_ALONE].cpu:.2f}")
    print(f"import to beancount alone {rows[IMPORT].cpu / rows[IMPORT_ALONE].cpu:.2f}")
    for what, most in LIMITS.items():
        kept = "kept" if rows[what].wall <= most else "BROKEN"
        print(f"{what}, wall seconds {rows[what].wall:.2f} <= {most} {kept}")
    return 0 if all(rows[what].wall <= most for what, most in LIMITS.items()) else 1


def _measure(scratch: Path, options: argparse.Namespace) -> Iterator[Row]:
    facts = [str(options.households), str(options.years), str(scratch)]
    subprocess.run(
        [sys.executable, "-m", "benchmarks.generate", "write", *facts],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    folder = scratch / "cesu"
    with (folder / "community.toml").open("a", encoding="utf-8") as file:
        file.write(_RULES)
    statement = scratch / "statement.csv"
    _write_statement(statement)
    used: dict[str, list[Usage]] = {}
    log = scratch / "log"
    for number in range(options.rounds):
        copy = scratch / str(number) / "cesu"
        shutil.copytree(folder, copy)
        for what, command in _commands(copy, statement):
            if what in {CHECK_ALONE, IMPORT_ALONE}:
                _write_alone(copy, Path(command[-1]))
            used.setdefault(what, []).append(run(command, log))
    for what, runs in used.items():
        yield Row(
            what,
            median(one.wall for one in runs),
            median(one.cpu for one in runs),
            max(one.peak for one in runs),
        )


def _commands(folder: Path, statement: Path) -> Iterator[tuple[str, list[str]]]:
    """Give what is measured, in turn."""
    program, today = str(BIN / "jjledger"), ["--today", TODAY]
    alone = [str(BIN / "bean-check"), "-C", str(folder.parent / "alone.beancount")]
    yield CHECK_ALONE, alone
    yield CHECK, [program, "check", str(folder), *today]
    yield IMPORT, [program, "import", str(folder), str(statement), *today]
    yield IMPORT_ALONE, alone


def _write_alone(folder: Path, target: Path) -> None:
    """Write the main file anew without our plugin."""
    text = (folder / "main.beancount").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^plugin .*\n", "", text).replace('include "', f'include "{folder}/')
    target.write_text(text, encoding="utf-8")


def _write_statement(path: Path) -> None:
    """Invent a month of a busy account, as a bank's own counter prints it."""
    dice = random.Random(5000)  # noqa: S311 -- invented figures, no secret
    balance = 100_000_000
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["单位账户明细", "", "账号：", "3310000000005678", "户名：", "测速小区业主大会"])
        writer.writerow(_HEADS)
        for number in range(ROWS):
            day = date(2026, 1, 1) + timedelta(days=number * 31 // ROWS)
            fen = dice.choice(_FEN)
            balance += fen
            amount = f"{abs(fen) / 100:.2f}"
            writer.writerow(
                [
                    f"{day} {number % 24:02}:{number % 60:02}:00", amount if fen < 0 else "", amount if fen > 0 else "",
                    f"{balance / 100:.2f}", dice.choice(_PAYERS), f"6222{number:012}", dice.choice(_WORDS), f"LS{number:010}",
                ]
            )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
