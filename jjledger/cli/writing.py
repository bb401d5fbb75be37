"""What all commands share that write: who signs a voucher, preview first, then writing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from jjledger.books.ledger import Ledger
from jjledger.books.source import Source
from jjledger.cli.opened import open_to_write
from jjledger.cli.options import Day, json_option, today_option
from jjledger.cli.output import print_json
from jjledger.errors import ChangedError, OptionError, refusal
from jjledger.facts.entry import Entry, Signed, Writing
from jjledger.store.system import RealSystem
from jjledger.workflows.record import UNSIGNED, record, rehearse
from jjledger.workflows.vouchers.planned import Plan

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")
_GROUND: Final = "会计基础工作规范第51条"
write_option = click.option("--write", is_flag=True, help="写入账本；不写这一项只预览。")


@dataclass(frozen=True, slots=True)
class Pen:
    """How a voucher is to be written, and whether it is."""

    day: date  # of the voucher
    dated: bool  # somebody named the day; else it is today
    signed: Signed | None  # None in a preview without names
    attachments: int | None  # None: the command's own default
    corrects: str  # voucher this one replaces, 2025-03-F0012
    write: bool
    as_json: bool
    today: date


def pen_of(today: date, *, write: bool, as_json: bool = False) -> Pen:
    """Give the pen of what nobody signs and no voucher tells of.

    Args:
        today: the day of it.
        write: whether it is written.
        as_json: whether programs read what came of it.
    """
    return Pen(
        today,
        dated=False,
        signed=None,
        attachments=None,
        corrects="",
        write=write,
        as_json=as_json,
        today=today,
    )


_PREPARED: Final = click.option("--prepared", default="", metavar="姓名", help="制单人；写入时必写。")
_REVIEWED: Final = click.option(
    "--reviewed", default="", metavar="姓名", help="审核人，须是另一个人；写入时必写。"
)
# Nobody waits for more: each try is a whole load and rehearsal.
_TRIES: Final = 5


def pen_options(command: F) -> F:
    """Add --date, --prepared, --reviewed, --attachments, --corrects, --write, --json and --today; give them as `pen`."""
    return _with_pen(
        command,
        _day("凭证日期，写入时必写；预览默认今天，结息默认期末。"),
        _PREPARED,
        _REVIEWED,
        click.option("--attachments", type=click.IntRange(0), metavar="张数", help="附原始凭证几张。"),
        click.option(
            "--corrects", default="", metavar="凭证", help="订正哪张已冲销的凭证，例如 2025-03-F0012。"
        ),
    )


def record_options(command: F) -> F:
    """Add --date, --write, --json and --today; give them as `pen`: for what goes on record without a voucher.

    Nobody signs it, and the day is the matter's own.
    """
    return _with_pen(command, _day("事情发生的日期，默认今天。"))


def signing_options(words: str) -> Callable[[F], F]:
    """Add --date, --prepared, --reviewed, --write, --json and --today; the day is the matter's own where none is named.

    Args:
        words: what the day is, for the help.
    """
    return lambda command: _with_pen(command, _day(words), _PREPARED, _REVIEWED, dated=False)


def deed_options(command: F) -> F:
    """Add --who, --write, --json and --today; give them as `pen`: for what one person says of a voucher or draft."""
    who = click.option("--who", default="", metavar="姓名", help="经手人；写入时必写。")
    return _with_pen(command, who)


def _day(words: str) -> Callable[[Any], Any]:
    return click.option("--date", "day", type=Day(), metavar="日期", help=words)


def _with_pen(command: F, *own: Callable[[Any], Any], dated: bool = True) -> F:
    """Add some options and those that every pen has; give them to the command as `pen`.

    Args:
        command: which takes a `pen`.
        own: options of this kind of pen.
        dated: whether a signed writing must name its day.
    """

    @wraps(command)
    def with_pen(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- click passes whatever the command takes
        kwargs["pen"] = _pen(kwargs, dated=dated)
        return command(*args, **kwargs)

    options: tuple[Callable[[Any], Any], ...] = (*own, write_option, json_option, today_option)
    for option in reversed(options):
        with_pen = option(with_pen)
    return with_pen  # type: ignore[return-value]


def _pen(kwargs: dict[str, Any], *, dated: bool) -> Pen:
    signs, names_one = "prepared" in kwargs, "who" in kwargs
    prepared, reviewed = kwargs.pop("prepared", "").strip(), kwargs.pop("reviewed", "").strip()
    who = kwargs.pop("who", "").strip()
    day, write, today = kwargs.pop("day", None), kwargs.pop("write"), kwargs.pop("today")
    if write and ((signs and not (prepared and reviewed and (day or not dated))) or (names_one and not who)):
        raise _unsigned("--who" if names_one else "--prepared", dated=dated)
    signed = Signed(prepared, reviewed) if prepared and reviewed else None
    return Pen(
        day or today, day is not None, Signed(who, "") if who else signed, kwargs.pop("attachments", None),
        kwargs.pop("corrects", "").removeprefix("^"), write, kwargs.pop("as_json"), today,
    )  # fmt: skip


def _unsigned(option: str, *, dated: bool) -> OptionError:
    if option == "--who":
        return refusal("--write", "写入账本要写明经手人。", "请加上  --who 姓名", _GROUND)
    day = "凭证日期、" if dated else ""
    example = "--date 2025-03-31 " if dated else ""
    return refusal(
        "--write",
        f"写入账本要写明{day}制单人和审核人。",
        f"请加上  {example}--prepared 甲 --reviewed 乙",
        _GROUND,
    )


def carry_out(ctx: click.Context, path: Path, pen: Pen, plan: Callable[[Ledger], Plan]) -> None:
    """Plan on the ledger as it is, and finish; planned anew where somebody else wrote in between.

    The number is then the next one, and every check is made again: two writers do not hinder each other.

    Args:
        ctx: of the command.
        path: the community.
        pen: signatures, and whether to write.
        plan: makes the plan from the loaded ledger.

    Raises:
        EntryRefusedError: the books would be wrong.
        StoreError: the disk refused, or others are writing without a pause.
    """

    def once(loaded: Ledger) -> None:
        planned = plan(loaded)
        finish(loaded, pen, planned.writing, planned.words(), planned.record())

    tried_anew(ctx, path, pen.today, once)


def tried_anew(ctx: click.Context, path: Path, today: date, once: Callable[[Ledger], T]) -> T:
    """Load the ledger, plan and write; all of it anew where somebody else wrote in between.

    Args:
        ctx: of the command.
        path: the community.
        today: the day on which the checks ask.
        once: plans on the loaded ledger and writes; shows nothing before it has written.

    Raises:
        StoreError: the disk refused, or others are writing without a pause.
    """
    for attempt in range(1, _TRIES + 1):
        loaded = open_to_write(ctx, path, today)
        try:
            return once(loaded)
        except ChangedError:
            # What stands still is not cured by another look: somebody's edit, say, that is not committed.
            if attempt == _TRIES or Source(loaded.folder).stamps() == loaded.seen:
                raise
    raise AssertionError("the last try gives or raises")


def finish(ledger: Ledger, pen: Pen, writing: Writing, words: str, record_shown: dict[str, Any]) -> None:
    """Rehearse a writing and show it; write it where that was asked.

    Args:
        ledger: a loaded community without blocking findings.
        pen: signatures, and whether to write.
        writing: what the command came to.
        words: what the command has to say before the vouchers.
        record_shown: the same for programs; vouchers, warnings and files are added.

    Raises:
        EntryRefusedError: the books would be wrong.
        StoreError: the disk refused, or somebody else has changed the ledger.
    """
    writing = replace(writing, entries=tuple(_as_asked(entry, pen) for entry in writing.entries))
    rehearsal = rehearse(ledger, writing, pen.signed or UNSIGNED, pen.today)
    files = [str(path) for path in record(rehearsal, RealSystem())] if pen.write else sorted(rehearsal.after)
    if pen.write and not all(Path(name).is_relative_to(ledger.folder) for name in files):
        click.echo(f"{ledger.folder} 放在别的 git 版本库里，没有改动；写进了它的副本。", err=True)
    if pen.as_json:
        print_json(
            {
                **record_shown,
                "written": pen.write,
                "numbers": list(rehearsal.numbers),
                "vouchers": [text if pen.signed else _as_draft(text) for text in rehearsal.texts],
                "warnings": [finding.what for finding in rehearsal.warnings],
                "files": files,
            }
        )
        return
    click.echo(words)
    for text in rehearsal.texts:
        click.echo(f"\n{text if pen.signed else _as_draft(text)}", nl=False)
    for finding in rehearsal.warnings:
        click.echo(f"\n{finding.text()}")
    click.echo(f"\n{'已写入' if pen.write else '尚未写入，加上 --write 后写到'}：")
    for name in files:
        click.echo(f"  {name}")


def _as_asked(entry: Entry, pen: Pen) -> Entry:
    """Put on an entry what every command's options say of it."""
    corrects = (("corrects", pen.corrects),) if pen.corrects else ()
    attachments = entry.attachments if pen.attachments is None else pen.attachments
    return replace(entry, meta=(*entry.meta, *corrects), attachments=attachments)


def _as_draft(text: str) -> str:
    """Show a voucher that nobody has signed as a draft, so that a copy of it does not count."""
    day, star, rest = text.partition(" * ")
    if not star or "\n" in day:
        return text  # it is one
    for name in (UNSIGNED.prepared, UNSIGNED.reviewed):
        rest = rest.replace(f'"{name}"', '""', 1)
    return f"{day} ! {rest}"
