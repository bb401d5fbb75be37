"""`jjledger verify` names signatures and audits by keys that the log does not name for just this community."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from jjledger.proof import note
from jjledger.proof.keys import NOTE, SecretKey, fingerprint
from jjledger.seal.entries import Audit, KeyChange, Signed
from tests.sealed_site import key_of, logged, published, signed_anew, steps

V1 = "d/bailu/2025/v1"
ENTRY = 1  # of the only edition
BAILU = "a.example/bailu"
FENGWAN = "a.example/fengwan"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish one year of one community."""
    folder = tmp_path_factory.mktemp("signers")
    published(folder)
    return folder


@pytest.fixture
def ledgers(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(first / "ledgers", tmp_path / "ledgers"))


@pytest.fixture
def site(first: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree((first / "public").resolve(), tmp_path / "served"))


def signing(role: str, seed: int) -> SecretKey:
    return SecretKey(f"a.example/bailu/{role}", NOTE, bytes([seed]) * 32)


@pytest.mark.parametrize(
    ("known", "signing_keys", "said_of_it"),
    [
        (
            ["prepared", "committee"],
            ["committee", "prepared"],
            "签名的是业委会（a.example/bailu/committee）、编制（a.example/bailu/prepared）",
        ),
        (["prepared"], ["prepared", "committee"], "没有认得的签名：a.example/bailu/committee"),
        ([], ["prepared"], "没有认得的签名"),
    ],
)
def test_signatures_are_those_of_keys_that_the_log_knew_by_then(
    site: Path, ledgers: Path, known: list[str], signing_keys: list[str], said_of_it: str
) -> None:
    keys = {"prepared": signing("prepared", 1), "committee": signing("committee", 2)}
    text = (site / V1 / "manifest.txt").read_text(encoding="utf-8")
    data = note.Note(text, tuple(note.sign(text, keys[role]) for role in signing_keys)).data()
    (site / V1 / "signatures.note").write_bytes(data)
    entries = [KeyChange(role, None, keys[role].public(), BAILU).text() for role in known]
    late = KeyChange("reviewed", None, keys["prepared"].public(), BAILU).text()  # too late to count
    logged(site, ledgers, lambda _: [*entries, Signed(ENTRY, sha256(data).digest()).text()])
    if "prepared" not in known:
        logged(site, ledgers, lambda _: [late])
    signed_anew(site, ledgers)
    told = steps(site, state="holds" if len(known) > 1 else "wrong")
    assert any(said_of_it in what or said_of_it in why for what, why in told.items()), told
    (site / V1 / "signatures.note").unlink()
    signed_anew(site, ledgers)
    assert any("网站上没有 signatures.note" in why for why in steps(site).values())


def signed_by(site: Path, ledgers: Path, key: SecretKey, told: list[KeyChange]) -> None:
    """Sign the edition with a key that the log has told something of."""
    text = (site / V1 / "manifest.txt").read_text(encoding="utf-8")
    data = note.Note(text, (note.sign(text, key),)).data()
    (site / V1 / "signatures.note").write_bytes(data)
    entries = [*(one.text() for one in told), Signed(ENTRY, sha256(data).digest()).text()]
    logged(site, ledgers, lambda _: entries)
    signed_anew(site, ledgers)


def test_a_key_of_one_community_signs_no_edition_of_another(site: Path, ledgers: Path) -> None:
    key = SecretKey("a.example/fengwan/prepared", NOTE, bytes([3]) * 32)
    signed_by(site, ledgers, key, [KeyChange("prepared", None, key.public(), FENGWAN)])
    [(what, why)] = steps(site).items()
    assert what == f"{BAILU} 2025 第 1 版（登记册第 {ENTRY} 条）：签批的是这一份原文"
    assert why == f"没有认得的签名：{key.name}，登记册里它是{FENGWAN}的编制。"


def test_a_key_of_no_community_counts_no_more_once_the_log_tells_them_apart(
    site: Path, ledgers: Path
) -> None:
    key, other = signing("prepared", 1), signing("reviewed", 2)
    told = [KeyChange("prepared", None, key.public()), KeyChange("reviewed", None, other.public(), FENGWAN)]
    signed_by(site, ledgers, key, told)
    assert f"没有认得的签名：{key.name}，登记册里它是没有写明哪个小区的编制。" in steps(site).values()


def test_one_key_for_several_roles_is_told(site: Path, ledgers: Path) -> None:
    key = signing("prepared", 1)
    signed_by(
        site, ledgers, key, [KeyChange(role, None, key.public(), BAILU) for role in ("prepared", "committee")]
    )
    assert steps(site) == {}
    [doubt] = [what for what in steps(site, state="amber") if "签名的是" in what]
    assert doubt.endswith(
        f"签名的是编制或业委会（{key.name}）；{key.name} 登记在几个角色下，看不出是几个人签的"
    )


def test_what_was_signed_before_the_log_told_communities_apart_still_holds_and_says_so(
    site: Path, ledgers: Path
) -> None:
    key, other = signing("prepared", 1), signing("reviewed", 2)
    signed_by(site, ledgers, key, [KeyChange("prepared", None, key.public())])
    logged(site, ledgers, lambda _: [KeyChange("reviewed", None, other.public(), FENGWAN).text()])
    signed_anew(site, ledgers)
    assert steps(site) == {}
    assert any(
        what.endswith(f"签名的是编制（{key.name}）；登记册当时没有写明 {key.name} 是哪个小区的")
        for what in steps(site, state="amber")
    )


def test_an_audit_in_the_log_is_held_against_its_published_record(site: Path, ledgers: Path) -> None:
    auditor = SecretKey("auditor.example/key", NOTE, bytes([7]) * 32)
    record = f'disclosure = {ENTRY}\nkey = "{auditor.public().text()}"\n'
    entry = Audit(ENTRY, sha256(record.encode()).digest(), "qualified", None, 0)
    logged(site, ledgers, lambda _: [entry.text()])
    signed_anew(site, ledgers)
    assert steps(site) == {}
    assert any("没有公布这份审计记录" in what for what in steps(site, state="amber"))
    folder = site / "d/bailu/2026-02-01.audit-2025/v1/audit"
    folder.mkdir(parents=True)
    (folder / "record.toml").write_text(record + "# 改过\n", encoding="utf-8")
    signed_anew(site, ledgers)
    assert "网站上的审计记录不是登记的那一份。" in steps(site).values()
    (folder / "record.toml").write_text(record, encoding="utf-8")
    line = note.sign(entry.text(), auditor)
    (folder / "record.note").write_bytes(note.Note(entry.text(), (line,)).data())
    signed_anew(site, ledgers)
    assert any("没有写明这把密钥是谁的" in what for what in steps(site, state="amber")), (
        "no log told keys yet"
    )
    (folder / "record.note").write_bytes(
        note.Note(entry.text(), (note.sign(entry.text(), signing("audited", 9)),)).data()
    )
    signed_anew(site, ledgers)
    assert any("没有认得的签名" in why for why in steps(site).values())


@pytest.mark.parametrize(
    ("role", "community", "why"),
    [
        ("audited", BAILU, ""),
        ("audited", FENGWAN, f"，登记册里它是{FENGWAN}的审计。"),
        ("", "", "没有把 auditor.example/key 登记为本小区的审计。"),
        ("reviewed", FENGWAN, "发布方自己的密钥"),
    ],
)
def test_an_auditor_is_whom_the_log_names_for_just_this_community(
    site: Path, ledgers: Path, role: str, community: str, why: str
) -> None:
    auditor = SecretKey("auditor.example/key", NOTE, bytes([7]) * 32)
    record = f'disclosure = {ENTRY}\nauditor = "上海某会计师事务所"\nkey = "{auditor.public().text()}"\n'
    entry = Audit(ENTRY, sha256(record.encode()).digest(), "qualified", None, 0)
    told = [KeyChange("prepared", None, signing("prepared", 1).public(), BAILU)]
    told += [KeyChange(role, None, auditor.public(), community)] if role else []
    logged(site, ledgers, lambda _: [*(one.text() for one in told), entry.text()])
    folder = site / "d/bailu/2026-02-01.audit-2025/v1/audit"
    folder.mkdir(parents=True)
    (folder / "record.toml").write_text(record, encoding="utf-8")
    (folder / "record.note").write_bytes(note.Note(entry.text(), (note.sign(entry.text(), auditor),)).data())
    signed_anew(site, ledgers)
    found = {what: said for what, said in steps(site).items() if "条审计登记" in what}
    assert (len(found), all(why in said for said in found.values())) == (int(bool(why)), True), found
    if not why:
        assert not any("条审计登记" in what for what in steps(site, state="holds")), (
            "who says whose key it is"
        )
        [doubt] = [what for what in steps(site, state="amber") if "条审计登记" in what]
        assert "保留意见" in doubt
        assert "签名是这份记录所写审计人的" in doubt
        assert "这把密钥是不是「上海某会计师事务所」的，只有公示的人自己说" in doubt
        assert fingerprint(auditor.public()) in doubt
        own_now = KeyChange(
            "committee", None, auditor.public(), BAILU
        )  # what was signed before stays an auditor's
        logged(site, ledgers, lambda _: [own_now.text()])
        signed_anew(site, ledgers)
        assert not [what for what in steps(site) if "条审计登记" in what]


def test_who_publishes_is_no_auditor(site: Path, ledgers: Path) -> None:
    key = key_of(ledgers)
    record = f'disclosure = {ENTRY}\nkey = "{key.public().text()}"\n'
    entry = Audit(ENTRY, sha256(record.encode()).digest(), "unqualified", None, 0)
    logged(site, ledgers, lambda _: [entry.text()])
    folder = site / "d/bailu/2026-02-01.audit-2025/v1/audit"
    folder.mkdir(parents=True)
    (folder / "record.toml").write_text(record, encoding="utf-8")
    (folder / "record.note").write_bytes(note.Note(entry.text(), (note.sign(entry.text(), key),)).data())
    signed_anew(site, ledgers)
    assert any("发布方自己的密钥" in why for why in steps(site).values())
