"""`jjledger seal`: what of a community is sealed, and the packs by which its households verify it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.options import folder_option, json_option, ledger_argument
from jjledger.cli.output import print_json
from jjledger.errors import refusal
from jjledger.period import chinese_day, parse_period
from jjledger.render.archive import packed
from jjledger.store.system import RealSystem
from jjledger.units import yuan
from jjledger.workflows.household_proofs import HouseholdProofs
from jjledger.workflows.locate import only_community
from jjledger.workflows.private_papers import PRINT, write_papers
from jjledger.workflows.sealing import Registered


@click.command("seal", cls=ChineseCommand, short_help="封签：哪些期封好了，取出各户的核对包。")
@ledger_argument
@click.argument("period", metavar="[期间]", default="")
@click.option("--household", default="", metavar="房屋", help="取出这一户的核对包，只交给本户。")
@click.option("--all", "everybody", is_flag=True, help="取出全部住户的核对包，装成一个 zip。")
@folder_option
@json_option
def seal(
    ledger: Path, period: str, household: str, folder: Path | None, *, everybody: bool, as_json: bool
) -> None:
    """列出已经封签的各期：登记册第几条、几户、合计、校验码。封签随公示自动做，不用另外运行。

    核对包写在 private/print，只能交给本户：里面有这一户的数。业主在核对页里打开它，不用联网。
    """
    place = only_community(ledger)
    proofs = HouseholdProofs(place, RealSystem())
    found = [one for one in proofs.in_force() if period in {"", one.manifest.period}]
    if not found:
        raise refusal(
            str(ledger),
            f"{period}还没有封签的公示。",
            "请先运行  jjledger publish ；只有维修资金的公示有各户的封签。",
        )
    if household or everybody:
        if not period:
            raise refusal(
                "jjledger seal",
                "取核对包要写明期间。",
                f"例如  jjledger seal 账本 {found[-1].manifest.period} --household 01-1-101",
            )
        files = _packs(proofs, found[0], household, place.name)
        for path in write_papers(files, (folder or place / PRINT).absolute(), RealSystem()):
            click.echo(str(path))
    elif as_json:
        print_json([_record(one) for one in found])
    else:
        for one in found:
            click.echo(_words(one))


def _packs(proofs: HouseholdProofs, one: Registered, household: str, code: str) -> dict[str, bytes]:
    """Make one household's packs, or a zip of everybody's."""
    period = one.manifest.period
    several = len(one.manifest.funds) > 1
    made = {
        f"{code}-{room}-{period}{f'-{fund}' if several else ''}-pack.json": data
        for fund, room, data in proofs.packs(one)
        if household in {"", room}
    }
    if not made:
        raise refusal(
            f"--household {household}",
            f"{period} 的封签里没有这一户。",
            "请照 register.csv 的房号写，例如 01-1-101。",
        )
    return made if household else {f"{code}-{period}-packs.zip": packed(made)}


def _record(one: Registered) -> dict[str, object]:
    manifest = one.manifest
    return {
        "entry": one.index, "period": manifest.period, "edition": manifest.edition, "issued": manifest.issued,
        "funds": [
            {"fund": block.fund, "households": block.households, "closing_fen": block.sums.closing_fen,
             "arrears_fen": block.sums.arrears_fen, "statements": block.statements.hex()}
            for block in manifest.funds
        ],
    }  # fmt: skip


def _words(one: Registered) -> str:
    manifest = one.manifest
    issued = chinese_day(date.fromisoformat(manifest.issued))
    lines = [
        f"{parse_period(manifest.period).title}第 {manifest.edition} 版，{issued}公示，登记册第 {one.index} 条"
    ]
    lines += [
        f"  {'维修资金' if block.fund == 'maintenance' else '公有住房维修资金'}：{block.households} 户，"
        f"各户余额合计 {yuan(block.sums.closing_fen)} 元，对账单校验码 {block.statements.hex()}"
        for block in manifest.funds
    ]
    return "\n".join(lines)
