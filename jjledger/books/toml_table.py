"""TOML files people write: typed look-ups, unknown keys refused, errors with the line."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Final, TypeVar

from jjledger.books.source import Source
from jjledger.errors import FORMAT, CommunityFileError, Trouble
from jjledger.rules.scope import scope_items
from jjledger.units import fen_from_text

T = TypeVar("T")
_HEAD: Final = re.compile(r"\s*\[")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a TOML file; remembers which keys were asked for."""

    source: Source
    name: str  # the file
    values: Mapping[str, object]
    path: str = ""  # fund.policy; empty at the top
    where: str = ""  # [[fund.policy]] …, for messages
    span: tuple[int, int] = (1, sys.maxsize)  # first and last line on which it stands
    _asked: set[str] = field(default_factory=set)

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        """Look a key up.

        Args:
            key: the key.
            kind: the type its value must have.
            default: what stands when the key is absent; None: the key must be there.

        Raises:
            CommunityFileError: absent without default, or of another type.
        """
        self._asked.add(key)
        value = self.values.get(key, default)
        if value is None:
            raise self.refuse(key, f"{self.where}缺少 {key}。", f"请加上一行  {key} = …")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.refuse(key, f"{self.where}{key} 的值类型不对。", "字符串加双引号，数和日期不加。")
        if kind is date and isinstance(value, datetime):
            raise self.refuse(key, f"{self.where}{key} 带着时刻。", "请只写日期，例如 2025-03-01。")
        return value

    def known(self, key: str) -> None:
        """Say that a key may stand here, although nobody looks it up."""
        self._asked.add(key)

    def words(self, key: str, remedy: str) -> str:
        """Look up words that must not be blank; the remedy says what to write."""
        words = self.get(key, str).strip()
        if not words:
            raise self.refuse(key, f"{self.where}{key} 是空的。", remedy)
        return words

    def amount(self, key: str) -> int:
        """Look up an amount above zero, written as text; in fen."""
        text = self.get(key, str)
        remedy = '至多两位小数，加双引号，例如 "86400.00"。'
        try:
            fen = fen_from_text(text)
        except ValueError as error:
            raise self.refuse(key, f"{self.where}{key}「{text}」读不成金额。", remedy) from error
        if fen <= 0:
            raise self.refuse(key, f"{self.where}{key} 必须大于零，「{text}」读不成金额。", remedy)
        return fen

    def scope(self, default: str | None = None) -> str:
        """Look up a scope, written as on a voucher."""
        scope = self.get("scope", str, default)
        try:
            scope_items(scope)
        except ValueError as error:
            remedy = '请与凭证上的写法相同，例如 "all" 或 "01-1 02"。'
            raise self.refuse("scope", f"{error}。", remedy) from error
        return scope

    def choice(self, key: str, choices: Mapping[str, T], default: str | None = None) -> T:
        """Look up one of a closed list of words."""
        word = self.get(key, str, default)
        if word not in choices:
            raise self.refuse(
                key, f"{self.where}{key} 不认识「{word}」。", f"可以写：{'、'.join(filter(None, choices))}"
            )
        return choices[word]

    def tables(self, key: str) -> tuple[Table, ...]:
        """Give the tables of an array of tables; none where the key is absent."""
        found = self.get(key, list, [])
        if not all(isinstance(item, dict) for item in found):
            raise self.refuse(key, f"{key} 应写成 [[{key}]]。", f"请把 {key} 写成 [[{key}]] 开头的一段。")
        path = self._below(key)
        spans = self._spans(path)
        if len(spans) != len(found):  # written in one line
            spans = [self.span] * len(found)
        return tuple(
            Table(self.source, self.name, item, path, f"[[{path}]] ", span)
            for item, span in zip(found, spans, strict=True)
        )

    def table(self, key: str) -> Table | None:
        """Give a sub-table, None where the key is absent."""
        found: dict[str, object] = self.get(key, dict, {})
        if not found:
            return None
        path, line = self._below(key), self._line_of(key)
        spans = [*self._spans(path), (line, line)]  # the latter where it is written in one line
        return Table(self.source, self.name, found, path, f"[{path}] ", spans[0])

    def close(self) -> None:
        """Refuse the keys nobody asked for."""
        for key in self.values:
            if key not in self._asked:
                known = "、".join(sorted(self._asked))
                raise self.refuse(key, f"{self.where}有不认识的键 {key}。", f"这里可以写：{known}")

    def refuse(self, key: str, what: str, remedy: str) -> CommunityFileError:
        """Build the error that shows the line of a key, where it can be found."""
        number = self._line_of(key)
        excerpt = self.source.excerpt(self.name, number)
        return CommunityFileError(
            Trouble(self.source.place(self.name, number), what, remedy, FORMAT, excerpt)
        )

    def _line_of(self, key: str) -> int:
        """Find the line of a key: in the table itself, else below it, else where the table begins; 0 nowhere."""
        word, below = re.escape(key), re.escape(self._below(key))
        pattern = re.compile(rf"[^#]*?(?<![\w.-]){word}\s*=|\s*\[\[?\s*{below}\b")
        found = [number for number, line in self._lines() if pattern.match(line)]
        heads = [number for number, line in self._lines() if _HEAD.match(line) and number > self.span[0]]
        own = [number for number in found if not heads or number < heads[0]]
        return next(iter([*own, *found]), self.span[0] if self.path else 0)

    def _spans(self, path: str) -> list[tuple[int, int]]:
        """List the lines from each heading of a table to the next one of the same name."""
        heading = re.compile(rf"\s*\[\[?\s*{re.escape(path)}\s*\]")
        starts = [number for number, line in self._lines() if heading.match(line)]
        return [(start, following - 1) for start, following in pairwise([*starts, self.span[1] + 1])]

    def _lines(self) -> list[tuple[int, str]]:
        text = self.source.text(self.name) if self.source.exists(self.name) else ""
        first, last = self.span
        return [(number, line) for number, line in enumerate(text.split("\n"), 1) if first <= number <= last]

    def _below(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def read_toml(source: Source, name: str) -> Table:
    """Read a TOML file.

    Raises:
        CommunityFileError: it is not TOML.
    """
    try:
        return Table(source, name, tomllib.loads(source.text(name)))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else 0
        raise CommunityFileError(
            Trouble(
                source.place(name, line),
                "这不是正确的 TOML：引号、方括号或等号不成对。",
                "请对照 docs/ledger-format.md 中的样子改正这一行。",
                FORMAT,
                source.excerpt(name, line),
            )
        ) from error
