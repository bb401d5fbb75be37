"""[sign_off]: each role another person, however the name was typed."""

from pathlib import Path

import pytest

from jjledger.books.sign_off_table import read_sign_off
from jjledger.books.source import Source
from jjledger.books.toml_table import read_toml
from jjledger.errors import CommunityFileError
from jjledger.facts.sign_off import SignOff
from jjledger.proof.keys import NOTE, SecretKey


def read(folder: Path, *signers: tuple[str, str]) -> SignOff:
    text = '[sign_off]\nrequired = ["prepared", "reviewed"]\n'
    for number, (role, person) in enumerate(signers, 1):
        key = SecretKey(f"jia.{role}", NOTE, bytes([number]) * 32).public().text()
        text += f'[[sign_off.signer]]\nrole = "{role}"\nperson = "{person}"\nkey = "{key}"\n'
    (folder / "community.toml").write_text(text, encoding="utf-8")
    return read_sign_off(read_toml(Source(folder), "community.toml"))


def test_two_roles_take_two_persons(tmp_path: Path) -> None:
    found = read(tmp_path, ("prepared", "会计（一）"), ("reviewed", "会计（二）"))
    assert [one.person for one in found.signers] == ["会计（一）", "会计（二）"]


@pytest.mark.parametrize("again", ["张三", "张 三", "张　三", "张三 ", "张·三"])
def test_one_person_in_two_roles_is_refused_however_written(tmp_path: Path, again: str) -> None:
    with pytest.raises(CommunityFileError, match="又签编制又签复核"):
        read(tmp_path, ("prepared", "张三"), ("reviewed", again))


def test_one_number_in_full_width_is_one_person(tmp_path: Path) -> None:
    with pytest.raises(CommunityFileError, match="又签编制又签复核"):
        read(tmp_path, ("prepared", "K01"), ("reviewed", "Ｋ０１"))


def test_one_person_may_have_two_keys_in_one_role(tmp_path: Path) -> None:
    found = read(tmp_path, ("prepared", "张三"), ("prepared", "张 三"), ("reviewed", "李四"))
    assert len(found.signers) == 3
