"""`jjledger doctor`: what this machine lacks, and the command that mends each lack.

What lives here: the questions put to the machine and the words of the answers.
What must not: mending anything; that is for the person at the machine.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

import click

from jjledger.books.community_file import DISTRICT
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.options import json_option
from jjledger.cli.output import print_json
from jjledger.store.system import RealSystem
from jjledger.workflows.locate import only_community
from jjledger.workflows.store_health import examine_store

Grade = Literal["required", "advised", "tests"]

GRADES: Final[dict[Grade, str]] = {"required": "必须", "advised": "建议", "tests": "仅测试"}
NEWEST_TOO_OLD: Final = (3, 10)
FONT_FOLDERS: Final = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


@dataclass(frozen=True, slots=True)
class Ailment:
    """One thing that is missing."""

    code: str
    grade: Grade  # required: does not work without; advised: works, but worse; tests: for developers
    what: str
    remedy: str  # a command, or what to do

    def text(self) -> str:
        """Lay it out in two lines."""
        return f"{GRADES[self.grade]}  {self.what}\n      {self.remedy}"


@dataclass(frozen=True, slots=True)
class Probes:
    """The questions that are put to a machine; a test answers them itself."""

    python: tuple[int, int]
    encoding: str  # of what the program prints
    can_load: Callable[[str], bool]  # a shared library, by its name
    has_font: Callable[[str], bool]  # by the beginning of its file name
    has_program: Callable[[str], bool]


def probe_this_machine() -> Probes:
    """Put the questions to the machine the program runs on."""
    return Probes(
        python=sys.version_info[:2],
        encoding=sys.stdout.encoding or "",
        can_load=_can_load,
        has_font=_has_font,
        has_program=lambda name: shutil.which(name) is not None,
    )


def examine(probes: Probes) -> tuple[Ailment, ...]:
    """List what is missing, the most urgent first.

    Args:
        probes: The machine's answers.

    Returns:
        What is missing: required, then advised, then for tests; empty on a sound machine.
    """
    return (*_required(probes), *_advised(probes), *_for_tests(probes))


@click.command(cls=ChineseCommand, short_help="检查这台机器缺什么。")
@click.argument("ledger", metavar="[账本]", required=False, type=click.Path(path_type=Path))
@json_option
@click.pass_context
def doctor(ctx: click.Context, ledger: Path | None, *, as_json: bool) -> None:
    """检查这台机器缺什么，并给出补上的命令；写了账本的，也检查它存放得是否妥当。

    不缺必须的东西时退出码为 0，否则为 1。
    """
    ailments = (*examine(probe_this_machine()), *(_of_ledger(ledger) if ledger else ()))
    if as_json:
        print_json([asdict(ailment) for ailment in ailments])
    for ailment in () if as_json else ailments:
        click.echo(ailment.text())
    if not ailments and not as_json:
        click.echo("这台机器什么都不缺。" + ("账本存放妥当。" if ledger else ""))
    ctx.exit(any(ailment.grade == "required" for ailment in ailments))


def _of_ledger(path: Path) -> Iterator[Ailment]:
    """Say what is amiss with the place of a ledger."""
    folder = path.absolute() if (path / DISTRICT).is_file() else only_community(path)
    for complaint in examine_store(folder, RealSystem()):
        yield Ailment(complaint.code, "advised", complaint.what, complaint.remedy)


def _required(probes: Probes) -> Iterator[Ailment]:
    """Say what the program cannot do without."""
    if probes.python <= NEWEST_TOO_OLD:
        version = ".".join(map(str, probes.python))
        yield Ailment(
            "python",
            "required",
            f"Python {version} 太旧，需要 3.11 或更新。",
            _install("python3 python3-venv"),
        )
    if not (probes.can_load("libpango-1.0.so.0") and probes.can_load("libpangoft2-1.0.so.0")):
        yield Ailment(
            "pango",
            "required",
            "缺少 Pango 排版库，不能生成 PDF。",
            _install("libpango-1.0-0 libpangoft2-1.0-0"),
        )
    if not probes.has_font("NotoSansCJK"):
        yield Ailment(
            "fonts", "required", "缺少 Noto CJK 字体，PDF 中的汉字印不出来。", _install("fonts-noto-cjk")
        )
    if probes.encoding.lower().replace("-", "") != "utf8":
        yield Ailment(
            "locale",
            "required",
            f"终端的编码是 {probes.encoding or '未知'}，不是 UTF-8，汉字会显示错误。",
            "export LANG=C.UTF-8",
        )


def _advised(probes: Probes) -> Iterator[Ailment]:
    """Say what the program does worse without."""
    if not probes.can_load("libharfbuzz-subset.so.0"):
        yield Ailment(
            "subsetter",
            "advised",
            "缺少 HarfBuzz 字体裁剪库，生成 PDF 会慢得多。",
            _install("libharfbuzz-subset0"),
        )
    if not probes.has_program("git"):
        yield Ailment(
            "git",
            "advised",
            "没有 git：账本照常能用，但没有操作日志，看不出谁改过什么，也不能封存到历史里。",
            _install("git"),
        )


def _for_tests(probes: Probes) -> Iterator[Ailment]:
    """Say what only script/test needs."""
    for code, program, package in (
        ("chromium", "chromium", "chromium"),
        ("poppler", "pdftotext", "poppler-utils"),
        ("qpdf", "qpdf", "qpdf"),
        ("zbar", "zbarimg", "zbar-tools"),
    ):
        if not probes.has_program(program):
            yield Ailment(code, "tests", f"没有 {program}，只有 script/test 用到它。", _install(package))


def _install(packages: str) -> str:
    """Name the command that installs Debian packages."""
    return f"sudo apt-get install {packages}"


def _can_load(library: str) -> bool:
    """Try to load a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_font(beginning: str) -> bool:
    """Look for a font file where fontconfig would."""
    return any(
        name.startswith(beginning)
        for folder in FONT_FOLDERS
        for _, _, names in os.walk(Path(folder).expanduser())
        for name in names
    )
