"""Keys of a district: found, made only when wanted, and marked where nobody was present."""

import stat
from contextlib import suppress
from pathlib import Path

import pytest

from jjledger.errors import OptionError, StoreError
from jjledger.proof.keys import COSIGNATURE, NOTE, SecretKey
from jjledger.store.keys import (
    deployment,
    find_key,
    key_file,
    log_key,
    make_key,
    read_signing_key,
    write_key_text,
)
from jjledger.store.system import RealSystem
from tests.faulty import FaultySystem, Killed

SYSTEM = RealSystem()
ORIGIN = "gongshi.example/log"


def test_without_a_key_nothing_is_made_unless_wanted(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="jjledger key make"):
        deployment(tmp_path, SYSTEM)
    with pytest.raises(StoreError, match="jjledger key make"):
        log_key(tmp_path, ORIGIN, SYSTEM)
    assert list(tmp_path.iterdir()) == []


def test_a_key_made_by_the_way_says_that_it_is_for_demonstration(tmp_path: Path) -> None:
    made = deployment(tmp_path, SYSTEM, make=True)
    signer = log_key(tmp_path, ORIGIN, SYSTEM, make=True)
    assert made.demo
    assert "演示密钥" in key_file(tmp_path, "deployment").read_text()
    assert "演示密钥" in key_file(tmp_path, "log").read_text()
    assert deployment(tmp_path, SYSTEM) == made == deployment(tmp_path, SYSTEM, make=True)
    assert log_key(tmp_path, ORIGIN, SYSTEM, make=True) == signer
    assert made.master("gongshi.example/a").demo
    assert made.master("gongshi.example/a").secret != made.master("gongshi.example/b").secret


def test_a_key_that_somebody_made_has_no_such_mark(tmp_path: Path) -> None:
    secret = make_key(tmp_path, "deployment", SYSTEM)
    assert deployment(tmp_path, SYSTEM).secret == secret
    assert not deployment(tmp_path, SYSTEM).demo


def test_keys_are_closed_to_others_and_to_git(tmp_path: Path) -> None:
    deployment(tmp_path, SYSTEM, make=True)
    folder = tmp_path / ".jjledger" / "keys"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "deployment").stat().st_mode) == 0o600
    assert (tmp_path / ".jjledger" / ".gitignore").read_text() == "*\n"


def test_keys_may_lie_on_a_stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JJLEDGER_KEYS", str(tmp_path / "stick"))
    made = deployment(tmp_path / "district", SYSTEM, make=True)
    assert (tmp_path / "stick" / "deployment").is_file()
    assert not (tmp_path / "district").exists()
    assert find_key(tmp_path / "district", "deployment", SYSTEM) == made.secret


@pytest.mark.parametrize("place", ["public/keys", "out/keys", "shifan/keys", "shifan/private"])
def test_a_folder_that_others_see_takes_no_key_and_gives_none(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("out/index.html", "shifan/community.toml"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("", encoding="utf-8")
    monkeypatch.setenv("JJLEDGER_KEYS", str(tmp_path / place))
    for make in (True, False):
        with pytest.raises(OptionError, match=r"(?s)JJLEDGER_KEYS=.*密钥不能放在"):
            deployment(tmp_path / "district", SYSTEM, make=make)
    with pytest.raises(OptionError, match="U 盘"):
        make_key(tmp_path / "district", "deployment", SYSTEM)
    assert not list(tmp_path.rglob("deployment"))


def test_the_district_s_own_folder_takes_keys_by_whatever_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "district.toml").write_text("", encoding="utf-8")
    made = deployment(tmp_path, SYSTEM, make=True)
    monkeypatch.setenv("JJLEDGER_KEYS", str(tmp_path / ".jjledger" / "keys"))
    assert deployment(tmp_path, SYSTEM) == made


def test_a_log_key_of_another_log_is_refused_with_both_names(tmp_path: Path) -> None:
    log_key(tmp_path, ORIGIN, SYSTEM, make=True)
    with pytest.raises(StoreError, match=r"gongshi\.example/log.*other\.example/log"):
        log_key(tmp_path, "other.example/log", SYSTEM, make=True)


def test_a_witness_key_is_no_log_key(tmp_path: Path) -> None:
    write_key_text(tmp_path, "log", SecretKey(ORIGIN, COSIGNATURE, bytes(32)).text(), SYSTEM)
    with pytest.raises(StoreError):
        log_key(tmp_path, ORIGIN, SYSTEM)


@pytest.mark.parametrize("data", [b"", b"00", b"zz" * 32, b"\xff\xfe", b"ab" * 33])
def test_a_damaged_key_is_refused_and_never_replaced(tmp_path: Path, data: bytes) -> None:
    deployment(tmp_path, SYSTEM, make=True)
    key_file(tmp_path, "deployment").write_bytes(data)
    with pytest.raises(StoreError, match="损坏"):
        deployment(tmp_path, SYSTEM, make=True)
    assert key_file(tmp_path, "deployment").read_bytes() == data


def test_a_damaged_log_key_is_not_shown(tmp_path: Path) -> None:
    text = SecretKey(ORIGIN, NOTE, bytes(range(32))).text()
    write_key_text(tmp_path, "log", f"{text}x", SYSTEM)
    with pytest.raises(StoreError) as refused:
        log_key(tmp_path, ORIGIN, SYSTEM)
    assert text[-20:] not in str(refused.value)


def test_no_key_shows_its_secret_when_it_is_printed(tmp_path: Path) -> None:
    made = deployment(tmp_path, SYSTEM, make=True)
    assert made.secret.hex() not in repr(made)
    assert repr(made.secret) not in repr(made)
    assert repr(made.master("a").secret) not in repr(made.master("a"))


def test_killed_at_any_call_a_key_is_whole_or_not_there(tmp_path: Path) -> None:
    for call in range(1, 30):
        district = tmp_path / str(call)
        with suppress(Killed):
            deployment(district, FaultySystem(call, None), make=True)
        if key_file(district, "deployment").exists():
            standing = deployment(district, SYSTEM)
            assert stat.S_IMODE(key_file(district, "deployment").stat().st_mode) == 0o600
            assert deployment(district, SYSTEM, make=True) == standing
        else:
            assert deployment(district, SYSTEM, make=True).demo
        assert (district / ".jjledger" / ".gitignore").read_text() == "*\n"


def test_a_persons_key_is_read_from_their_file(tmp_path: Path) -> None:
    key, file = SecretKey("yunting.prepared", NOTE, bytes(range(32))), tmp_path / "mine"
    file.write_text(f"# 编制\n{key.text()}\n")
    assert read_signing_key(file, SYSTEM) == key


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (SecretKey("yunting.prepared", NOTE, bytes(32)).public().text().encode(), "这是公钥"),
        (b"", "空的"),
        (b"# \xe7\xbc\x96\n", "空的"),
        (b"\x89PNG\r\n\x1a\n\xff", "不是文本"),
        (b"PRIVATE+KEY+yunting.prepared+00000000+AAAA", "抄错、损坏"),
    ],
)
def test_a_file_that_is_no_persons_key_says_what_it_is_and_tells_of_no_shares(
    tmp_path: Path, data: bytes, what: str
) -> None:
    file = tmp_path / "mine"
    file.write_bytes(data)
    with pytest.raises(StoreError) as caught:
        read_signing_key(file, SYSTEM)
    trouble = caught.value.trouble
    assert what in trouble.what
    assert trouble.place == str(file)
    assert "key signer" in trouble.remedy
    assert "key join" not in str(caught.value)
    assert "AAAA" not in str(caught.value)
