"""`jjledger sign`: a person's signature under an edition that waits to go out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast

import click

from jjledger.books.community_file import read_community
from jjledger.books.source import Source
from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.options import json_option, ledger_argument
from jjledger.cli.output import print_json
from jjledger.facts.sign_off import ROLE_WORDS, Role, SignOff
from jjledger.period import parse_period
from jjledger.seal.manifest import Manifest
from jjledger.store.keys import read_signing_key
from jjledger.store.system import RealSystem
from jjledger.workflows.locate import only_community
from jjledger.workflows.sign_off import sign, sign_all, signed, still_waiting
from jjledger.workflows.sign_preview import Preview, preview

_NOBODY: Final = "没有等待签批的：community.toml 的 [sign_off] 没有写 required，公示不用谁签。"


class RoleWord(click.Choice[str]):
    """A role, by its name or by the word that messages use."""

    def __init__(self) -> None:
        """Take every role."""
        super().__init__(list(ROLE_WORDS))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 -- click's own
        """Read either."""
        by_words = {words: role for role, words in ROLE_WORDS.items()}
        return super().convert(by_words.get(value, value), param, ctx)


@click.command("sign", cls=ChineseCommand, short_help="签批：公示以前由编制、复核、业委会依次签名。")
@ledger_argument
@click.argument("period", metavar="[期间]", default="")
@click.option(
    "--role",
    type=RoleWord(),
    metavar="角色",
    help="以什么身份签，写英文或中文都行："
    + "、".join(f"{role} {words}" for role, words in ROLE_WORDS.items())
    + "。",
)
@click.option(
    "--key",
    "key_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="自己的密钥文件，用 jjledger key signer 做。",
)
@json_option
def sign_command(
    ledger: Path, period: str, role: str | None, key_file: Path | None, *, as_json: bool
) -> None:
    """不写 --key 时列出在等签批的，各有几份、合计多少、用哪条命令印草稿看；写了，就以自己的密钥签这一期。

    要谁签写在 community.toml 的 [sign_off]。先 publish 编好，都签了再 publish 一次才公示；内容变了要重新签。
    """
    system = RealSystem()
    folder = only_community(ledger)
    rule = read_community(Source(folder)).sign_off
    done: tuple[Manifest, ...] = ()
    if key_file is not None:
        if not role:
            raise click.UsageError("签名要写明 --role。")
        key, asked = read_signing_key(key_file, system), cast("Role", role)
        done = (
            (sign(folder, rule, (period, asked), key, system),)
            if period
            else sign_all(folder, rule, asked, key, system)
        )
    found = [one for code, one in still_waiting(folder, system).items() if period in {"", code}]
    rows = [(one, signed(folder, rule, one, system).missing) for one in found]
    looked = [] if done else [preview(folder, one, ledger) for one in found]
    if as_json:
        print_json([_record(*row, looked[at] if looked else None) for at, row in enumerate(rows)])
        return
    if done and not period:
        click.echo(f"以{ROLE_WORDS[asked]}签了 {len(done)} 期：{'、'.join(_title(one) for one in done)}。")
    if not rows:
        click.echo("没有等待签批的。" if rule.required else _NOBODY)
    for at, (one, missing) in enumerate(rows):
        click.echo(_words(one, missing, rule))
        for line in _shown(looked[at]) if looked else ():
            click.echo(f"  {line}")


def _record(one: Manifest, missing: tuple[Role, ...], look: Preview | None) -> dict[str, object]:
    told = {"totals": list(look.totals), "look": look.look} if look else {}
    return {
        "period": one.period, "edition": one.edition, "issued": one.issued, "missing": list(missing),
    } | told  # fmt: skip


def _shown(look: Preview) -> Iterator[str]:
    """Say what somebody looks at before signing."""
    yield from look.totals or ("现在的账上有阻断，编不出这一期：请先看  jjledger check 。",)
    if look.look:
        yield f"签以前请看草稿： {look.look}"


def _words(one: Manifest, missing: tuple[Role, ...], rule: SignOff) -> str:
    title = _title(one)
    done = [ROLE_WORDS[role] for role in rule.required if role not in missing]
    told = f"已签：{'、'.join(done) or '还没有人'}"
    if not missing:
        return f"{title}：{told}。都签了，请运行  jjledger publish 。"
    return f"{title}：{told}；还缺：{'、'.join(ROLE_WORDS[role] for role in missing)}。"


def _title(one: Manifest) -> str:
    return f"{parse_period(one.period).title}第 {one.edition} 版"
