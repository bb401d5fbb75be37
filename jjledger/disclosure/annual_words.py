"""How an annual report says things: amounts as they are read out, changes in per cent, sentences with a rank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final, Literal

from jjledger.disclosure.annual_models import Figure, PlaceLink, Sentence
from jjledger.units import decimal_text, round_half_up, yuan

CHARACTERS_A_MINUTE: Final = 220  # a calm reader before a hall
MOST_MINUTES: Final = 10
MOST_CHARACTERS: Final = CHARACTERS_A_MINUTE * MOST_MINUTES
MOST_VOUCHERS: Final = 12  # a sentence of more leads to the disclosures that list them
# 0 is always said; of the others the highest goes first, and of one rank the smallest amount.
Rank = Literal[0, 1, 2, 3]
_WHOLE: Final = 100  # per cent
_MANY_TIMES: Final = 3  # from here on times are said, since hundreds of per cent say little to a hall


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence while the report is put together."""

    sentence: Sentence
    rank: Rank
    weight: int = 0  # of sentences of one rank those of less weight are left out first


def say(words: str, figures: Iterable[Figure], rank: Rank, weight: int = 0) -> Said:
    """Make a sentence without vouchers."""
    return Said(Sentence(words, tuple(figures)), rank, weight)


def say_with(said: Said, vouchers: Sequence[str], places: Sequence[PlaceLink] = ()) -> Said:
    """Lead from a sentence to its vouchers, or where they are too many to the disclosures that list them."""
    few = tuple(vouchers) if len(vouchers) <= MOST_VOUCHERS else ()
    sentence = Sentence(said.sentence.words, said.sentence.figures, few, () if few else tuple(places))
    return Said(sentence, said.rank, said.weight)


def spoken(fen: int) -> str:
    """Say an amount: 31,200 元, and with two decimals where there are any.

    Examples:
        >>> spoken(3120000), spoken(3120050), spoken(-100)
        ('31,200 元', '31,200.50 元', '-1 元')
    """
    return f"{yuan(fen).removesuffix('.00')} 元"


def changed(now_fen: int, before_fen: int) -> tuple[str, tuple[Figure, ...]]:
    """Say how an amount compares with last year's, with the exact share as a figure; nothing where it cannot be said.

    Per cent are whole, halves away from zero; below one per cent they have one decimal.

    Examples:
        >>> changed(3120000, 3391305)[0], changed(1, 0)[0], changed(2, 2)[0], changed(1005, 1000)[0]
        ('比去年少 8%', '去年没有', '与去年相同', '比去年多 0.5%')
        >>> changed(760, 100)[0]
        '是去年的 7.6 倍'
    """
    if before_fen == now_fen:
        return "与去年相同", (Figure("比去年", share="0"),)
    if not before_fen:
        return "去年没有", (Figure("去年", amount_fen=0),)
    if before_fen < 0 or now_fen < 0:
        return "", ()
    share = Fraction(now_fen - before_fen, before_fen)
    if now_fen >= _MANY_TIMES * before_fen:
        words = f"是去年的 {decimal_text(Fraction(now_fen, before_fen), 1)} 倍"
        return words, (Figure("去年", amount_fen=before_fen), Figure("比去年", share=str(share)))
    figures = (Figure("去年", amount_fen=before_fen), Figure("比去年", share=str(share)))
    size = abs(share) * _WHOLE
    whole = round_half_up(size)
    text = f"{whole:,}" if size >= 1 else decimal_text(size, 1)
    if text == "0.0":
        return "与去年基本相同", figures
    return f"比去年{'多' if share > 0 else '少'} {text}%", figures


def characters_of(sentences: Iterable[Sentence]) -> int:
    """Count what is read out: every sign but blanks."""
    return sum(len("".join(sentence.words.split())) for sentence in sentences)


def seconds_for(characters: int) -> int:
    """Give how long reading takes, in seconds rounded up.

    Examples:
        >>> seconds_for(220), seconds_for(2200), seconds_for(1)
        (60, 600, 1)
    """
    return ceil(Fraction(characters * 60, CHARACTERS_A_MINUTE))


def time_words(seconds: int) -> str:
    """Say a time.

    Examples:
        >>> time_words(500), time_words(45), time_words(600)
        ('约 8 分 20 秒', '约 45 秒', '约 10 分')
    """
    minutes, rest = divmod(seconds, 60)
    parts = [f"{minutes} 分"] if minutes else []
    return f"约 {' '.join(parts + ([f'{rest} 秒'] if rest else []))}"
