"""The program `jjledger`: one group, its commands, and what happens when something is wrong."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib import import_module
from typing import Final

import click

from jjledger import __version__
from jjledger.cli.chinese import ChineseGroup, trouble_of
from jjledger.cli.output import print_json
from jjledger.errors import JjledgerError, Trouble, refusal

_STOPPED = 2


# In the order in which people need them. Each is read only by those who ask for it: the
# whole program takes three times as long to start.
_COMMANDS: Final[Mapping[str, str]] = {
    "new": "jjledger.cli.new_command:new",
    "check": "jjledger.cli.ledger_commands:check",
    "compile": "jjledger.cli.ledger_commands:compile_command",
    "import": "jjledger.cli.import_command:import_command",
    "register": "jjledger.cli.register_command:register",
    "template": "jjledger.cli.template_command:template",
    "suspense": "jjledger.cli.import_command:suspense",
    "voucher": "jjledger.cli.voucher.group:voucher",
    "originals": "jjledger.cli.originals_command:originals",
    "invoice": "jjledger.cli.invoice_command:invoice",
    "reconcile": "jjledger.cli.reconcile_command:reconcile_command",
    "close": "jjledger.cli.closing_commands:close",
    "reopen": "jjledger.cli.closing_commands:reopen",
    "households": "jjledger.cli.ledger_commands:households",
    "interest": "jjledger.cli.interest_command:interest",
    "fund": "jjledger.cli.fund.group:fund",
    "revenue": "jjledger.cli.revenue.group:revenue",
    "archive": "jjledger.cli.archive_command:archive",
    "audit": "jjledger.cli.audit.group:audit",
    "handover": "jjledger.cli.handover_command:handover",
    "export": "jjledger.cli.export_command:export",
    "reimport": "jjledger.cli.export_command:reimport",
    "statement": "jjledger.cli.statement_command:statement",
    "statements": "jjledger.cli.statements_command:statements",
    "books": "jjledger.cli.books_command:books",
    "publish": "jjledger.cli.publish_command:publish_command",
    "amend": "jjledger.cli.amend_command:amend",
    "sign": "jjledger.cli.sign_command:sign_command",
    "sign-pdf": "jjledger.cli.sign_pdf_command:sign_pdf_command",
    "seal": "jjledger.cli.seal_command:seal",
    "verify": "jjledger.cli.verify_command:verify",
    "log": "jjledger.cli.log_command:log",
    "release": "jjledger.cli.release_command:release",
    "due": "jjledger.cli.due_command:due",
    "poster": "jjledger.cli.poster_command:poster",
    "posted": "jjledger.cli.posted_command:posted",
    "objection": "jjledger.cli.objection_command:objection",
    "serve": "jjledger.cli.serve_commands:serve",
    "edit": "jjledger.cli.serve_commands:edit",
    "owners": "jjledger.cli.owners_command:owners",
    "link": "jjledger.cli.link_command:link",
    "key": "jjledger.cli.key_command:key",
    "edits": "jjledger.cli.edits_command:edits",
    "history": "jjledger.cli.edits_command:history",
    "doctor": "jjledger.cli.doctor:doctor",
}


class _Program(ChineseGroup):
    """All commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which people need them."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Find a command by its name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="jjledger %(version)s", help="显示版本。")
def jjledger() -> None:
    """小区账本：维修资金按户分清，公共收益逐笔公示。

    退出码：0 正常，1 账本有阻断项，2 无法继续。
    """


def _demand_text(arguments: Sequence[str]) -> None:
    """Refuse bytes that are no UTF-8: they could not be written into a ledger, nor a file's name into a list."""
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError:
            shown = argument.encode(errors="replace").decode()
            raise refusal(
                shown,
                "这里有读不成文字的字节，可能是别的编码。",
                "请用 UTF-8 的终端；文件名是乱码的，请先改名。",
            ) from None


def _tell(words: str, troubles: Sequence[Trouble]) -> None:
    """Tell a person why the program stops, and a program too where the command was asked for JSON."""
    if "--json" in sys.argv[1:]:
        first, *more = (asdict(one) for one in troubles)
        print_json({"error": first, "more": more})
    click.echo(words, err=True)


def main() -> None:
    """Run the program; every error is words, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a GBK terminal lacks characters of some names
    try:
        _demand_text(sys.argv[1:])
        code = jjledger.main(standalone_mode=False)
    except JjledgerError as error:
        _tell(str(error), getattr(error, "troubles", (error.trouble,)))
        code = _STOPPED
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message)
        code = _STOPPED
    except click.ClickException as error:
        trouble = trouble_of(error)
        _tell(trouble.text(JjledgerError.label), (trouble,))
        code = _STOPPED
    except click.Abort:
        _tell("已中止，没有改动。", (Trouble("jjledger", "已中止，没有改动。", "请重新运行。"),))
        code = _STOPPED
    sys.exit(code if isinstance(code, int) else 0)
