"""Read the fields of a TOML table, and refuse what does not belong there.

Every refusal of this package is made here or by `refuse`, so that all of them say which
file, what, and how to mend it. What a field means is not known here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from datetime import date

from jjledger.errors import LawError, Trouble


def refuse(place: str, what: str, remedy: str, *, ground: str = "", excerpt: str = "") -> LawError:
    """Make the error that refuses a rule, for the caller to raise.

    Args:
        place: the file, or the table of `community.toml`.
        what: what is wrong, a sentence.
        remedy: how to mend it, a sentence.
        ground: the article the refusal rests on.
        excerpt: the user's own line.
    """
    return LawError(Trouble(place, what, remedy, ground, excerpt))


def parse_toml(place: str, text: str) -> Mapping[str, object]:
    """Parse the text of a TOML file.

    Raises:
        LawError: not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise refuse(place, f"不是合法的 TOML：{error}。", "请按所指的行列改正。") from error


def read_table(
    place: str, raw: object, required: Collection[str], optional: Collection[str] = ()
) -> Mapping[str, object]:
    """Take a table whose keys are all known and none of whose required keys is missing.

    Args:
        place: where the table stands.
        raw: what TOML gave.
        required: keys that must be there.
        optional: keys that may be there.

    Raises:
        LawError: not a table, an unknown key, or a missing one.
    """
    if not isinstance(raw, Mapping):
        raise refuse(place, "这里应当是一张表。", "请按 docs/law.md 的格式书写。", excerpt=str(raw))
    known = [*required, *optional]
    for key in raw:
        if key not in known:
            raise refuse(
                place, f"不认识的键「{key}」。", f"可以用的键：{'、'.join(known)}。", excerpt=str(key)
            )
    for key in required:
        if key not in raw:
            raise refuse(place, f"缺少「{key}」。", f"请加上一行 {key} = …。")
    return raw


def read_text(place: str, table: Mapping[str, object], key: str) -> str:
    """Take a text that says something.

    Raises:
        LawError: not a text, or blank.
    """
    raw = table[key]
    if not isinstance(raw, str) or not raw.strip():
        raise refuse(place, f"「{key}」应当是一段文字。", f'请写作 {key} = "…"。', excerpt=f"{key} = {raw}")
    return raw


def read_day(place: str, table: Mapping[str, object], key: str) -> date:
    """Take a day.

    Raises:
        LawError: not a TOML date.
    """
    raw = table[key]
    # A datetime is a date to isinstance; a time of day has no place in the law.
    if type(raw) is not date:
        raise refuse(
            place,
            f"「{key}」应当是一个日期。",
            f"请写作 {key} = 2021-05-01，不加引号。",
            excerpt=f"{key} = {raw}",
        )
    return raw
