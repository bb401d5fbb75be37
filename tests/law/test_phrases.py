"""Each value against the printed article: the words are there, and they say the number.

The statutes' texts lie beside the repository, not in it; without them the comparison is skipped.
"""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from jjledger import law
from jjledger.law.instrument import Instrument
from jjledger.law.parameter import Amount, Parameter, Value

TEXTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "laws"
ARTICLE = re.compile(r"第([一二三四五六七八九十百千零]+)条[\s　]")
DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")}
PLACES = {"十": 10, "百": 100, "千": 1000}

STATUTES = law.load()
VALUES = [
    (STATUTES.parameters[name], value)
    for (_, name), layer in STATUTES.layers.items()
    for value in layer.values
]


def named(record: Parameter | Value) -> str:
    return record.name if isinstance(record, Parameter) else f"{record.source}@{record.from_day}"


def chinese_number(text: str) -> int:
    total, digit = 0, 0
    for character in text:
        if character in PLACES:
            total += (digit or 1) * PLACES[character]
            digit = 0
        else:
            digit = DIGITS[character]
    return total + digit


def articles(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    number = ""
    for line in text.split("<!-- INFO END -->")[1].splitlines():
        match = ARTICLE.match(line)
        if match:
            number = str(chinese_number(match[1]))
            assert number not in found, f"article {number} twice"
            found[number] = ""
        if number and not line.startswith("#"):
            found[number] += line
    return found


def instrument_of(value: Value) -> tuple[Instrument, str]:
    code, _, article = value.source.partition("#")
    return STATUTES.instruments[code], article


@pytest.mark.parametrize(
    ("text", "number"),
    [("十", 10), ("二十五", 25), ("二百零五", 205), ("二百七十八", 278), ("一千二百六十", 1260)],
)
def test_article_numbers_are_read(text: str, number: int) -> None:
    assert chinese_number(text) == number


@pytest.mark.parametrize(("parameter", "value"), VALUES, ids=named)
def test_the_phrase_stands_in_the_cited_article(parameter: Parameter, value: Value) -> None:
    instrument, article = instrument_of(value)
    if not instrument.text:
        pytest.skip(f"no text of {instrument.title} is held")
    if not TEXTS.is_dir():
        pytest.skip("the statutes' texts are not here")
    printed = articles((TEXTS / instrument.text).read_text(encoding="utf-8"))[article]
    assert value.phrase in printed, parameter.name


def numbers_said(phrase: str, unit: str) -> set[Amount]:
    """Read every number of the unit that a phrase says in Chinese."""
    said: set[Amount] = set()
    if unit == "share":
        said |= {Fraction(int(percent), 100) for percent in re.findall(r"(\d+)%", phrase)}
        for whole, part in re.findall(r"([一二三四五六七八九十百]+)分之([一二三四五六七八九十百]+)", phrase):
            said.add(Fraction(chinese_number(part), chinese_number(whole)))
        if "过半数" in phrase:
            said.add(Fraction(1, 2))
    if unit == "months":
        said |= {
            months
            for word, months in (("季度", 3), ("每半年", 6), ("每年", 12), ("年度", 12))
            if word in phrase
        }
        if "半年度" in phrase:
            said.discard(12)
        said |= {chinese_number(months) for months in re.findall(r"([一二三四五六七八九十]+)个月", phrase)}
        said |= {chinese_number(years) * 12 for years in re.findall(r"([一二三四五六七八九十]+)年", phrase)}
        said |= {int(years) * 12 for years in re.findall(r"(\d+)年", phrase)}
        # By the end of March for the year before: three months after its end.
        said |= {
            chinese_number(month) for month in re.findall(r"每年([一二三四五六七八九十]+)月底前", phrase)
        }
    if unit == "fen":
        said |= {
            chinese_number(sum_) * 1_000_000 for sum_ in re.findall(r"([一二三四五六七八九十]+)万元", phrase)
        }
    if unit == "working_days":
        said |= {chinese_number(days) for days in re.findall(r"([一二三四五六七八九十]+)个工作日", phrase)}
    if unit == "days":
        said |= {chinese_number(days) for days in re.findall(r"([一二三四五六七八九十]+)日", phrase)}
    return said


@pytest.mark.parametrize(
    ("parameter", "value"), [pair for pair in VALUES if pair[0].unit != "text"], ids=named
)
def test_the_phrase_says_the_number(parameter: Parameter, value: Value) -> None:
    assert value.value in numbers_said(value.phrase, parameter.unit)


@pytest.mark.parametrize("instrument", STATUTES.instruments.values(), ids=lambda instrument: instrument.code)
def test_the_text_prints_the_first_day(instrument: Instrument) -> None:
    if not instrument.text or not TEXTS.is_dir():
        pytest.skip("no text is held")
    text = (TEXTS / instrument.text).read_text(encoding="utf-8")
    day = instrument.in_force
    printed = f"{day.year}年{day.month}月{day.day}日"
    # Two amended texts print only their first day in force; their note says which day is relied on.
    assert printed in text or "修正后的文本" in instrument.note
    assert text.startswith("# ")
    assert instrument.title in text.splitlines()[0]
