"""What LEDGER means on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from jjledger.errors import LedgerNotFoundError, OptionError
from jjledger.workflows.locate import locate, only_community

LEDGERS = Path(__file__).parents[3] / "ledgers"


def test_a_district_means_its_communities_in_its_order() -> None:
    located = locate(LEDGERS)
    assert located.district is not None
    assert [folder.name for folder in located.folders][:3] == ["tinglan", "guiyu2", "wutong-bei"]
    assert len(located.folders) == 24


@pytest.mark.parametrize("name", ["bailu", "bailu/main.beancount"])
def test_a_folder_and_its_main_file_mean_the_community(name: str) -> None:
    assert only_community(LEDGERS / name) == LEDGERS / "bailu"


def test_a_district_is_not_one_community() -> None:
    with pytest.raises(OptionError, match="这里有多个小区"):
        only_community(LEDGERS)


def test_a_folder_without_ledger_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerNotFoundError, match="这里没有账本"):
        locate(tmp_path)


def test_a_community_that_leads_out_of_the_district_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    district = tmp_path / "district"
    district.mkdir()
    (district / "district.toml").write_text('name = "区"\ncommunities = ["a"]\n', encoding="utf-8")
    (district / "a").symlink_to(outside)
    with pytest.raises(LedgerNotFoundError, match="指向别处的链接"):
        locate(district)


def test_a_community_without_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "district.toml").write_text('name = "区"\ncommunities = ["a"]\n', encoding="utf-8")
    with pytest.raises(LedgerNotFoundError, match="「a」没有文件夹"):
        locate(tmp_path)


def test_a_community_that_the_district_does_not_name_is_told(tmp_path: Path) -> None:
    for code in ("a", "b"):
        (tmp_path / code).mkdir()
        (tmp_path / code / "community.toml").touch()
    (tmp_path / "district.toml").write_text('name = "区"\ncommunities = ["a"]\n', encoding="utf-8")
    assert locate(tmp_path).unlisted == ("b",)
