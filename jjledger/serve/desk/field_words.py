"""What a workflow says to those who type a command, said to those who fill in a form.

A refusal names the option that is wrong; on a page that is a field, with words of its own, to be marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from jjledger.disclosure.head import TITLES
from jjledger.errors import Trouble, refusal
from jjledger.period import Period, parse_period

_OPTION: Final = re.compile(r"[ ]*(--[a-z]+)\b[ ]*")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a form, by the options that say the same."""

    names: Mapping[str, str]  # option → name of the field
    words: Mapping[str, str]  # option → its label
    others: Mapping[str, str] = field(default_factory=dict)  # other place of a refusal → name of the field
    remedies: Mapping[str, str] = field(default_factory=dict)  # option in a remedy → what to do on the page

    def said(self, text: str) -> str:
        """Name fields where a text names options.

        Examples:
            >>> Fields({}, {"--to": "贴到哪一天"}).said("撕下以后请登记 --to。")
            '撕下以后请登记「贴到哪一天」。'
        """
        for document, title in TITLES.items():
            text = text.replace(f"{document}（{title}）", title)
        return _OPTION.sub(lambda it: f"「{self.words[it[1]]}」" if it[1] in self.words else it[0], text)

    def lines(self, told: Iterable[str]) -> tuple[str, ...]:
        """Name fields in several texts."""
        return tuple(map(self.said, told))

    def troubles(self, troubles: Iterable[Trouble]) -> tuple[Trouble, ...]:
        """Name fields in refusals; the place of one is the field's label."""
        return tuple(
            replace(one, place=self._place(one.place), what=self.said(one.what), remedy=self._remedy(one))
            for one in troubles
        )

    def marked(self, troubles: Iterable[Trouble]) -> frozenset[str]:
        """Name the fields that the refusals are about."""
        names = {**self.names, **self.others}
        found = (names.get(one.place) or names.get(one.place.partition(" ")[0]) for one in troubles)
        return frozenset(filter(None, found))

    def _place(self, place: str) -> str:
        option, _, value = place.partition(" ")
        value = next((title for document, title in TITLES.items() if document == value), value)
        return f"{self.words[option]} {value}".strip() if option in self.words else place

    def _remedy(self, trouble: Trouble) -> str:
        instead = (words for option, words in self.remedies.items() if option in trouble.remedy)
        return next(instead, "") or self.said(trouble.remedy)


def day_typed(option: str, text: str) -> date | None:
    """Read a day; None where nothing was typed.

    Args:
        option: whose field it is.
        text: as typed.

    Raises:
        OptionError: it is none.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refusal(option, f"「{text}」读不成日期。", "请写作 2025-03-31。") from None


def period_typed(text: str) -> Period:
    """Read a period as the form names it.

    Raises:
        OptionError: it is none.
    """
    try:
        return parse_period(text)
    except ValueError:
        what = f"「{text}」不是期间。" if text else "没有选是哪一期。"
        raise refusal("--period", what, "请选一期。") from None
