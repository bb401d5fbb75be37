"""What the disk refused, in the user's words.

What lives here: turning an OSError into a StoreError that says what to do.
What must not: deciding whether to go on.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jjledger.errors import StoreError, Trouble

UNTOUCHED = "原来的内容没有改动。"

# errno → what happened, what to do
REASONS = {
    errno.ENOSPC: ("磁盘已满。", "请腾出空间后重新运行。"),
    errno.EDQUOT: ("磁盘配额已用完。", "请腾出空间或者提高配额后重新运行。"),
    errno.EACCES: ("没有权限。", "请换一个有权限的用户，或者用 chown 改正文件夹的所有者。"),
    errno.EPERM: ("系统不允许这样做。", "请换一个本地磁盘上的文件夹，它要支持符号链接。"),
    errno.EROFS: ("磁盘是只读的。", "请换一个可以写入的位置。"),
    errno.ENOENT: ("文件或文件夹不存在。", "请检查路径有没有写错。"),
    errno.ENOTDIR: ("路径中有一段不是文件夹。", "请检查路径有没有写错。"),
    errno.EISDIR: ("这是文件夹，不是文件。", "请写出文件的完整路径。"),
    errno.EBUSY: ("文件夹正被系统占用，可能是挂载点。", "请改用它下面的一个文件夹。"),
    errno.ENAMETOOLONG: ("文件名太长。", "请换一个短一些的名称。"),
}


def moved_underneath(root: Path) -> StoreError:
    """Build the refusal of a save during which a person committed.

    Args:
        root: of the repository.
    """
    return StoreError(
        Trouble(
            str(root),
            "写入时有人用 git 提交了别的内容，没有写入。",
            "请重新运行这条命令，核对预览后再写入。",
        )
    )


@contextmanager
def refusing(place: Path, consequence: str = UNTOUCHED) -> Iterator[None]:
    """Raise what the disk refuses inside the block as a StoreError.

    Args:
        place: What the user knows the block's work by.
        consequence: What became of the user's data.

    Raises:
        StoreError: The disk refused.
    """
    try:
        yield
    except OSError as error:
        reason, remedy = REASONS.get(error.errno or 0, ("磁盘读写出错。", "请检查磁盘后重新运行。"))
        detail = f"（{error.filename or place}：{error.strerror or error}）"
        raise StoreError(
            Trouble(place=str(place), what=f"{reason}{detail}{consequence}", remedy=remedy)
        ) from error
