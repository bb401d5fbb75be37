"""Runs of papers of households, as several commands start them and tell what came of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from jjledger.cli.output import print_json, progress
from jjledger.errors import OptionError, Trouble
from jjledger.store.system import RealSystem
from jjledger.units import yuan

if TYPE_CHECKING:
    from jjledger.render.papers import Format
    from jjledger.workflows.print_run import Printed, Run

_OF_PILES: Final = ("html", "pdf")


def print_households(run: Run, place: Path, formats: tuple[Format, ...], *, one_file: bool) -> Printed:
    """Print a run, counting on a terminal.

    Args:
        run: what.
        place: where its folder stands.
        formats: which forms.
        one_file: into volumes; else a file each.

    Raises:
        OptionError: a volume has no such form, or the folder is one that others see.
        RenderError: a page could not be printed.
        StoreError: the disk refused.
    """
    from jjledger.workflows.print_run import print_each, print_pile  # noqa: PLC0415 -- takes half a second

    if one_file and not set(formats) <= set(_OF_PILES):
        raise OptionError(
            Trouble(
                "--format", "合成一份的只有 html 和 pdf。", "要表格，请再写 --each；清单总有 csv 和 xlsx。"
            )
        )
    printing = print_pile if one_file else print_each
    words = f"{run.head.title} {len(run.holders)} 份"
    return printing(run, place, formats, RealSystem(), lambda made, total: progress(made, words, total))


def tell_printed(printed: Printed, *, as_json: bool = False, err: bool = False) -> None:
    """Say what a run printed, what it comes to, and where it lies."""
    page = printed.page
    if printed.lacking:
        click.echo(
            f"提醒：字体里没有这些字，印作〓：{printed.lacking}。发出以前请换一种写法重新打印。", err=True
        )
    if as_json:
        print_json(
            {
                "folder": str(printed.folder),
                "files": [volume.file for volume in page.volumes],
                "papers": page.sheet_count,
                "made": printed.made,
                "kept": printed.kept,
                "removed": printed.removed,
                "amount_fen": page.amount_fen,
                "owed_fen": page.owed_fen,
                "lacking": printed.lacking,
            }
        )
        return
    lines = [str(printed.folder)]
    lines += [
        f"  {volume.file}  {volume.first_house} 至 {volume.last_house}，{volume.sheet_count} 份"
        for volume in page.volumes
    ]
    head = page.head
    owed = f"，{head.owed_label}合计 {yuan(page.owed_fen)} 元" if page.owed_fen else ""
    tied = "，与账簿核对一致" if page.ties else ""
    lines.append(
        f"{head.title}：{page.sheet_count} 份，{head.amount_label}合计 {yuan(page.amount_fen)} 元{owed}{tied}。"
    )
    if printed.kept:
        lines.append(f"新做 {printed.made} 份，没有变动的 {printed.kept} 份照旧。")
    if printed.removed:
        lines.append(f"删去已经过时的文件 {printed.removed} 个。")
    for line in lines:
        click.echo(line, err=err)
