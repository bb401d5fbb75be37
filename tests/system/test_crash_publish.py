"""Whatever breaks during a publication, readers have the old site or the new one, whole."""

from __future__ import annotations

import errno
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jjledger.errors import StoreError
from jjledger.store.site_tree import published_fingerprints, staged
from jjledger.store.system import RealSystem, System
from tests.faulty import FaultySystem, Killed

PAGES = ("index.html", "index.json", "d/a/index.html", "d/b/2025-Q3/report.pdf", "static/site.css")


def publish(target: Path, edition: str, system: System) -> None:
    """Publish a site whose every file says its edition, but one that is kept for ever."""
    with staged(target, system) as tree:
        if not tree.keep("static"):
            tree.write("static/site.css", b"css")
        for page in PAGES[:-1]:
            tree.write(page, edition.encode() * 1000)
        tree.commit({"edition": edition})


def edition_of(target: Path) -> str | None:
    """Read a site as a stranger would; None where there is none, an error where it is mixed."""
    files = {str(path.relative_to(target)): path.read_bytes() for path in target.rglob("*") if path.is_file()}
    if not files:
        return None
    assert files.keys() == set(PAGES)
    assert files.pop("static/site.css") == b"css"
    (content,) = set(files.values())
    edition = content[: len(content) // 1000].decode()
    assert content == edition.encode() * 1000
    assert published_fingerprints(target) == {"edition": edition}
    return edition


def heal(target: Path) -> None:
    """Publish once more and see that nothing of the broken run is left."""
    publish(target, "healed", RealSystem())
    assert edition_of(target) == "healed"
    publish(target, "again", RealSystem())
    trees = [path for path in (target.parent / f".{target.name}").iterdir() if path.is_dir()]
    assert len(trees) == 2
    assert {path.name for path in target.parent.iterdir()} == {target.name, f".{target.name}"}


@pytest.mark.parametrize("before", ["nothing", "an empty folder", "two editions"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, None], ids=["full", "broken", "killed"])
def test_the_kth_call_fails(tmp_path: Path, before: str, error: int | None) -> None:
    seen = set()
    for fail_at in range(1, 200):
        target = tmp_path / str(fail_at) / "public"
        target.parent.mkdir()
        if before == "an empty folder":
            target.mkdir()
        elif before == "two editions":
            publish(target, "older", RealSystem())
            publish(target, "old", RealSystem())
        system = FaultySystem(fail_at, error)
        try:
            publish(target, "new", system)
        except (StoreError, Killed):
            seen.add(edition_of(target))
            heal(target)
        else:
            assert system.calls >= fail_at - 1
            assert edition_of(target) == "new"
            if system.calls < fail_at:
                break
    old = "old" if before == "two editions" else None
    assert seen == {old, "new"}  # the fault was met on both sides of the turn


def test_a_full_disk_says_so(tmp_path: Path) -> None:
    publish(tmp_path / "public", "old", RealSystem())
    with pytest.raises(StoreError) as caught:
        publish(tmp_path / "public", "new", FaultySystem(6, errno.ENOSPC))
    message = str(caught.value)
    assert message.splitlines()[0] == f"{tmp_path / 'public'}: 错误"
    assert "磁盘已满" in message
    assert "原来的内容没有改动" in message
    assert "请腾出空间后重新运行" in message


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        publish(small / "public", "o", RealSystem())
        with pytest.raises(StoreError, match="磁盘已满"):
            publish(small / "public", "too long to fit", RealSystem())
        assert edition_of(small / "public") == "o"
        publish(small / "public", "p", RealSystem())
        assert edition_of(small / "public") == "p"
    finally:
        subprocess.run(["umount", small], check=True)


PUBLISHER = """
import sys
from contextlib import suppress
from pathlib import Path
from jjledger.errors import StoreError
from jjledger.store.system import RealSystem
from tests.system.test_crash_publish import publish
print("ready", flush=True)
for edition in range(1000000):
    with suppress(StoreError):  # somebody else is publishing just now
        publish(Path(sys.argv[1]), f"{edition:06}", RealSystem())
"""


def test_a_process_killed_at_any_moment(tmp_path: Path) -> None:
    moments = random.Random(20260115)  # noqa: S311 - a fixed seed, so that a failure can be run again
    target = tmp_path / "public"
    publish(target, "start!", RealSystem())
    for _ in range(12):
        command = [sys.executable, "-c", PUBLISHER, target]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            time.sleep(moments.uniform(0, 0.08))
            process.send_signal(signal.SIGKILL)
        assert edition_of(target) is not None
    heal(target)


def test_two_publishers_never_mix(tmp_path: Path) -> None:
    target = tmp_path / "public"
    publish(target, "start!", RealSystem())
    command = [sys.executable, "-c", PUBLISHER, target]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None
        process.stdout.readline()
        refused = ""
        deadline = time.monotonic() + 20
        while not refused and time.monotonic() < deadline:
            try:
                with staged(target, RealSystem()):
                    pass
            except StoreError as error:
                refused = str(error)
        process.kill()
    assert "另一个写入或发布正在进行" in refused
    assert edition_of(target) is not None
    heal(target)
