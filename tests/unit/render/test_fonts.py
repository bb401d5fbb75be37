"""The cut fonts: whole, the same every time, and there for every process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from jjledger.cli import doctor
from jjledger.errors import FontError
from jjledger.render import fonts

FEW = frozenset("0123公示·")


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a machine that has cut nothing yet, and cuts few characters, which is quick."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(fonts, "CHARACTERS", FEW)
    monkeypatch.setattr(fonts, "_VOCABULARY", "示")
    monkeypatch.setattr(fonts, "_ASCII", "3")
    fonts.cache_folder.cache_clear()
    fonts.key.cache_clear()
    yield tmp_path
    fonts.cache_folder.cache_clear()
    fonts.key.cache_clear()


def shape(font: TTFont, sign: str) -> object:
    """Draw a character: its outline and its width."""
    glyph = font.getGlyphSet()[font.getBestCmap()[ord(sign)]]
    pen = RecordingPen()
    glyph.draw(pen)
    return pen.value, glyph.width


def test_the_set_holds_all_of_gb_2312_and_what_our_pages_use() -> None:
    han = {sign for sign in fonts.CHARACTERS if "\u4e00" <= sign <= "\u9fff"}
    assert len({sign for sign in han if sign.encode("gb2312", "ignore")}) == 6763
    assert {*"喆堃𬍛𫖯"} <= fonts.CHARACTERS  # names beyond it
    assert {*"鑫骏翡幢捌", *"¥—·−×÷²Ⅱ「」、。，；：（）", *"Az09 "} <= fonts.CHARACTERS


@pytest.mark.parametrize("weight", fonts.WEIGHTS)
def test_a_cut_font_draws_each_character_as_the_whole_one_does(weight: int) -> None:
    with TTFont(fonts.cut(weight)) as cut, TTFont(fonts.source(weight), fontNumber=2, lazy=True) as whole:
        assert {ord(sign) for sign in fonts.CHARACTERS} <= set(cut.getBestCmap())
        # Every 17th, so that all of the font's parts with subroutines of their own come up.
        for sign in sorted(fonts.CHARACTERS)[::17]:
            assert shape(cut, sign) == shape(whole, sign), sign


def test_what_pages_use_most_comes_first() -> None:
    with TTFont(fonts.cut(400)) as font:
        place = {sign: font.getGlyphID(font.getBestCmap()[ord(sign)]) for sign in "09公示鑫龠"}
    assert max(place[sign] for sign in "09") < 100
    assert max(place[sign] for sign in "公示") < 1000 < min(place[sign] for sign in "鑫龠")


def test_figures_stand_below_each_other() -> None:
    with TTFont(fonts.cut(400)) as font:
        assert len({shape(font, digit)[1] for digit in "0123456789"}) == 1


def test_two_processes_at_once_get_the_same_whole_font(fresh: Path) -> None:
    program = (
        "from jjledger.render import fonts\n"
        "fonts.CHARACTERS, fonts._VOCABULARY, fonts._ASCII = frozenset('0123公示·'), '示', '3'\n"
        "print(fonts.cut(400))"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": seed},
            text=True,
        )
        for seed in ("1", "2")
    ]
    paths = {process.communicate()[0].strip() for process in running}
    assert {process.returncode for process in running} == {0}
    (path,) = paths
    assert Path(path).parent == fresh / "cache/jjledger/fonts"
    assert sorted(file.suffix for file in Path(path).parent.iterdir()) == ["", ".otf"]  # the lock, the font
    assert Path(path) == fonts.cut(400)
    with TTFont(path) as font:
        assert len(font.getGlyphOrder()) == 1 + len(FEW)
    first = Path(path).read_bytes()
    Path(path).unlink()
    assert fonts.cut(400).read_bytes() == first


@pytest.mark.usefixtures("fresh")
def test_a_font_is_cut_once() -> None:
    before = fonts.cut(400).stat()
    assert fonts.cut(400).stat() == before
    assert fonts.cut(700) != fonts.cut(400)


@pytest.mark.usefixtures("fresh")
def test_other_characters_are_another_font(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fonts.key(400)
    monkeypatch.setattr(fonts, "CHARACTERS", FEW | {"鑫"})
    fonts.key.cache_clear()
    assert fonts.key(400) != before


def test_a_full_disk_leaves_no_half_font(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FontError, match="No space left on device"):
        fonts.cut(400)
    assert [file.name for file in (fresh / "cache/jjledger/fonts").iterdir()] == ["lock"]


def test_without_a_cache_a_private_temporary_folder_serves(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (fresh / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(fresh / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(fresh))
    folder = fonts.cache_folder()
    assert folder == fresh / f"jjledger-fonts-{os.getuid()}"
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_others_may_write_to_is_not_trusted(
    fresh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (fresh / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(fresh / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(fresh))
    planted = fresh / f"jjledger-fonts-{os.getuid()}"
    planted.mkdir()
    planted.chmod(0o777)
    folder = fonts.cache_folder()
    assert folder != planted
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.usefixtures("fresh")
def test_a_machine_without_the_font_is_told_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "FOLDERS", (str(tmp_path),))
    with pytest.raises(FontError) as raised:
        fonts.cut(700)
    lines = str(raised.value).splitlines()
    assert lines[0] == "NotoSansCJK-Bold.ttc: 错误"
    assert "apt-get install fonts-noto-cjk" in lines[-1]
    assert "jjledger doctor" in lines[-1]


def test_doctor_looks_for_the_font_where_it_is_taken_from() -> None:
    assert doctor.FONT_FOLDERS == fonts.FOLDERS


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("翡翠·鑫苑Ⅱ期（东区）\t\n", ""),
        ("𠮷祥里 𬍛园 喆堃", ""),  # not in the set, but in the system's font
        ("a𪚥b𲎯c𪚥", "𪚥𲎯"),  # each once, in the text's order
    ],
)
def test_characters_that_cannot_be_printed_are_named(text: str, missing: str) -> None:
    assert fonts.missing_characters(text) == missing
