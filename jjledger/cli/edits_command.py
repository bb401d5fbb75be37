"""`jjledger edits` and `jjledger history`: what was changed by hand, and the record of every change."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from jjledger.books.community_file import DISTRICT
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.opened import FINDINGS
from jjledger.cli.options import json_option, ledger_argument, today_option
from jjledger.cli.output import print_json
from jjledger.errors import OptionError, Trouble
from jjledger.facts.entry import Deed
from jjledger.store.system import RealSystem
from jjledger.workflows.change_log import begin_log, change_log
from jjledger.workflows.demo import written_place
from jjledger.workflows.edits import Edits, blocked_by, commit_edits, edits_of, set_edits_aside
from jjledger.workflows.locate import only_community


@click.command(cls=ChineseCommand, short_help="用文本编辑器改过什么；登记或另存。")
@ledger_argument
@click.option(
    "--commit", "committed", multiple=True, metavar="文件", help="登记这个文件的改动；. 是全部，可写多次。"
)
@click.option("--author", default="", metavar="姓名", help="谁改的；登记时必写。")
@click.option("--why", default="", metavar="原因", help="为什么改；登记时必写。")
@click.option(
    "--set-aside", "aside", multiple=True, metavar="文件", help="把改动另存到账本之外，恢复原样；可写多次。"
)
@click.option("--yes", is_flag=True, help="账本有阻断项也登记，不再询问。")
@json_option
@today_option
@click.pass_context
def edits(
    ctx: click.Context,
    ledger: Path,
    committed: tuple[str, ...],
    author: str,
    why: str,
    aside: tuple[str, ...],
    today: date,
    *,
    yes: bool,
    as_json: bool,
) -> None:
    """列出不经本程序改过、还没有登记的文件，逐行对照；可以登记（写明谁改的、为什么），也可以另存。

    另存的内容不会丢失：它留在 .jjledger/aside 里，账本恢复成登记过的样子。
    """
    if committed and aside:
        raise OptionError(Trouble("jjledger edits", "不能同时登记和另存。", "请分两次运行。"))
    folder = _ledger_folder(ledger)
    found = edits_of(folder, RealSystem())
    if committed:
        found.chosen(committed)
        _ask_about_blocking(ctx, folder, today, yes=yes)
        saved = commit_edits(found, committed, Deed(author, why), RealSystem())
        _say({"commit": saved.commit, "files": list(committed)}, f"已登记：{author}，{why}", as_json=as_json)
    elif aside:
        kept = [str(path) for path in set_edits_aside(found, aside, RealSystem())]
        words = "\n".join(("账本已恢复原样，改动另存为：", *(f"  {path}" for path in kept)))
        _say({"aside": kept}, words, as_json=as_json)
    else:
        _show(found, as_json=as_json)


@click.command(cls=ChineseCommand, short_help="操作日志：谁、何时、改了什么、为什么。")
@ledger_argument
@click.option("--limit", type=click.IntRange(1), default=50, metavar="条数", help="最近多少条，默认 50。")
@click.option("--begin", is_flag=True, help="还没有操作日志的账本：从现在起建立（git 版本库）。")
@json_option
def history(ledger: Path, limit: int, *, begin: bool, as_json: bool) -> None:
    """列出账本的操作日志，新的在前。日志就是 git 历史，只增不改。"""
    if begin:
        begin_log(_ledger_folder(ledger), RealSystem())
    logged = change_log(_ledger_folder(ledger), limit, RealSystem())
    _say(logged.record(), logged.words(), as_json=as_json)


def _ledger_folder(path: Path) -> Path:
    """Give the folder a path means, where a copy is written the copy; a district's as it is."""
    folder = path.absolute() if (path / DISTRICT).is_file() else only_community(path)
    return written_place(folder, RealSystem())


def _ask_about_blocking(ctx: click.Context, folder: Path, today: date, *, yes: bool) -> None:
    """Show what is wrong with the edited books, and ask whether to commit them so."""
    wrong = blocked_by(folder, today)
    for words in wrong:
        click.echo(f"{words}\n", err=True)
    if not wrong or yes:
        return
    question = f"账本有 {len(wrong)} 处阻断项，仍要登记吗？"
    if not sys.stdin.isatty():
        click.echo(f"{question}没有登记。确要登记的，加上  --yes", err=True)
        ctx.exit(FINDINGS)
    if not click.confirm(question, err=True):
        ctx.exit(FINDINGS)


def _show(found: Edits, *, as_json: bool) -> None:
    _say(found.record(), found.words(), as_json=as_json)


def _say(record: dict[str, Any] | list[dict[str, Any]], words: str, *, as_json: bool) -> None:
    if as_json:
        print_json(record)
    else:
        click.echo(words)
