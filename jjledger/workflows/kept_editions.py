"""That everything that went out is still there, to the byte: nothing is published over what was changed or lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from jjledger.disclosure.period_models import Edition
from jjledger.errors import StoreError, Trouble
from jjledger.workflows.disclose import Published
from jjledger.workflows.sealing import MANIFEST, Sealing

SUMS: Final = "SHA256SUMS"  # of what the edition says
PAPERS: Final = "PAPERS.SHA256"  # of posters and sheets, which carry the root of the former


def verify_editions(published: Published | None, out: Path, recorded: Mapping[str, str]) -> None:
    """Check every edition of a community against its own list and the record of the site.

    Args:
        published: what its folder says is out.
        out: the folder.
        recorded: roots by `<period> <number>` as the site's record has them; empty where there is none.

    Raises:
        StoreError: a file is changed or gone that went out and was not taken away.
    """
    there = {
        f"{code} {edition.number}": (code, edition)
        for code, page in (published.periods.items() if published else ())
        for edition in page.editions
    }
    for key, root in recorded.items():
        if key not in there or there[key][1].root != root:
            raise lost(f"d/{out.name}/{key.replace(' ', '/v')}")
    for code, edition in there.values():
        for name in _wrong(out / code / edition.path, edition):
            raise lost(f"d/{out.name}/{code}/{edition.path}{name}")


def _wrong(folder: Path, edition: Edition) -> Iterator[str]:
    """List the files of an edition that are not what its lists say."""
    sums = folder / SUMS
    if not sums.is_file() or sha256(sums.read_bytes()).hexdigest() != edition.root:
        yield SUMS
        return
    gone = {one.document for one in edition.documents if one.withdrawn}
    for name in (SUMS, PAPERS):
        for digest, path in _listed(folder / name):
            if path.partition("/")[0] in gone:
                continue
            file = folder / path
            if not file.is_file() or sha256(file.read_bytes()).hexdigest() != digest:
                yield path


def verify_logged(published: Published | None, out: Path, sealing: Sealing) -> None:
    """Check every edition that says it is in the log against the log.

    Args:
        published: what the community's folder says is out.
        out: the folder.
        sealing: what the log has of it.

    Raises:
        StoreError: the log has it not, or otherwise.
    """
    for code, page in published.periods.items() if published else ():
        for edition in page.editions:
            if edition.entry is None:
                continue
            known = sealing.of(code, edition.number)
            path = out / code / edition.path / MANIFEST
            told = path.read_bytes() if path.is_file() else b""
            if known is None or known.index != edition.entry or known.manifest.text().encode() != told:
                raise StoreError(
                    Trouble(
                        f"d/{out.name}/{code}/{edition.path}{MANIFEST}",
                        f"这一版说自己是公示登记册第 {edition.entry} 条，登记册里没有这一条，或者内容不同。网站没有改动。",
                        "请从备份恢复登记册（.jjledger/log）或网站的文件夹；两样都不要删了重来，旧海报会证明换过。",
                        "已公示的内容不能改写",
                    )
                )


def sums_of(files: Mapping[str, bytes]) -> bytes:
    """List the SHA-256 of files, as sha256sum writes and checks it."""
    return "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())).encode()


def _listed(sums: Path) -> Iterator[tuple[str, str]]:
    for line in sums.read_text(encoding="utf-8").splitlines() if sums.is_file() else ():
        digest, _, path = line.partition("  ")
        yield digest, path


def lost(path: str) -> StoreError:
    """Refuse to go on over something that was out and is changed or gone."""
    return StoreError(
        Trouble(
            path, "这份已经公示的内容不在网站里了，或者被改动过，与它的校验码不符。网站没有改动。",
            "请从备份恢复网站的文件夹；没有备份的，请换一个 --to 重新公示，并向业主说明。", "已公示的内容不能改写",
        )
    )  # fmt: skip
