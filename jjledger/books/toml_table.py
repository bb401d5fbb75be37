"""TOML files people write: typed look-ups, unknown keys refused, errors with the line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from jjledger.books.source import Source
from jjledger.errors import CommunityFileError, Trouble

T = TypeVar("T")


@dataclass(slots=True)
class Table:
    """One table of a TOML file; remembers which keys were asked for."""

    source: Source
    name: str  # the file
    values: Mapping[str, object]
    where: str = ""  # [fund] …, for messages
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
        return value

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
        return tuple(Table(self.source, self.name, item, f"[[{key}]] ") for item in found)

    def table(self, key: str) -> Table | None:
        """Give a sub-table, None where the key is absent."""
        found: dict[str, object] = self.get(key, dict, {})
        return Table(self.source, self.name, found, f"[{key}] ") if found else None

    def close(self) -> None:
        """Refuse the keys nobody asked for."""
        for key in self.values:
            if key not in self._asked:
                known = "、".join(sorted(self._asked))
                raise self.refuse(key, f"{self.where}有不认识的键 {key}。", f"这里可以写：{known}")

    def refuse(self, key: str, what: str, remedy: str) -> CommunityFileError:
        """Build the error that shows the line of a key, where it can be found."""
        pattern = re.compile(rf"^\s*\[*\[?\s*{re.escape(key)}\b")
        lines = self.source.text(self.name).splitlines() if self.source.exists(self.name) else []
        number = next((at for at, line in enumerate(lines, 1) if pattern.match(line)), 0)
        place = f"{self.name}:{number}" if number else self.name
        excerpt = self.source.excerpt(self.name, number)
        return CommunityFileError(Trouble(place, what, remedy, excerpt=excerpt))


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
                f"{name}:{line}" if line else name,
                "这不是正确的 TOML：引号、方括号或等号不成对。",
                "请对照 docs/ledger-format.md 中的样子改正这一行。",
                excerpt=source.excerpt(name, line),
            )
        ) from error
