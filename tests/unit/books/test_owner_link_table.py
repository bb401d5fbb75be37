"""[owner_links]: none unless the community says so, and never for ever."""

from pathlib import Path

import pytest

from jjledger.books.owner_link_table import read_owner_links
from jjledger.books.source import Source
from jjledger.books.toml_table import read_toml
from jjledger.errors import CommunityFileError
from jjledger.facts.community import OwnerLinks


def read(folder: Path, text: str) -> OwnerLinks:
    (folder / "community.toml").write_text(text)
    return read_owner_links(read_toml(Source(folder), "community.toml"))


def test_without_the_table_there_are_no_links(tmp_path: Path) -> None:
    assert not read(tmp_path, "").enabled
    assert not read(tmp_path, "[owner_links]\nlife_days = 10\n").enabled


def test_what_is_said_counts(tmp_path: Path) -> None:
    assert read(tmp_path, "[owner_links]\nenabled = true\nlife_days = 30\n") == OwnerLinks(
        enabled=True, life_days=30
    )


@pytest.mark.parametrize(
    "line", ["life_days = 0", "life_days = 367", "life_days = true", "enabled = 1", "lifedays = 3"]
)
def test_what_makes_no_sense_is_refused_where_it_stands(tmp_path: Path, line: str) -> None:
    with pytest.raises(CommunityFileError, match=r"community\.toml:2"):
        read(tmp_path, f"[owner_links]\n{line}\n")
