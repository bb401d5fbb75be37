"""Ledger text is code: refuse what a person's file may not hold.

`main.beancount` holds options, our plugin and includes; every other file holds directives
only. Whatever else beancount would run, read or serve is refused before anybody opens it.
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from beancount.core import data
from beancount.parser import parser

from jjledger.books.account_name import bad_part
from jjledger.books.findings import CURRENCY, wrong
from jjledger.books.source import Source
from jjledger.books.unknown_account import bad_account_part
from jjledger.errors import FORMAT, BooksError, Trouble
from jjledger.facts.finding import Finding, Place

MAIN: Final = "main.beancount"
PLUGIN: Final = "jjledger.books.plugin"
_KEYWORD: Final = re.compile(r"(option|plugin|include|pushtag|poptag|pushmeta|popmeta)\b(.*)")
_OUR_PLUGIN: Final = re.compile(rf'\s+"{re.escape(PLUGIN)}"\s*(;|$)')
_OPTION: Final = re.compile(r'\s+"([^"]*)"\s+"([^"]*)"')
_INCLUDE: Final = re.compile(r'include\s+"([^"]*)"')
_TOLERANCE: Final = re.compile(r'option\s+"tolerance_multiplier"\s+"([^"]*)"')
_OPTIONS: Final = frozenset({"title", "operating_currency", "tolerance_multiplier"})
_ALLOWED: Final = (data.Open, data.Transaction, data.Balance, data.Note, data.Document, data.Event)
# Our own custom directives; whatever Fava would execute is not among them.
_CUSTOM: Final = frozenset({"jjledger-contract", "jjledger-budget"})


def refuse_foreign_plugins(source: Source) -> None:
    """Refuse a ledger that would run other code than ours, before beancount has run it.

    Args:
        source: the community's files, with a main file.

    Raises:
        BooksError: the main file names another plugin.
    """
    _, _, options = parser.parse_string(source.text(MAIN))  # reads, and runs nothing
    for name, _ in options["plugin"]:
        if name != PLUGIN:
            line = source.line_with(MAIN, name)
            what = f"账本要运行别的程序「{name}」，没有打开。"
            remedy = f'请删去这一行；插件只可写  plugin "{PLUGIN}"'
            excerpt = source.excerpt(MAIN, line)
            raise BooksError((Trouble(source.place(MAIN, line), what, remedy, FORMAT, excerpt),))


def lint_files(source: Source, included: Sequence[str]) -> Iterator[Finding]:
    """Look through the lines of every file beancount read.

    Args:
        source: the community's files.
        included: absolute paths of the files beancount included.
    """
    main = source.text(MAIN).split("\n") if source.exists(MAIN) else []
    for path in included:
        name = source.relative(path)
        if not _inside(source.folder, Path(path)):
            yield wrong(
                "L01", Place(MAIN, include_line(source, path)), f"账本引用了小区文件夹以外的文件 {path}。",
                "请把文件放进小区自己的文件夹，再引用。", FORMAT,
            )  # fmt: skip
            continue
        lines = source.text(name).split("\n")
        yield from _lint_main(name, lines) if name == MAIN else _lint_included(name, lines)
    yield from _lint_tolerance(main)


def lint_left_out(source: Source, included: Sequence[str]) -> Iterator[Finding]:
    """Find the files that look like ledger text and that beancount did not read: their vouchers would be missing.

    Args:
        source: the community's files.
        included: absolute paths of the files beancount included.
    """
    read = {Path(path).resolve() for path in included}
    in_part = {path.parent for path in read}
    for name in source.ledger_names():
        path = (source.folder / name).resolve()
        if path in read:
            continue
        # A pattern is shorter, but must not read a second time what is included already.
        pattern = path.suffix == ".beancount" and "/" in name and path.parent not in in_part
        line = f"{Path(name).parent}/*.beancount" if pattern else name
        yield wrong(
            "L16", Place(name, 0), "main.beancount 没有引用这个文件，里面的凭证都没有入账。",
            f'请在 main.beancount 加上一行  include "{line}"（不属于账本的文件请移出小区的文件夹）', FORMAT,
        )  # fmt: skip


def include_line(source: Source, path: str) -> int:
    """Find the last line of the main file that includes a path, or says it word by word; 0 where none does."""
    found = 0
    for number, line in enumerate(source.text(MAIN).split("\n"), 1):
        match = _INCLUDE.match(line)
        if match is not None and (
            match[1] == path or fnmatch(path, os.path.normpath(source.folder / match[1]))
        ):
            found = number
    return found


def _lint_tolerance(main: Sequence[str]) -> Iterator[Finding]:
    set_at = [(number, match[1]) for number, line in enumerate(main, 1) if (match := _TOLERANCE.match(line))]
    if [value for _, value in set_at] != ["0"]:
        yield wrong(
            "L02", Place(MAIN, set_at[-1][0] if set_at else 0), "没有把容差设为零，半分钱的差错会被放过。",
            '请在 main.beancount 写一行  option "tolerance_multiplier" "0"', FORMAT,
        )  # fmt: skip


def lies_outside(name: str) -> bool:
    """Say whether a normalized path relative to the community's folder leads out of it."""
    return name.startswith(("/", "../")) or name == ".."


def lint_document(name: str, place: Place) -> Iterator[Finding]:
    """Refuse a document outside the folder: Fava would hand it out."""
    if lies_outside(name):
        yield wrong(
            "L14", place, f"凭证文件 {name} 不在小区文件夹里。",
            "请把文件放进 vouchers 文件夹，路径从本文件所在处写起，例如 ../vouchers/2025-03-F0001.pdf。", FORMAT,
        )  # fmt: skip


def _inside(folder: Path, path: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _lint_main(name: str, lines: Sequence[str]) -> Iterator[Finding]:
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith((";", "*", "#")):
            continue
        place = Place(name, number)
        match = _KEYWORD.match(line)
        if match is None:
            if not line[0].isspace():
                yield wrong(
                    "L03", place, "main.beancount 里只能有选项、插件和引用。",
                    "请把这一行移到 chart.beancount 或当月的文件里。", FORMAT,
                )  # fmt: skip
        elif match[1] == "option":
            option = _OPTION.match(match[2])
            if option is not None and option[1] == "operating_currency" and option[2] != "CNY":
                yield wrong("L07", place, "账本只记人民币。", "请把币种写成 CNY。", CURRENCY)
            if option is None or option[1] not in _OPTIONS:
                yield wrong(
                    "L04", place, "这个选项不能用。", f"可以用的选项：{'、'.join(sorted(_OPTIONS))}。", FORMAT
                )
        elif (match[1] == "plugin" and not _OUR_PLUGIN.match(match[2])) or match[1].startswith(
            ("push", "pop")
        ):
            yield wrong("L04", place, f"{match[1]} 不能用在账本里。", f'只可写  plugin "{PLUGIN}"', FORMAT)


def _lint_included(name: str, lines: Sequence[str]) -> Iterator[Finding]:
    for number, line in enumerate(lines, 1):
        match = _KEYWORD.match(line)
        if match is not None:
            yield wrong(
                "L04", Place(name, number), f"{match[1]} 不能写在这个文件里。",
                "选项、插件和引用只写在 main.beancount；其余请删去。", FORMAT,
            )  # fmt: skip


def lint_directive(entry: data.Directive, place: Place, source: Source) -> Iterator[Finding]:
    """Look at one directive that is no transaction.

    Args:
        entry: the directive.
        place: where it stands.
        source: the community's files.
    """
    if isinstance(entry, data.Open):
        yield from _lint_open(entry, place)
    elif isinstance(entry, data.Balance):
        yield from _lint_balance(entry, place)
    elif isinstance(entry, data.Document):
        yield from lint_document(source.relative(entry.filename), place)
    elif isinstance(entry, data.Custom):
        if entry.type not in _CUSTOM:
            yield wrong("L05", place, f'custom "{entry.type}" 不能用在账本里。', "请删去这一行。", FORMAT)
    elif not isinstance(entry, _ALLOWED):
        word = type(entry).__name__.lower()
        yield wrong(
            "L05", place, f"{word} 指令不能用在账本里。",
            "只可用 open、交易、balance、note、document、event；pad 会在没有凭证的情况下动业主的钱。", FORMAT,
        )  # fmt: skip


def _lint_open(entry: data.Open, place: Place) -> Iterator[Finding]:
    part = bad_part(entry.account)
    if part is not None:
        yield bad_account_part(part, place)
    if entry.currencies and entry.currencies != ["CNY"]:
        yield wrong("L07", place, "账本只记人民币。", "请把币种写成 CNY。", CURRENCY)


def _lint_balance(entry: data.Balance, place: Place) -> Iterator[Finding]:
    if entry.amount.currency != "CNY":
        yield wrong("L07", place, "账本只记人民币。", "请把币种写成 CNY。", CURRENCY)
    if entry.tolerance is not None:
        yield wrong(
            "L15", place, "余额核对写了允许的误差（~），账实相差会被放过。",
            "请删去 ~ 和后面的数，按对账单写到分；未达账项查明后另行入账。", "会计基础工作规范第62条：账实相符",
        )  # fmt: skip
