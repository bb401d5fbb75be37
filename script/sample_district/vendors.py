"""Who does business with the invented communities; each keeps the same ones for both years."""

from __future__ import annotations

from typing import Final

from sample_district.plan import Plan

_VENDORS: Final[dict[str, tuple[str, ...]]] = {
    "property": ("示例和畅物业公司", "示例安栖物业公司", "示例听泉物业公司", "示例禾润物业公司", "示例里仁物业公司"),
    "media": ("示例梯间传媒公司", "示例方寸广告公司", "示例轿厢文化传播公司"),
    "locker": ("示例驿格快递柜公司", "示例蜂筐智能柜公司"),
    "tower": ("示例联塔通信设施公司",),
    "tenant": ("示例邻里便利商店公司", "示例转角药房公司", "示例麦香烘焙公司", "示例小苗托育公司"),
    "market": ("示例集日市集运营公司", "示例街集会展公司"),
    "insurance": ("示例安邻保险公司", "示例百姓保险公司"),
    "security": ("示例明哨安防设备公司", "示例守门安防设备公司"),
    "light": ("示例朗照机电公司", "示例光年机电公司"),
    "garden": ("示例青垄园林公司", "示例四时园林公司"),
    "road": ("示例平道市政工程公司",),
    "lift": ("示例安步电梯工程公司", "示例恒升电梯公司", "示例稳行电梯工程公司"),
    "roof": ("示例晴檐防水工程公司", "示例不漏防水工程公司"),
    "fire": ("示例长庚消防工程公司", "示例泽安消防设备公司"),
    "pipe": ("示例通渠管道工程公司", "示例畅流管道公司"),
    "build": ("示例筑和建筑修缮公司", "示例匠心建筑修缮公司"),
    "scrap": ("示例再生物资回收公司",),
}  # fmt: skip


def vendor(plan: Plan, trade: str) -> str:
    """Name the company of a trade that a community deals with."""
    return plan.chance(f"vendor of {trade}").choice(_VENDORS[trade])
