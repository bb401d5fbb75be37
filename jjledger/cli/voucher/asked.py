"""Options that say what a voucher is to contain, and how they are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from jjledger.errors import refusal
from jjledger.facts.entry import Meta
from jjledger.facts.invoice import Invoice
from jjledger.facts.voucher import VOUCHER_KINDS
from jjledger.workflows.originals import MOST_BYTES, Paper
from jjledger.workflows.vouchers.invoices import invoice_of, typed_invoice
from jjledger.workflows.vouchers.wanted import Leg, leg_of, leg_on_side, split_of

F = TypeVar("F", bound=Callable[..., Any])

voucher_argument = click.argument("voucher", metavar="凭证")
# A voucher names its fund itself, wherever the number alone does not.
of_fund_option = click.option(
    "--fund", default="", metavar="资金", help="资金的 code；看得出是哪一项时不写。"
)
attach_option = click.option(
    "--attach", "papers", multiple=True, type=click.Path(path_type=Path), metavar="文件",
    help="附上的原始凭证（PDF、OFD、XML、图片……），可写多次；按内容存放，同一文件只存一份。",
)  # fmt: skip
attachments_option = click.option(
    "--attachments",
    "count",
    type=click.IntRange(0),
    metavar="张数",
    help="附原始凭证几张，默认与所附文件相同。",
)


def legs_option(command: F) -> F:
    """Add --leg, --debit, --credit and --split."""
    for option in reversed(
        (
            click.option(
                "--leg", "legs", multiple=True, metavar="科目=金额",
                help="一行分录，借方为正、贷方为负，可写多次；科目写全名、编码或名称；其中一行可以不写金额。"
                "后面可用分号写归属，例如 '5001=1200;scope=01-1'。",
            ),
            click.option("--debit", "debits", multiple=True, metavar="科目=金额", help="一行借方，金额为正。"),
            click.option("--credit", "credits_", multiple=True, metavar="科目=金额", help="一行贷方，金额为正。"),
            click.option(
                "--split", "splits", multiple=True, metavar="归属",
                help="动用业主资金的是谁的钱：scope=01-1、household=01-1-101……；几行时依次写。",
            ),
        )
    ):  # fmt: skip
        command = option(command)
    return command


# What a voucher may say of itself, under the key it has in the ledger.
_PARTICULARS: Final = (
    ("decision", "编号", "业主共同决定的编号。"),
    ("committee", "编号", "业主委员会决定的编号，授权限额以内的支出写。"),
    ("contract", "编号", "合同编号。"),
    ("covers", "期间", "公共收益的收入属于哪段期间，例如 2025-01-01/2025-12-31。"),
    ("asset", "编号", "公共收益的收入来自哪项公共资产。"),
)


def particulars_option(command: F) -> F:
    """Add --kind, and --decision, --contract, --covers … which are given as `particulars`, as they stand on the voucher."""

    @wraps(command)
    def with_particulars(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- click passes whatever the command takes
        said = [(key, kwargs.pop(key).strip()) for key, _, _ in _PARTICULARS]
        return command(*args, particulars=tuple((key, value) for key, value in said if value), **kwargs)

    options = [
        click.option(f"--{key}", default="", metavar=what, help=words) for key, what, words in _PARTICULARS
    ]
    kind = click.option(
        "--kind", type=click.Choice(tuple(VOUCHER_KINDS)),
        help="哪一字，默认看银行存款：增加为收，减少为付，不动为转。",
    )  # fmt: skip
    for option in reversed((kind, *options)):
        with_particulars = option(with_particulars)
    return with_particulars  # type: ignore[return-value]


def invoices_option(command: F) -> F:
    """Add --invoice, which is given as `invoices`, the texts as they were typed."""
    return click.option(
        "--invoice", "invoices", multiple=True, metavar="文件或号码",
        help="发票：数电发票的 XML 或 OFD 文件，或 号码=价税合计，可写多次；凭证只记其中一部分的，后面用分号写本次金额。"
        "文件归入原始凭证，销售方作单位；同一张发票累计不能超过价税合计。",
    )(command)  # fmt: skip


def invoices_of(texts: Sequence[str]) -> tuple[tuple[Invoice, ...], tuple[Paper, ...]]:
    """Read the invoices: those that are files are papers of the voucher too.

    Raises:
        OptionError: a file cannot be read, or a number or amount makes no sense.
        SheetError: a file is no invoice.
    """
    found, papers = [], []
    for text in texts:
        name, _, amount = text.partition(";")
        path = Path(name)
        if "=" not in name and (path.suffix or path.is_file()):
            papers.append(_paper(path))
            found.append(invoice_of(papers[-1], amount))
        else:
            found.append(typed_invoice(text))
    return tuple(found), tuple(papers)


def legs_of(legs: Sequence[str], debits: Sequence[str], credits_: Sequence[str]) -> tuple[Leg, ...]:
    """Read the legs: those with a sign first, then the debits and the credits."""
    return (
        *(leg_of(text) for text in legs),
        *(leg_on_side(text, "--debit", 1) for text in debits),
        *(leg_on_side(text, "--credit", -1) for text in credits_),
    )


def splits_of(splits: Sequence[str]) -> tuple[Meta, ...]:
    """Read whose money the legs move, in turn."""
    return tuple(split_of(text) for text in splits)


def papers_of(paths: Sequence[Path]) -> tuple[Paper, ...]:
    """Read the files to be filed.

    Raises:
        OptionError: one cannot be read, or is far too large to be read.
    """
    return tuple(_paper(path) for path in paths)


def _paper(path: Path) -> Paper:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refusal(str(path), "这个文件太大。", f"每个文件不超过 {MOST_BYTES // 1_000_000} MB。")
        return Paper(path.name, path.read_bytes())
    except OSError as error:
        what = (
            "没有这个文件。"
            if isinstance(error, FileNotFoundError)
            else f"读不了这个文件：{error.strerror}。"
        )
        raise refusal(str(path), what, "请核对文件名和读取的权限。") from error
