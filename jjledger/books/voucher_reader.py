"""Turn beancount transactions into vouchers."""

from __future__ import annotations

import os.path
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, get_args

from beancount.core import data

from jjledger.books.account_name import take_apart
from jjledger.books.detail_file import read_details
from jjledger.books.findings import CURRENCY, bad_amount, from_error, nearest_fen, wrong
from jjledger.books.linter import lies_outside, lint_document
from jjledger.books.source import Source
from jjledger.errors import FORMAT, JjledgerError
from jjledger.facts.finding import Finding, Place
from jjledger.facts.voucher import (
    SPLIT_KINDS,
    DetailRow,
    Part,
    Posting,
    ScopeKey,
    Split,
    SplitKind,
    Voucher,
)
from jjledger.units import fen_from_decimal

_BEANCOUNT_KEYS: Final = frozenset({"filename", "lineno", "__tolerances__", "__automatic__"})
_OWN_KEYS: Final = _BEANCOUNT_KEYS | {
    "voucher", "attachments", "prepared", "reviewed", "decision", "reverses", "corrects",
}  # fmt: skip
_KEYS: Final[dict[str, ScopeKey]] = {key: key for key in get_args(ScopeKey)}
_PARTS: Final[dict[str, Part]] = {part: part for part in get_args(Part)}
_SPLIT_SET: Final = frozenset(SPLIT_KINDS)
_POSTING_KEYS: Final = _SPLIT_SET | {"filename", "lineno", "key", "part", "__automatic__"}
_ORIGINALS: Final = "会计基础工作规范第51条：附单据数"
# `part` says which balance of the household moves; elsewhere the kind of movement says it.
_WITH_PART: Final = frozenset({"3001", "3002"})


class VoucherReader:
    """Reads transactions of one community; keeps what it finds wrong."""

    def __init__(self, source: Source) -> None:
        """Start with no findings.

        Args:
            source: the community's files.
        """
        self.source = source
        self.findings: list[Finding] = []
        self._details: dict[tuple[str, Part], tuple[DetailRow, ...]] = {}

    def read(self, entry: data.Transaction) -> Voucher:
        """Turn one transaction into a voucher."""
        meta = entry.meta
        name = self.source.relative(meta["filename"])
        place = Place(name, meta["lineno"])
        if entry.flag not in {"*", "!"}:
            self._wrong("L08", place, f"标记「{entry.flag}」不能用。", "正式凭证写 *，草稿写 !。")
        others = {key: str(value) for key, value in meta.items() if key not in _OWN_KEYS}
        documents = tuple(
            os.path.normpath(os.path.join(os.path.dirname(name), value))  # noqa: PTH118,PTH120 -- names, not files
            for key, value in others.items()
            if key.startswith("document")
        )
        for document in documents:
            self.findings.extend(lint_document(document, place))
        return Voucher(
            entry.date,
            _word(meta, "voucher"),
            entry.payee or "",
            entry.narration or "",
            entry.flag == "!",
            self._attachments(meta, place, max(1, len(documents))),
            _word(meta, "prepared"),
            _word(meta, "reviewed"),
            tuple(self._postings(entry, name)),
            place,
            _word(meta, "decision"),
            _word(meta, "reverses"),
            _word(meta, "corrects"),
            tuple(sorted(entry.links)),
            documents,
            {key: value for key, value in others.items() if not key.startswith(("__", "document"))},
        )

    def _attachments(self, meta: Mapping[str, Any], place: Place, unreadable: int) -> int | None:
        """Read the number of originals; what cannot be read counts as given, so that it is told once."""
        value = meta.get("attachments")
        if value is None:
            return None
        if not isinstance(value, Decimal) or value != int(value) or value < 0:
            self._wrong(
                "L09", place, "附单据数不是整数。", "请写作  attachments: 2（不加引号）。", _ORIGINALS
            )
            return unreadable
        return int(value)

    def _postings(self, entry: data.Transaction, name: str) -> Iterator[Posting]:
        for posting in entry.postings:
            meta = posting.meta or {}
            place = Place(name, int(meta.get("lineno") or entry.meta["lineno"]))
            units = posting.units
            assert units is not None, "booking fills in every amount"
            assert units.number is not None, "booking fills in every amount"
            if units.currency != "CNY" or posting.cost is not None or posting.price is not None:
                self._wrong("L07", place, "账本只记人民币，不记成本和价格。", "请只写金额和 CNY。", CURRENCY)
            try:
                fen = fen_from_decimal(units.number)
            except ValueError:
                self.findings.append(bad_amount(place, units.number))
                fen = nearest_fen(units.number)
            if posting.flag is not None:
                self._wrong(
                    "L08", place, "分录前不能写标记。", "请删去；草稿在日期后写 !，整张凭证都是草稿。"
                )
            elided = "__automatic__" in meta
            if elided:
                self._wrong(
                    "L11", place, "这一行没有写金额。", "两边的金额都要写出来，否则差错会被自动补平。"
                )
            account = take_apart(posting.account)
            split, splits = self._split(meta, account.code, place)
            yield Posting(account, fen, split, place, splits, elided)

    def _split(self, meta: Mapping[str, Any], code: str, place: Place) -> tuple[Split | None, int]:
        """Read the split of a posting; None unless there is exactly one that can be read."""
        if meta.keys() <= _BEANCOUNT_KEYS:
            return None, 0
        unknown = [key for key in meta if key not in _POSTING_KEYS]
        if unknown:
            self._wrong(
                "L12", place, f"分录下有不认识的说明 {unknown[0]}。",
                f"归属只可写 {'、'.join(SPLIT_KINDS)}，可加 key、part；凭证的说明写在凭证日期行下面。",
            )  # fmt: skip
        kinds: list[SplitKind] = [kind for kind in SPLIT_KINDS if kind in meta]
        if len(kinds) != 1:
            return None, len(kinds)
        key = _KEYS.get(str(meta.get("key", "area")))
        part = _PARTS.get(str(meta.get("part", "principal")))
        if key is None or part is None:
            self._wrong(
                "L12",
                place,
                "key 或 part 的值不认识。",
                "key 可写 area、equal、first_deposit；part 可写 principal、interest。",
            )
            return None, 1
        if "key" in meta and kinds[0] != "scope":
            self._wrong("L12", place, "key 只与 scope 一起写。", "请删去 key。")
        if "part" in meta and (code not in _WITH_PART or kinds[0] == "interest"):
            self._wrong("L12", place, "part 只写在 3001、3002 的划转上，利息分配也不写。", "请删去 part。")
        value = str(meta[kinds[0]])
        if kinds[0] != "detail":
            return Split(kinds[0], value, key, "interest" if kinds[0] == "interest" else part), 1
        rows = self._detail_rows(value, part, place)
        return (None if rows is None else Split("detail", value, key, part, rows)), 1

    def _detail_rows(self, name: str, part: Part, place: Place) -> tuple[DetailRow, ...] | None:
        """Read a detail file once."""
        known = self._details.get((name, part))
        if known is not None:
            return known
        if lies_outside(os.path.normpath(name)):
            self._wrong("L13", place, f"明细文件 {name} 不在小区文件夹里。", "请把明细放进 details 文件夹。")
            return None
        if not self.source.exists(name):
            self._wrong(
                "L13",
                place,
                f"找不到明细文件 {name}。",
                "请把文件放进 details 文件夹，或改正 detail 的路径。",
            )
            return None
        try:
            rows = read_details(self.source, name, part)
        except JjledgerError as error:
            self.findings.append(from_error("L13", error, self.source, place))
            return None
        self._details[name, part] = rows
        return rows

    def detail_names(self) -> tuple[str, ...]:
        """List the detail files read so far."""
        return tuple(sorted({name for name, _ in self._details}))

    def _wrong(self, code: str, place: Place, what: str, remedy: str, ground: str = FORMAT) -> None:
        self.findings.append(wrong(code, place, what, remedy, ground))


def _word(meta: Mapping[str, Any], key: str) -> str:
    value = meta.get(key)
    return "" if value is None else str(value)
