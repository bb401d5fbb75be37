"""docs/law.md, written from the rules themselves. Writing the file is `script/docs`'s work."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from jjledger.law.bounds import BOUND_WORDS, KIND_WORDS
from jjledger.law.city_interest import CityRule, city_rules, published_rates
from jjledger.law.instrument import Instrument
from jjledger.law.parameter import Amount, Parameter, Unit
from jjledger.law.statutes import Statutes

_INTRODUCTION = """\
# 法规参数

本文由 `script/docs` 根据 `jjledger/law/data/` 生成，请勿手改。

程序里没有写死的法定数字。每个数字都是一个带日期的值，写明出自哪一条、哪几个字。
查询要给出日期；那一天没有生效的值就是错误，从不使用默认值。法规修改时增加一个新值，旧值不动。

层级由宽到窄：全国、省（直辖市）、市、小区。较近一级只有在上一级授权时才能另定，并且不得超出授权的范围。
小区自己的规定写在 `community.toml`，用同样的格式，只能引用业主大会决定、议事规则或者管理规约：

```toml
[[law.public_revenue_interval.value]]
from   = 2025-01-01
value  = 3
source = "owners_decision#2024-01"
phrase = "每季度公布一次公共收益收支"
```

也可以参照另一个城市：授权给小区的参数，取该市的值作为本小区的选择，页面上写明“参照”。
"""
_CITIES = """
## 各地的计息办法

小区可以整段照搬：`interest = { preset = "nanning" }`，旁边另写的键代替该地的。来源没有写明的，下面说明按什么处理；
台州（椒江）自己的办法没有查到，所以没有默认的办法，由小区在 `community.toml` 写明。
"""
_UNIT_WORDS: dict[Unit, str] = {
    "share": "份额",
    "months": "个月",
    "days": "日",
    "working_days": "个工作日",
    "fen": "分",
    "text": "文字",
}


def markdown(statutes: Statutes) -> str:
    """Write docs/law.md.

    Args:
        statutes: the rules to describe.

    Returns:
        The whole document, ending with a line feed.
    """
    parts = [
        _INTRODUCTION,
        "## 一览\n",
        *_overview(statutes),
        "\n## 参数\n",
        *(line for name in sorted(statutes.parameters) for line in _parameter(statutes, name)),
        "## 可以参照的地方\n",
        *_presets(statutes),
        _CITIES,
        *(line for rule in city_rules().values() for line in _city(rule)),
        "## 利率表\n",
        *_row("`rates`", "名称", "来源"),
        *(_cells(f"`{rates.name}`", rates.title, rates.source) for rates in published_rates().values()),
        "\n## 文件\n",
        *_instruments(statutes),
        "\n## 不计算的事项\n",
        *_row("事项", "依据", "原因"),
        *(_cells(item.what, item.source, item.why) for item in statutes.not_computed),
    ]
    return "\n".join(parts) + "\n"


def amount_words(value: Amount, unit: Unit) -> str:
    """Print a value with its unit.

    Examples:
        >>> amount_words(Fraction(3, 10), "share"), amount_words(Fraction(2, 3), "share")
        ('3/10（30%）', '2/3')
        >>> amount_words(6, "months")
        '6个月'
    """
    if isinstance(value, Fraction):
        percent = value * 100
        return f"{value}（{percent}%）" if percent.denominator == 1 else str(value)
    return value if isinstance(value, str) else f"{value}{_UNIT_WORDS[unit]}"


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _row(*heads: str) -> tuple[str, str]:
    """Give the head of a table."""
    return _cells(*heads), "|---" * len(heads) + "|"


def _overview(statutes: Statutes) -> Iterator[str]:
    yield from _row("参数", "名称", "单位", "由哪一级规定", "授权")
    for name, parameter in sorted(statutes.parameters.items()):
        opens = (f"{KIND_WORDS[kind]}：{BOUND_WORDS[bound]}" for kind, bound in parameter.opens.items())
        yield _cells(
            f"[`{name}`](#{name})",
            parameter.title,
            _UNIT_WORDS[parameter.unit],
            KIND_WORDS[parameter.set_by],
            "；".join(opens) or "不授权",
        )


def _parameter(statutes: Statutes, name: str) -> Iterator[str]:
    parameter = statutes.parameters[name]
    yield f"### {name}\n"
    yield f"{parameter.title}。\n"
    yield from _row("地方", "自", "值", "条文", "用语", "说明")
    for level, title in statutes.titles.items():
        yield from _values(statutes, parameter, level, title)
    yield ""


def _values(statutes: Statutes, parameter: Parameter, level: str, title: str) -> Iterator[str]:
    layer = statutes.layers.get((level, parameter.name))
    for value in layer.values if layer else ():
        instrument = statutes.instruments[value.source.partition("#")[0]]
        yield _cells(
            title,
            value.from_day.isoformat(),
            amount_words(value.value, parameter.unit),
            value.citation,
            f"“{value.phrase}”" + ("" if instrument.text else "（未经核对）"),
            value.note,
        )


def _presets(statutes: Statutes) -> Iterator[str]:
    yield from _row("`preset`", "地方", "小区可以参照的参数")
    for level, title in statutes.titles.items():
        names = [
            f"`{name}`"
            for name, parameter in sorted(statutes.parameters.items())
            if (level, name) in statutes.layers and parameter.bound_for("community")
        ]
        if level != "cn" and names:
            yield _cells(f"`{level}`", title, "、".join(names))


def _city(rule: CityRule) -> Iterator[str]:
    yield f"### {rule.title} `{rule.code}`\n"
    yield f"来源：{rule.source}。\n"
    yield f"没有写明的：{rule.uncertain}\n"
    yield from _row("自", "办法")
    for period in rule.periods:
        keys = (f"`{key} = {_toml(value)}`" for key, value in period.interest.items())
        yield _cells(period.from_day.isoformat(), "、".join(keys))
    yield ""


def _toml(value: object) -> str:
    """Print a text or a list of texts as TOML does."""
    return f'"{value}"' if isinstance(value, str) else f"[{', '.join(map(_toml, value))}]"  # type: ignore[call-overload]  # a list


def _instruments(statutes: Statutes) -> Iterator[str]:
    yield from _row("代号", "名称", "制定", "自哪一日起引用", "公布于", "用语", "说明")
    for instrument in statutes.instruments.values():
        yield _cells(
            f"`{instrument.code}`",
            instrument.title,
            instrument.issuer,
            instrument.in_force.isoformat(),
            instrument.published,
            _verified(instrument),
            instrument.note,
        )


def _verified(instrument: Instrument) -> str:
    if instrument.text:
        return "与条文逐字核对"
    return "由小区保管" if instrument.level == "community" else "未经核对"
