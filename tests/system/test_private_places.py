"""Every command that writes of households or keys refuses a site, its hidden folder, and what goes with a ledger."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner

from jjledger.cli.main import jjledger
from jjledger.errors import OptionError
from jjledger.store.site_tree import staged
from jjledger.store.system import RealSystem
from tests.ledgers import SAMPLE

TODAY: Final = ("--today", "2026-01-31")
HOLDERS: Final = ("--holder", "街道办", "--holder", "业委会", "--holder", "监督小组")
# Commands with what they are asked, the option that names the place, and the name they get there; "" for a folder.
ASKED: Final[dict[str, tuple[tuple[str, ...], str, str]]] = {
    "audit bundle": (("audit", "bundle", "{ledger}", "2025", *TODAY), "--out", "a.zip"),
    "archive": (("archive", "{ledger}", "--year", "2025", *TODAY), "--to", "a.zip"),
    "audit recompute": (("audit", "{ledger}", "2025", "--recompute", *TODAY), "--out", ""),
    "audit related": (("audit", "related", "{ledger}"), "--to", ""),
    "handover": (
        ("handover", "{ledger}", "--on", "2026-01-01", "--from", "甲", "--taker", "乙", *TODAY), "--to", "",
    ),
    "export": (("export", "{ledger}", "--year", "2025", "--format", "journal", *TODAY), "--to", ""),
    "statement": (
        ("statement", "{ledger}", "--household", "01-1-101", "--period", "2025", "--format", "csv", *TODAY), "--to", "",
    ),
    "key witness": (("key", "witness", "street.example.cn"), "--to", "w.key"),
    "key signer": (("key", "signer", "prepared", "fengwan"), "--to", "s.key"),
    "key split": (("key", "split", "{top}", *HOLDERS, *TODAY), "--to", ""),
    "owners key": (("owners", "key", "{ledger}"), "--to", "o.key"),
}  # fmt: skip


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay down a district beside a published site."""
    place = tmp_path_factory.mktemp("places")
    folder = place / "district"
    shutil.copytree(SAMPLE / "fengwan", folder / "fengwan", ignore=shutil.ignore_patterns("private"))
    (folder / "district.toml").write_text(
        'name = "某区"\ncommunities = ["fengwan"]\nsite = "https://gongshi.example"\n', encoding="utf-8"
    )
    (folder / "fengwan" / "private").mkdir()
    (folder / "fengwan" / "private" / "related.csv").write_text(
        "party,role,kind,value\n,业委会委员,电话,13800000000\n", encoding="utf-8"
    )
    with staged(place / "out", RealSystem()) as tree:
        tree.write("d/fengwan/data.json", b"{}")
        tree.commit({})
    CliRunner().invoke(jjledger, ["key", "make", str(folder)], catch_exceptions=False)
    return folder


@pytest.mark.parametrize("where", ["out/d", ".out", ".public", "district/fengwan/2025"])
@pytest.mark.parametrize("command", ASKED)
def test_nothing_secret_is_written_where_others_see_it(top: Path, command: str, where: str) -> None:
    words, option, name = ASKED[command]
    place = top.parent / where / name if name else top.parent / where
    before = sorted(top.parent.rglob("*"))
    asked = [word.format(ledger=top / "fengwan", top=top) for word in words]
    with pytest.raises(OptionError) as refusal:
        CliRunner().invoke(jjledger, [*asked, option, str(place)], catch_exceptions=False)
    trouble = refusal.value.trouble
    assert str(place) in trouble.place or str(place) in trouble.what
    assert trouble.remedy
    assert sorted(top.parent.rglob("*")) == before


@pytest.mark.parametrize("command", [one for one, (_, _, name) in ASKED.items() if name])
def test_a_file_that_stands_there_is_left_alone(top: Path, tmp_path: Path, command: str) -> None:
    words, option, name = ASKED[command]
    (tmp_path / name).write_bytes(b"mine")
    asked = [word.format(ledger=top / "fengwan", top=top) for word in words]
    with pytest.raises(OptionError, match="已有这个文件"):
        CliRunner().invoke(jjledger, [*asked, option, str(tmp_path / name)], catch_exceptions=False)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(name, b"mine")]
