"""How a Chinese name is read aloud and which initials somebody types for it.

Source: 汉语拼音; a character of several readings counts with each, since 单县 may be typed dx or sx.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from typing import Final

_NUMBERS: Final = {
    **{chr(0x2160 + number): str(number + 1) for number in range(12)},  # Ⅰ … Ⅻ
    **{sign: str(number) for number, sign in enumerate("一二三四五六七八九", 1)},
}
_MOST_WAYS: Final = 16  # of reading one name; rare characters have more readings than anybody types
OTHER: Final = "#"  # the group of names that begin with no letter


@dataclass(frozen=True, slots=True)
class Reading:
    """How a name is read."""

    whole: str  # tinglanyuan
    initials: tuple[str, ...]  # tly, the likeliest first

    @property
    def group(self) -> str:
        """Give the capital letter under which the name is listed."""
        first = self.whole[:1].upper()
        return first if "A" <= first <= "Z" else OTHER


@cache
def reading(name: str) -> Reading:
    """Read a name; letters and digits in it stand for themselves, signs for nothing."""
    # Its dictionary takes a fifth of a second to load, and few commands need it.
    from pypinyin import Style, lazy_pinyin, pinyin  # noqa: PLC0415 -- see above

    plain = "".join(
        sign for sign in unicodedata.normalize("NFKC", name).lower() if unicodedata.category(sign)[0] in "LN"
    )
    likely = "".join(lazy_pinyin(plain, style=Style.FIRST_LETTER))
    ways = product(*pinyin(plain, style=Style.FIRST_LETTER, heteronym=True))
    initials = dict.fromkeys([likely, *("".join(way) for way in islice(ways, _MOST_WAYS))])
    return Reading("".join(lazy_pinyin(plain)), tuple(initials))


def typed(name: str) -> tuple[str, ...]:
    """Give what somebody types for a name: its initials, and with its numbers as digits initials and pinyin.

    Args:
        name: of a community.

    Examples:
        >>> "gyf2q" in typed("桂语府·Ⅱ期"), "guiyufu2qi" in typed("桂语府二期")
        (True, True)
    """
    ways = dict.fromkeys(reading(name).initials)
    digits = "".join(_NUMBERS.get(sign, sign) for sign in name)
    if digits != name:
        ways |= dict.fromkeys((*reading(digits).initials, reading(digits).whole))
    return tuple(ways)
