"""`jjledger log`: shown, watched, compared, and signed by witnesses, by file and over HTTP."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path

import pytest
from click.testing import CliRunner

from jjledger.cli.main import jjledger
from jjledger.errors import JjledgerError
from jjledger.proof import note, witness
from jjledger.proof.checkpoint import Policy, open_checkpoint
from jjledger.proof.keys import NOTE, SecretKey
from jjledger.seal.codes import poster_code
from jjledger.seal.entries import Close, Genesis
from jjledger.store.kept_log import KeptLog, read_log
from jjledger.store.keys import log_key
from jjledger.store.log import open_log
from jjledger.store.system import RealSystem
from jjledger.workflows.public_log import find_log, witness_changes
from tests import public_log
from tests.public_log import WITNESSES, disclosure
from tests.running import Running, running
from tests.unit.proof.keyring import signed

ORIGIN = "gongshi.example/log"
NAMES = ("街道办", "业委会", "物业公司", "居民代表")
YI = "gongshi.example/yi"
close = partial(public_log.close, home="gongshi.example")


@dataclass(frozen=True, slots=True)
class Place:
    """A district with a log, the site it is shown on, and witnesses' keys."""

    top: Path
    key: SecretKey

    @property
    def log(self) -> Path:
        return self.top / ".jjledger" / "log"

    @property
    def site(self) -> Path:
        return self.top / "public"

    @property
    def policy(self) -> Policy:
        return Policy(ORIGIN, self.key.public(), tuple(key.public() for key in WITNESSES), 3)

    def append(self, *entries: bytes) -> KeptLog:
        """Append entries, and show the log on the site."""
        genesis = Genesis(self.policy, bytes(32)).text().encode()
        with open_log(self.log, self.key, genesis, RealSystem()) as log:
            log.append(entries)
        self.show()
        return read_log(self.log)

    def show(self) -> None:
        kept = read_log(self.log)
        for name, data in kept.site_files().items():
            (self.site / "log" / name).parent.mkdir(parents=True, exist_ok=True)
            (self.site / "log" / name).write_bytes(data)

    def kept(self, name: str, data: bytes | str) -> Path:
        """Keep something as a reader does."""
        path = self.top / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def as_witness(self, number: int, *, first: bool = True) -> list[str]:
        """Give the options of a witness."""
        words = ["--key", str(self.top / f"{number}.key"), "--state", str(self.top.parent / f"state{number}")]
        words += ["--site", str(self.site)]
        return words + (["--log-key", self.key.public().text()] if first else [])


@pytest.fixture
def place(tmp_path: Path) -> Place:
    top = tmp_path / "区"
    (top / "yi" / "closed").mkdir(parents=True)
    (top / "yi" / "main.beancount").write_text("")
    rows = "".join(
        f'[[log.witness]]\nname = "{name}"\nkey = "{key.public().text()}"\n'
        for name, key in zip(NAMES, WITNESSES, strict=True)
    )
    text = f'name = "某区"\ncommunities = ["yi"]\nsite = "https://gongshi.example"\n[log]\nquorum = 3\n{rows}'
    (top / "district.toml").write_text(text, encoding="utf-8")
    for number, key in enumerate(WITNESSES):
        (top / f"{number}.key").write_text(f"# 见证人私钥，不要给别人\n{key.text()}\n", encoding="utf-8")
    made = Place(top, log_key(top, ORIGIN, RealSystem(), make=True))
    made.append(disclosure("2025-Q3", community=YI))
    return made


def told(*command: str | Path, code: int = 0) -> str:
    """Run a command of the log; give what it said."""
    result = CliRunner().invoke(jjledger, ["log", *map(str, command)])
    refused = isinstance(result.exception, JjledgerError)
    assert (2 if refused else result.exit_code) == code, result.output + repr(result.exception)
    return result.output + (str(result.exception) if refused else "")


def test_without_a_log_it_is_said_when_there_will_be_one(tmp_path: Path) -> None:
    (tmp_path / "main.beancount").write_text("")
    assert "这里还没有公示登记册" in told("show", tmp_path, code=2)
    assert "这里没有账本" in told("show", tmp_path / "nothing", code=2)


def test_the_log_is_shown_from_the_district_the_community_and_the_site(place: Place) -> None:
    place.append(*map(close, range(30)))
    for where in (place.top, place.top / "yi"):
        words = told("show", where)
        assert f"公示登记册  {ORIGIN}\n" in words
        assert "签章        到第 31 条，共 32 条\n" in words
        assert "尚缺 3 家见证。" in words
        assert "前面还有 12 条" in words
        assert "第 31 条  结账：gongshi.example/c29 2025-06\n" in words
    everything = told("show", place.top, "--all")
    assert "第 0 条  开册：gongshi.example/log，见证人 4 家，要有 3 家签名\n" in everything
    assert "第 1 条  公示：gongshi.example/yi 2025-Q3 第 1 版，2026-01-15 发布\n" in everything
    for where in (place.site, place.site / "log"):
        assert "请与楼道里的核对单比一比" in told("show", where)
    record = json.loads(told("show", place.site, "--json"))
    kept = read_log(place.log)
    assert (record["size"], record["root"]) == (32, kept.tree(32).root().hex())
    assert record["key"] == place.key.public().text()
    assert [entry["text"].encode() for entry in record["entries"]] == list(kept.entries)


def test_a_whole_log_is_watched_and_every_tampering_told(place: Place, tmp_path: Path) -> None:
    place.append(disclosure("2025-Q4", community=YI))
    assert "登记 3 条，签章 3 次，有效的公示 2 份。尚缺 3 家见证。" in told("monitor", place.site)
    (place.site / "log" / "tile" / "0" / "000.p" / "9").write_bytes(bytes(32 * 9))
    (place.site / "log" / "proofs").mkdir()
    proof = read_log(place.log).proof(1)
    (place.site / "log" / "proofs" / "1.tlog-proof").write_bytes(proof)
    (place.site / "log" / "proofs" / "2.tlog-proof").write_bytes(proof)
    words = told("monitor", place.site, code=1)
    assert "9: 登记册\n登记册里多了这个文件" in words
    assert "2.tlog-proof: 登记册\n这份入册证明不成立" in words
    assert "有 2 处不对。" in words
    assert len(json.loads(told("monitor", place.site, "--json", code=1))["troubles"]) == 2
    # A log that breaks its rule, by an operator with the key, who left the rule out.
    forged = tmp_path / "forged"
    genesis = read_log(place.log).entries[0]
    with open_log(forged, place.key, genesis, RealSystem(), lambda _: None) as log:
        log.append([disclosure("2025-Q3", community=YI), disclosure("2025-Q3", community=YI)])
    assert "第 2 条: 登记册\n没有说明取代正在有效的那一份公布。" in told("monitor", forged, code=1)
    tile = place.site / "log" / "tile" / "entries" / "000.p" / "3"
    tile.write_bytes(tile.read_bytes().replace(b"2025-Q4", b"2025-Q5"))
    assert "登记册与签章不符" in told("monitor", place.site, code=2)


def test_books_are_held_against_the_log(place: Place) -> None:
    record = place.top / "yi" / "closed" / "2025-06.toml"
    record.write_text("month\n", encoding="utf-8")
    place.append(Close(YI, "2025-06", None, sha256(record.read_bytes()).digest()).text().encode())
    assert "没有发现问题" in told("monitor", place.top, "--ledger", place.top)
    record.write_text("another\n", encoding="utf-8")
    words = told("monitor", place.top, "--ledger", place.top / "yi", code=1)
    assert "2025-06 的结账记录与登记册第 2 条不同" in words


def test_witnesses_of_the_district_are_those_of_the_log(place: Place) -> None:
    """Who takes a witness from the file, or asks for fewer, is told of it until the log says so to everybody."""
    assert "没有发现问题" in told("monitor", place.top)
    file = place.top / "district.toml"
    whole = file.read_text(encoding="utf-8")
    fewer = whole.replace("quorum = 3", "quorum = 2")
    file.write_text(fewer, encoding="utf-8")
    assert "要有 3 家签名；district.toml 现在写的是" in told("monitor", place.top, code=1)
    last = whole.rindex("[[log.witness]]")
    file.write_text(fewer[:last], encoding="utf-8")
    assert f"现在写的是见证人 {'、'.join(key.name for key in WITNESSES[:3])}，要有 2 家签名" in told(
        "monitor", place.top, code=1
    )
    assert "没有发现问题" in told("monitor", place.site), "a stranger has no such file"
    found = find_log(place.top, RealSystem())
    (change,) = witness_changes(found.kept, found.policy)
    place.append(change)
    assert "没有发现问题" in told("monitor", place.top)
    assert "第 2 条  见证：从这一条起，见证人 3 家，要有 2 家签名" in told("show", place.site)
    assert find_log(place.site, RealSystem()).policy == find_log(place.top, RealSystem()).policy
    assert witness_changes(read_log(place.log), found.policy) == ()


def test_what_somebody_kept_is_held_against_the_log_of_today(place: Place, tmp_path: Path) -> None:
    kept = read_log(place.log)
    manifest, proof = kept.entries[1].decode(), kept.proof(1)
    saved = [
        place.kept("签章", kept.checkpoint),
        place.kept("1.tlog-proof", proof),
        place.kept("pack.json", json.dumps({"v": 2, "log": proof.decode()})),
        place.kept("海报.txt", poster_code(manifest, proof.decode()) + "\n"),
    ]
    place.append(close(1), close(2))
    for path in saved:
        assert told("compare", path, place.site).startswith("接得上：那一份签到共 2 条，现在的登记册共 4 条")
    text = f"{ORIGIN}\n3\n{'A' * 43}=\n\n".encode()
    fork = note.Note(text[:-1].decode(), (note.sign(text[:-1].decode(), place.key),)).data()
    words = told("compare", place.kept("fork", fork), place.top, code=1)
    assert words.startswith(
        "接不上：那一份签到共 3 条，现在的登记册前 3 条与它不同，已经登记过的内容被改过。"
    )
    shutil.copytree(place.log, tmp_path / "older")
    place.append(close(3))
    newest = place.kept("newest", read_log(place.log).checkpoint)
    assert "后面的被拿掉了" in told("compare", newest, tmp_path / "older", code=1)
    cheat = SecretKey(ORIGIN, NOTE, bytes([7]) * 32)
    stranger = place.kept("stranger", signed(text[:-1].decode(), cheat))
    assert "没有认得的签名" in told("compare", stranger, place.top, code=1)
    assert json.loads(told("compare", saved[0], place.top, "--json"))["holds"] is True
    assert "里面没有登记册的签章" in told("compare", place.kept("x", "hello"), place.top, code=2)


def test_a_witness_answers_a_file(place: Place) -> None:
    request, answer = place.top / "request", place.top / "answer"
    assert "第 0 条到第 1 条" in told("witness", "request", place.top, "--out", request)
    unknown = told("witness", "answer", request, *place.as_witness(0, first=False), "--out", answer, code=1)
    assert f"还没有认过登记册 {ORIGIN}。第一次见证请加上 --log-key 登记册公钥，照楼道里的核对单抄" in unknown
    assert not answer.exists()
    assert "已签名" in told("witness", "answer", request, *place.as_witness(0), "--out", answer)
    words = told("witness", "add", place.top, answer)
    assert "到第 1 条的登记册，见证人有：街道办。尚缺 2 家见证。" in words
    assert len(open_checkpoint(read_log(place.log).checkpoint, place.policy).witnesses) == 1
    # The next one it is asked about begins where it stopped, and needs no key any more.
    place.append(close(1))
    assert "请用 --for 见证人 各写一个请求" in told("witness", "request", place.top, "--out", request, code=2)
    assert "第 2 条到第 2 条" in told("witness", "request", place.top, "--for", "街道办", "--out", request)
    assert told("witness", "answer", request, *place.as_witness(0, first=False), "--out", answer)
    assert "到第 2 条" in told("witness", "add", place.top, answer)
    assert "这位见证人上次签到共 3 条" in told(
        "witness", "answer", request, *place.as_witness(0, first=False), "--out", answer, code=1
    )
    assert "没有见证人「某某」，有的是：街道办、业委会" in told(
        "witness", "request", place.top, "--for", "某某", "--out", request, code=2
    )


def test_a_witness_signs_neither_a_fork_nor_what_it_cannot_read(place: Place, tmp_path: Path) -> None:
    request, answer = place.top / "request", place.top / "answer"
    told("witness", "request", place.top, "--out", request)
    told("witness", "answer", request, *place.as_witness(0), "--out", answer)
    answer.unlink()
    forged = Place(tmp_path / "forged", place.key)
    forged.append(disclosure("2025-Q2", community=YI))
    fork = witness.Request(2, (), read_log(forged.log).checkpoint).data()
    words = told("witness", "answer", place.kept("fork", fork), *place.as_witness(0), "--out", answer, code=1)
    assert "接不上以前的根：公布过的内容被换过" in words
    shutil.rmtree(place.site / "log" / "tile" / "entries")
    words = told("witness", "answer", request, *place.as_witness(1), "--out", answer, code=1)
    assert "网站上没有登记册的这个文件，或者不完整（tile/entries/000.p/2）" in words
    other = SecretKey(ORIGIN, NOTE, bytes([7]) * 32).public().text()
    words = [*place.as_witness(0, first=False), "--log-key", other, "--out", str(answer)]
    assert "与以前见证时的" in told("witness", "answer", request, *words, code=2)
    state = next(path for path in (place.top.parent / "state0").iterdir() if path.name != "lock")
    state.write_bytes(state.read_bytes()[:-9])
    assert "见证人的记录已损坏" in told(
        "witness", "answer", request, *place.as_witness(0), "--out", answer, code=2
    )
    assert not answer.exists()


def test_keys_of_another_kind_are_refused(place: Place) -> None:
    request = place.top / "request"
    told("witness", "request", place.top, "--out", request)
    wrong = place.kept("log.key", place.key.text())
    words = [
        "--key",
        str(wrong),
        "--state",
        str(place.top.parent / "s"),
        "--site",
        str(place.site),
        "--out",
        "x",
    ]
    refused = told("witness", "answer", request, *words, code=2)
    assert "这不是见证人的私钥" in refused
    assert place.key.text().split("+")[-1] not in refused
    public = [*place.as_witness(0, first=False), "--log-key", WITNESSES[0].public().text(), "--out", "x"]
    assert "这不是登记册公钥" in told("witness", "answer", request, *public, code=2)


def test_the_log_s_key_may_be_copied_in_groups_and_no_sign_of_it_wrong(place: Place) -> None:
    request, answer = place.top / "request", place.top / "answer"
    told("witness", "request", place.top, "--out", request)
    key = place.key.public().text()
    words = place.as_witness(0, first=False)
    wrong = key[:-4] + ("A" if key[-4] != "A" else "B") + key[-3:]
    assert "抄错了一个字" in told(
        "witness", "answer", request, *words, "--log-key", wrong, "--out", answer, code=2
    )
    name, key_id, rest = key.split("+", 2)
    grouped = " ".join([f"{name}+", f"{key_id}+", *(rest[at : at + 4] for at in range(0, len(rest), 4))])
    assert "已签名" in told("witness", "answer", request, *words, "--log-key", grouped, "--out", answer)


@pytest.fixture
def served(place: Place, tmp_path: Path) -> Iterator[Running]:
    temporary = tmp_path / "served"
    temporary.mkdir()
    with running(temporary, "log", "witness", "serve", *place.as_witness(2)) as witness_there:
        yield witness_there


def posted(
    served: Running, data: bytes, method: str = "POST", path: str = "/add-checkpoint"
) -> tuple[int, str, bytes]:
    connection = HTTPConnection("127.0.0.1", served.port, timeout=60)
    connection.request(method, path, data)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers["Content-Type"], body


def test_a_witness_is_asked_over_http(place: Place, served: Running) -> None:
    assert "见证人有：物业公司。尚缺 2 家见证。" in told("witness", "ask", place.top, served.address)
    place.append(close(1), close(2))
    assert "到第 3 条的登记册，见证人有：物业公司。" in told("witness", "ask", place.top, served.address)
    found = open_checkpoint(read_log(place.log).checkpoint, place.policy)
    assert [signer.key for signer in found.witnesses] == [WITNESSES[2].public()]
    shutil.rmtree(place.log)
    place.append(disclosure("2025-Q2", community=YI), close(3), close(4))  # the same key, another history
    words = told("witness", "ask", place.top, served.address, code=2)
    assert "它在共 4 条时签过的，不是这里的登记册" in words
    place.append(close(5))
    assert "见证人没有签名（422）" in told("witness", "ask", place.top, served.address, code=2)
    served.end()
    assert "连不上见证人" in told("witness", "ask", place.top, served.address, code=2)


def test_each_refusal_has_the_status_of_the_protocol(place: Place, served: Running) -> None:
    kept = place.append(close(1), close(2))
    good = witness.Request(0, (), kept.checkpoint)
    text = note.read(kept.checkpoint).text
    cheat = SecretKey(ORIGIN, NOTE, bytes([7]) * 32)
    elsewhere = text.replace(ORIGIN, "other.example/log")
    other = SecretKey("other.example/log", NOTE, place.key.seed)
    assert posted(served, b"", "GET")[0] == 405
    assert posted(served, b"", path="/other")[0] == 404
    assert posted(served, b"hello")[0] == 400
    assert posted(served, b"old 00\n\n" + kept.checkpoint)[0] == 400
    assert posted(served, witness.Request(5, (), kept.checkpoint).data())[0] == 400  # more than there are
    assert posted(served, witness.Request(0, (), signed(elsewhere, other)).data())[0] == 404
    assert posted(served, witness.Request(0, (), signed(text, cheat)).data())[0] == 403
    assert posted(served, witness.Request(0, (bytes(32),), kept.checkpoint).data())[0] == 422
    assert posted(served, witness.Request(1, (), kept.checkpoint).data())[::2] == (409, b"0\n")
    status, kind, line = posted(served, good.data())
    assert (status, kind) == (200, "text/plain; charset=utf-8")
    assert (
        len(
            open_checkpoint(
                witness.with_answers(kept.checkpoint, [line], place.policy), place.policy
            ).witnesses
        )
        == 1
    )
    assert posted(served, good.data()) == (409, "text/x.tlog.size", b"4\n")
    assert posted(served, witness.Request(4, (), kept.checkpoint).data())[0] == 200
    root = f"{ORIGIN}\n4\n{'A' * 43}=\n"
    assert posted(served, witness.Request(4, (), signed(root, place.key)).data())[::2] == (409, b"4\n")
    assert posted(served, b"x" * 200_000)[0] == 413
    with_host = served.ask("/add-checkpoint", "POST", "x", {"Host": "evil.example"})
    assert with_host[0].status == 421


def test_a_witness_answers_nothing_before_its_disk_has_it(place: Place, served: Running) -> None:
    (place.top.parent / "state2").mkdir(exist_ok=True)
    (place.top.parent / "state2" / "lock").unlink(missing_ok=True)
    (place.top.parent / "state2" / "lock").mkdir()  # it can be locked by nobody
    status, _, body = posted(served, witness.Request(0, (), read_log(place.log).checkpoint).data())
    assert status == 503
    assert b"\xe2\x80\x94" not in body[:3]
