"""Owners' names and houses in words, however they are spelled: 王建國, 王（建国）, 3#501."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import islice, product
from typing import Final

from jjledger.disclosure.private_numbers import HAN_DIGITS, Hit

# Blanks and signs between two Han characters; never a line's end, which parts two texts.
_GAPS: Final = r"[ \t·•.*_-]{0,3}"
_COMMAS: Final = "、,/|"  # between two words of a list far more often
_GAP: Final = re.compile(r"(?<=[一-鿿])(?:[ \t·•.*_、,/|()\[\]【】《》-]{1,3}|某{1,2})(?=[一-鿿])")
_TITLES: Final = r"先生|女士|小姐|师傅|同志|老师|大爷|大妈|阿姨|夫妇|等|的|处|户|家|退|交|付|收|领"
_IDENTIFIER: Final = re.compile(r"[0-9A-Za-z-]")
_HOUSEHOLD: Final = re.compile(r"([A-Z0-9]+)-([A-Z0-9]+)-([A-Z0-9]+)", re.ASCII)
# 3幢2单元501室, 3号楼501, 3#501, 3幢5楼01, 3-2-501: a room of the register, however it is spelled
_ROOM: Final = re.compile(
    r"(?<![0-9A-Z-])([0-9A-Z]{1,4})\s*(?:[幢栋座]|[#号]楼|#|号(?=\s*[0-9]{3,4}\s*室))\s*"
    r"(?:([0-9A-Z]{1,2})\s*(?:单元|门|-)\s*)?(?:([0-9]{1,2})\s*[楼层]\s*)?([0-9]{1,4})"
    r"(?![0-9年月日台个元万%平米m]|\.[0-9])"
    r"|(?<![0-9A-Z-])([0-9A-Z]{1,4})-([0-9A-Z]{1,2})-([0-9]{1,4})(?![0-9A-Z-])",
    re.ASCII,
)
_DOTS: Final = frozenset("·•.-")  # within names of other peoples
_LEAST: Final = 2  # characters; a surname alone is everybody's
_MOST_WAYS: Final = 64  # of writing one name with the strange characters of a text
_DOOR: Final = 2  # digits of a door within its floor


def name_hits(text: str, names: AbstractSet[str]) -> Iterator[Hit]:
    """Find names and household ids, with blanks, brackets or 某 in them and in traditional characters too.

    Args:
        text: without full-width and invisible signs.
        names: owners' names and household ids.
    """
    closed = _GAP.sub("", text)
    found = {name for name in names if len(name) >= _LEAST and (name in text or name in closed)}
    for name in sorted(found):
        form = re.escape(name) if name in text else _spaced([re.escape(sign) for sign in name])
        for match in re.finditer(form, text):
            if _stands_alone(text, match):
                yield Hit("房号" if _HOUSEHOLD.fullmatch(name) else "姓名", name)
                break
    yield from (Hit("姓名", name) for name in sorted(_traditional(text, closed, names) - found))


def _spaced(signs: Sequence[str]) -> str:
    """Give the forms of a name with something between its signs.

    张 三 stands by itself or before a title, and 张、小三 by itself, since two words may meet so;
    张（小三） and 张某小三 mean somebody wherever they stand.
    """
    gaps = _GAPS.join(signs)
    forms = [rf"(?<![一-鿿]){gaps}(?![一-鿿])", rf"(?<![一-鿿]){gaps}(?={_TITLES})"]
    for at in range(1, len(signs)):
        family, given = "".join(signs[:at]), "".join(signs[at:])
        forms.append(rf"(?<![一-鿿{_COMMAS}]){family}[{_COMMAS}]{given}(?![一-鿿{_COMMAS}])")
        forms.append(rf"{family}\s?[(\[【《]{given}[)\]】》]|{family}某{{1,2}}{given}")
    return "|".join(forms)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Say whether an ASCII name or id is not a piece of a longer one: 1-1-10 in 01-1-101."""
    if not match[0].isascii():
        return True
    before, after = text[: match.start()][-1:], text[match.end() :][:1]
    return not _IDENTIFIER.fullmatch(before) and not _IDENTIFIER.fullmatch(after)


def _traditional(text: str, closed: str, names: AbstractSet[str]) -> set[str]:
    """Find names with characters that simplified Chinese does not have, read like those of the roster.

    No table of variants is needed: 國 is not in GB 2312 and is read as 国 is. Where all else of
    the name is the same, it is the same name.
    """
    odd = sorted(sign for sign in set(closed) if _is_odd(sign))
    if not odd:
        return set()
    like = {
        sign: "".join(other for other in odd if _readings(other) & _readings(sign))
        for sign in {sign for name in names for sign in name if "一" <= sign <= "鿿"}
    }
    read_alike = {sign for sign, others in like.items() if others}
    found = set()
    for name in names:
        if len(name) < _LEAST or read_alike.isdisjoint(name):
            continue
        written = [sign + like.get(sign, "") for sign in name]
        han = [ways for ways in written if ways not in _DOTS]
        if not any("".join(ways) in closed for ways in islice(product(*han), 1, _MOST_WAYS)):
            continue
        signs = [f"[{re.escape(ways)}]" for ways in written]
        form = f"{''.join(signs)}|{_spaced(signs)}"
        if any(set(match[0]).intersection(odd) for match in re.finditer(form, text)):
            found.add(name)
    return found


@cache
def _is_odd(sign: str) -> bool:
    """Say whether a sign is a Han character beyond GB 2312."""
    if not "一" <= sign <= "鿿":
        return False
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


@cache
def _readings(sign: str) -> frozenset[str]:
    # Its dictionary takes a fifth of a second to load, and few texts need it.
    from pypinyin import Style, pinyin  # noqa: PLC0415 -- see above

    return frozenset(pinyin(sign, style=Style.NORMAL, heteronym=True)[0])


def room_hits(text: str, names: AbstractSet[str]) -> Iterator[Hit]:
    """Find households by building and room in another spelling than their ids.

    Args:
        text: without full-width and invisible signs.
        names: household ids among them; a room that no household has is none.
    """
    found = [match for match in _ROOM.finditer(text.translate(HAN_DIGITS)) if match[0] not in names]
    if not found:
        return
    houses = [match.groups() for match in map(_HOUSEHOLD.fullmatch, names) if match]
    known = {_bare(*house) for house in houses} | {_bare(house[0], "", house[2]) for house in houses}
    for match in found:
        building, unit, floor, room = match.groups()[:4] if match[1] else (match[5], match[6], "", match[7])
        door = f"{floor}{room:0>{_DOOR}}" if floor and len(room) <= _DOOR else room
        if _bare(building, unit or "", door) in known:
            yield Hit("房号", match[0])


def _bare(*parts: str) -> tuple[str, ...]:
    """Write the parts of a house's name without leading noughts."""
    return tuple(part.lstrip("0") for part in parts)
