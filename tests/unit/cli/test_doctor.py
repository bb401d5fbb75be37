"""What doctor says of a machine that lacks one thing, everything, or nothing."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from jjledger.cli import doctor as module
from jjledger.cli.doctor import Probes, doctor, examine

SOUND = Probes(
    python=(3, 11),
    encoding="utf-8",
    can_load=lambda _: True,
    has_font=lambda _: True,
    has_program=lambda _: True,
)
BARE = Probes(
    python=(3, 10),
    encoding="gbk",
    can_load=lambda _: False,
    has_font=lambda _: False,
    has_program=lambda _: False,
)


def without(what: str) -> Probes:
    return replace(
        SOUND,
        can_load=lambda name: what not in name,
        has_font=lambda name: what not in name,
        has_program=lambda name: what != name,
    )


def test_a_sound_machine_lacks_nothing() -> None:
    assert examine(SOUND) == ()


@pytest.mark.parametrize(
    ("lost", "grade", "command"),
    [
        ("libpango-1.0", "required", "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0"),
        ("libpangoft2", "required", "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0"),
        ("NotoSansCJK", "required", "sudo apt-get install fonts-noto-cjk"),
        ("harfbuzz-subset", "advised", "sudo apt-get install libharfbuzz-subset0"),
        ("git", "advised", "sudo apt-get install git"),
        ("chromium", "tests", "sudo apt-get install chromium"),
        ("pdftotext", "tests", "sudo apt-get install poppler-utils"),
        ("qpdf", "tests", "sudo apt-get install qpdf"),
        ("zbarimg", "tests", "sudo apt-get install zbar-tools"),
    ],
)
def test_each_lack_has_its_command(lost: str, grade: str, command: str) -> None:
    (ailment,) = examine(without(lost))
    assert (ailment.grade, ailment.remedy) == (grade, command)


@pytest.mark.parametrize("encoding", ["UTF-8", "utf-8", "utf8"])
def test_utf8_is_utf8_however_spelt(encoding: str) -> None:
    assert examine(replace(SOUND, encoding=encoding)) == ()


def test_another_encoding_is_named() -> None:
    (ailment,) = examine(replace(SOUND, encoding="gbk"))
    assert "gbk" in ailment.what
    assert ailment.remedy == "export LANG=C.UTF-8"


def test_a_bare_machine_hears_everything_most_urgent_first() -> None:
    assert [ailment.code for ailment in examine(BARE)] == [
        "python", "pango", "fonts", "locale", "subsetter", "git", "chromium", "poppler", "qpdf",
        "zbar",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("probes", "code"), [(SOUND, 0), (without("qpdf"), 0), (without("git"), 0), (BARE, 1)]
)
def test_only_what_is_required_fails(monkeypatch: pytest.MonkeyPatch, probes: Probes, code: int) -> None:
    monkeypatch.setattr(module, "probe_this_machine", lambda: probes)
    assert CliRunner().invoke(doctor, []).exit_code == code
    told = CliRunner().invoke(doctor, ["--json"])
    assert told.exit_code == code
    assert [entry["code"] for entry in json.loads(told.stdout)] == [
        ailment.code for ailment in examine(probes)
    ]


def test_a_person_reads_the_lack_and_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "probe_this_machine", lambda: without("NotoSansCJK"))
    assert CliRunner().invoke(doctor, []).stdout == (
        "必须  缺少 Noto CJK 字体，PDF 中的汉字印不出来。\n      sudo apt-get install fonts-noto-cjk\n"
    )
    monkeypatch.setattr(module, "probe_this_machine", lambda: SOUND)
    assert CliRunner().invoke(doctor, []).stdout == "这台机器什么都不缺。\n"
