"""Loading a community: all that is wrong at once, nothing of it run, nothing left behind."""

from __future__ import annotations

import gc
import pickle
import subprocess
from datetime import date
from pathlib import Path

import pytest

from jjledger.books import ledger as module
from jjledger.books.ledger import load_ledger
from jjledger.books.plugin import EXAMINATION
from jjledger.errors import BooksError, JjledgerError, LedgerNotFoundError, RegisterError
from tests.ledgers import HEYUAN, SHIFAN, copy_of, run

TODAY = date(2025, 8, 20)


@pytest.fixture
def heyuan(tmp_path: Path) -> Path:
    return copy_of(HEYUAN, tmp_path)


def add(folder: Path, name: str, text: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(text)


def test_a_sound_community(heyuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(heyuan.parent)
    ledger = load_ledger(Path("heyuan"), TODAY)
    assert ledger.folder == heyuan
    assert (ledger.findings, ledger.blocking()) == ((), ())
    assert len(ledger.books.posted()) == 12
    assert list(ledger.replayed.shares) == ["1维修资金", "2公房维修资金"]


def test_a_path_may_lead_up_and_down_again(heyuan: Path) -> None:
    ledger = load_ledger(heyuan / ".." / heyuan.name, TODAY)
    assert (ledger.findings, ledger.folder) == ((), heyuan)


def test_findings_stand_by_place_and_only_some_block(heyuan: Path) -> None:
    add(
        heyuan,
        "2025/2025-07.beancount",
        '2025-07-09 * "a" "b"\n  Assets:4保修金:1001银行存款:4567工行  1.00 CNY\n',
    )
    add(
        heyuan,
        "2025/2025-03.beancount",
        "2025-03-31 balance Assets:4保修金:1001银行存款:4567工行  1.00 CNY\n",
    )
    (heyuan / "decisions" / "2025-01.toml").unlink()
    ledger = load_ledger(heyuan, TODAY)
    places = [(finding.place.file, finding.place.line) for finding in ledger.findings]
    assert places == sorted(places)
    # beancount's own complaints stand among ours.
    assert {"B00", "E40"} <= {finding.code for finding in ledger.findings}
    assert {finding.severity for finding in ledger.blocking()} == {"block"}
    assert len(ledger.blocking()) == sum(finding.severity == "block" for finding in ledger.findings)
    assert all(finding.excerpt for finding in ledger.findings if finding.place.line)


def test_all_that_cannot_be_read_is_told_at_once(heyuan: Path) -> None:
    add(heyuan, "2025/2025-01.beancount", "2025-01-31 open\n")
    add(heyuan, "2025/2025-02.beancount", '2025-02-30 note Assets:4保修金:1001银行存款:4567工行 "a"\n')
    with pytest.raises(BooksError) as refused:
        load_ledger(heyuan, TODAY)
    places = [Path(trouble.place).name.split(":")[0] for trouble in refused.value.troubles]
    assert places == ["2025-01.beancount", "2025-02.beancount"]


def test_the_mark_that_an_editor_leaves_is_named_in_every_file(heyuan: Path) -> None:
    names = ["chart.beancount", "main.beancount"]
    for name in names:
        (heyuan / name).write_bytes(b"\xef\xbb\xbf" + (heyuan / name).read_bytes())
    with pytest.raises(BooksError) as refused:
        load_ledger(heyuan, TODAY)
    assert [trouble.place for trouble in refused.value.troubles] == [f"{heyuan / name}:1" for name in names]
    assert "BOM" in refused.value.troubles[0].what
    command = refused.value.troubles[0].remedy.split("  ")[1]
    subprocess.run(["sh", "-c", command], check=True)  # the remedy, taken at its word
    assert (heyuan / names[0]).read_bytes() == (HEYUAN / names[0]).read_bytes()


def test_books_without_our_plugin_are_not_examined(heyuan: Path) -> None:
    main = heyuan / "main.beancount"
    main.write_text(
        main.read_text(encoding="utf-8").replace('plugin "jjledger.books.plugin"\n', ""), encoding="utf-8"
    )
    with pytest.raises(LedgerNotFoundError, match="没有装上检查插件"):
        load_ledger(heyuan, TODAY)


def test_a_check_that_breaks_off_is_no_sound_book(heyuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("jjledger.books.plugin.check_books", broken)
    with pytest.raises(BooksError, match="程序内部错误：ZeroDivisionError"):
        load_ledger(heyuan, TODAY)


@pytest.mark.parametrize("spoil", [None, "register.csv", "chart.beancount", "main.beancount"])
@pytest.mark.parametrize("collecting", [True, False])
def test_a_load_leaves_the_process_as_it_was(heyuan: Path, spoil: str | None, collecting: bool) -> None:  # noqa: FBT001 - a column of the table
    if spoil:
        (heyuan / spoil).unlink()
    before = sorted(heyuan.rglob("*"))
    (gc.enable if collecting else gc.disable)()
    try:
        load_ledger(heyuan, TODAY)
    except JjledgerError:
        assert spoil
    else:
        assert not spoil
    finally:
        left = gc.isenabled()
        gc.enable()
    assert left is collecting
    assert EXAMINATION.get() is None
    assert sorted(heyuan.rglob("*")) == before


@pytest.mark.parametrize(
    "lines",
    [
        'option "insert_pythonpath" "TRUE"\nplugin "mine"\n',
        'option "insert_pythonpath" "TRUE"\nplugin "mine" "configuration"\n',
        '  option "insert_pythonpath" "TRUE"\n  plugin "mine"\n',  # beancount complains of the blanks, and runs it
        '* option "insert_pythonpath" "TRUE"\nplugin   "mine" ; plugin "jjledger.books.plugin"\n',
    ],
)
def test_other_peoples_code_is_refused_unrun(heyuan: Path, lines: str) -> None:
    mark = heyuan.parent / "ran"
    (heyuan / "mine.py").write_text(f"open({str(mark)!r}, 'w').close()\n__plugins__ = []\n", encoding="utf-8")
    main = heyuan / "main.beancount"
    text = main.read_text(encoding="utf-8")
    main.write_text(lines + text, encoding="utf-8")
    with pytest.raises(BooksError, match="账本要运行别的程序「mine」") as refused:
        load_ledger(heyuan, TODAY)
    assert refused.value.trouble.place == f"{main}:2"
    done = run("jjledger", "edit", heyuan, "--port", "1")
    assert (done.returncode, done.stdout) == (2, "")
    assert not mark.exists()


class Bomb:
    """Something that shows itself when it is read back."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return Path.touch, (self.mark,)


def test_a_pickle_beside_the_ledger_is_never_read(heyuan: Path) -> None:
    mark = heyuan.parent / "exploded"
    cache = heyuan / ".main.beancount.picklecache"
    bomb = pickle.dumps(Bomb(mark))
    cache.write_bytes(bomb)
    load_ledger(heyuan, TODAY)
    assert not mark.exists()
    pickle.loads(bomb)  # noqa: S301 - proves that the bomb is one
    assert mark.exists()


def test_a_compiled_book_in_the_folder_is_not_looked_at(tmp_path: Path) -> None:
    folder = copy_of(SHIFAN, tmp_path, {"build/households-2025.beancount": ""})
    (folder / "build" / "households-2025.beancount").write_bytes(b"\xff\xfe")
    assert load_ledger(folder, TODAY).blocking() == ()
    (folder / "notes.beancount").write_bytes("停车费".encode("gbk"))
    with pytest.raises(JjledgerError, match="GBK"):
        load_ledger(folder, TODAY)


def test_what_stands_beside_is_read_first(heyuan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (heyuan / "register.csv").write_text("household\n", encoding="utf-8")
    monkeypatch.setattr(module, "_load", lambda *_: pytest.fail("beancount need not run"))
    with pytest.raises(RegisterError):
        load_ledger(heyuan, TODAY)
