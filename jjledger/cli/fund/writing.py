"""What all commands share that write: who signs a voucher, preview first, then writing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from typing import Any, TypeVar

import click

from jjledger.books.ledger import Ledger
from jjledger.cli.options import Day, json_option, today_option
from jjledger.cli.output import print_json
from jjledger.errors import OptionError, Trouble
from jjledger.facts.entry import Entry, Signed, Writing
from jjledger.store.system import RealSystem
from jjledger.workflows.record import UNSIGNED, record, rehearse

F = TypeVar("F", bound=Callable[..., Any])
_write_option = click.option("--write", is_flag=True, help="写入账本；不写这一项只预览。")


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


def pen_options(command: F) -> F:
    """Add --date, --prepared, --reviewed, --attachments, --corrects, --write, --json and --today; give them as `pen`."""
    return _with_pen(
        command,
        _day("凭证日期，默认今天；结息默认期末。"),
        click.option("--prepared", default="", metavar="姓名", help="制单人；写入时必写。"),
        click.option("--reviewed", default="", metavar="姓名", help="审核人，须是另一个人；写入时必写。"),
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


def _day(words: str) -> Callable[[Any], Any]:
    return click.option("--date", "day", type=Day(), metavar="日期", help=words)


def _with_pen(command: F, *own: Callable[[Any], Any]) -> F:
    """Add some options and those that every pen has; give them to the command as `pen`."""

    @wraps(command)
    def with_pen(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- click passes whatever the command takes
        kwargs["pen"] = _pen(kwargs)
        return command(*args, **kwargs)

    options: tuple[Callable[[Any], Any], ...] = (*own, _write_option, json_option, today_option)
    for option in reversed(options):
        with_pen = option(with_pen)
    return with_pen  # type: ignore[return-value]


def _pen(kwargs: dict[str, Any]) -> Pen:
    signs = "prepared" in kwargs
    prepared, reviewed = kwargs.pop("prepared", "").strip(), kwargs.pop("reviewed", "").strip()
    day, write, today = kwargs.pop("day"), kwargs.pop("write"), kwargs.pop("today")
    if signs and write and not (day and prepared and reviewed):
        raise OptionError(
            Trouble(
                "--write", "写入账本要写明凭证日期、制单人和审核人。",
                "请加上  --date 2025-03-31 --prepared 甲 --reviewed 乙", "会计基础工作规范第51条",
            )
        )  # fmt: skip
    signed = Signed(prepared, reviewed) if prepared and reviewed else None
    return Pen(
        day or today, day is not None, signed, kwargs.pop("attachments", None),
        kwargs.pop("corrects", "").removeprefix("^"), write, kwargs.pop("as_json"), today,
    )  # fmt: skip


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
    assert star, "a voucher begins with its day and flag"
    for name in (UNSIGNED.prepared, UNSIGNED.reviewed):
        rest = rest.replace(f'"{name}"', '""', 1)
    return f"{day} ! {rest}"
