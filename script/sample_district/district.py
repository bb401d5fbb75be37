"""The whole district: every file of `ledgers/` as text, the same on every run."""

from __future__ import annotations

from sample_district.community import community_files
from sample_district.plan import (
    COMMUNITIES,
    CUSTODY_FEN,
    DISTRICT_CONTACT,
    DISTRICT_NAME,
    DISTRICT_SITE,
)


def district_files() -> dict[str, str]:
    """Write the district: path within `ledgers/` to text."""
    files = {"district.toml": _district()}
    for plan, closing_fen in zip(COMMUNITIES, _custody(), strict=True):
        for path, text in community_files(plan, closing_fen).items():
            files[f"{plan.code}/{path}"] = text
    return files


def _custody() -> list[int]:
    """Divide the district's public revenue among the communities; the sum is exact."""
    weights = [
        plan.households * plan.custody_yuan * plan.chance("custody").randrange(960, 1041)
        for plan in COMMUNITIES
    ]
    shares = [CUSTODY_FEN * weight // sum(weights) for weight in weights]
    shares[0] += CUSTODY_FEN - sum(shares)
    return shares


def _district() -> str:
    names = "".join(f'  "{plan.code}",\n' for plan in COMMUNITIES)
    return (
        "# 示例数据：由 script/sample 写成，区、小区、公司和金额都是虚构的。\n"
        f'name        = "{DISTRICT_NAME}"\ncontact     = "{DISTRICT_CONTACT}"\nsite        = "{DISTRICT_SITE}"\n'
        f"communities = [\n{names}]\n"
    )
