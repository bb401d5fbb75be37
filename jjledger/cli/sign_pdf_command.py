"""`jjledger sign-pdf`: a copy of a PDF signed with one's certificate, so that others see who vouches for it."""

from __future__ import annotations

from pathlib import Path

import click

from jjledger.cli.chinese import ChineseCommand
from jjledger.cli.options import json_option
from jjledger.cli.output import print_json
from jjledger.store.system import RealSystem
from jjledger.workflows.sign_pdf import SignedCopy, sign_copy

_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("sign-pdf", cls=ChineseCommand, short_help="用自己的数字证书给印出的 PDF 签名（选装）。")
@click.argument("file", type=_file, metavar="PDF")
@click.option(
    "--pfx", type=_file, required=True, metavar="文件", help="自己的数字证书，带私钥的 .pfx 或 .p12 文件。"
)
@click.option(
    "--passphrase-file", type=_file, metavar="文件", help="从文件的第一行读口令；不写的，运行时问，不显示。"
)
@json_option
def sign_pdf_command(file: Path, pfx: Path, passphrase_file: Path | None, *, as_json: bool) -> None:
    """在旁边另存一份签过名的：report.pdf 签成 report.signed.pdf，原来那份不动。

    签名不画印章：盖章请用纸。改动一个字，看 PDF 的软件就显示签名无效。要先装  pip install 'jjledger[sign]'。
    """
    if passphrase_file is not None:
        passphrase = next(iter(passphrase_file.read_text(encoding="utf-8").splitlines()), "")
    else:
        passphrase = click.prompt("证书的口令", hide_input=True, default="", show_default=False)
    system = RealSystem()
    copy = sign_copy(file, pfx, passphrase, system.now(), system)
    if as_json:
        print_json(_record(copy))
        return
    made = copy.signature
    click.echo(f"签好了：{copy.path}")
    click.echo(f"签名人：{made.signer}；发证机构：{made.issuer}；证书有效到 {made.until:%Y-%m-%d}")
    if made.own_made:
        click.echo("这张证书是自己发给自己的：能看出文件有没有改动，不能证明签名人是谁。", err=True)


def _record(copy: SignedCopy) -> dict[str, object]:
    made = copy.signature
    return {
        "path": str(copy.path),
        "signer": made.signer,
        "issuer": made.issuer,
        "until": f"{made.until:%Y-%m-%d}",
        "own_made": made.own_made,
    }
