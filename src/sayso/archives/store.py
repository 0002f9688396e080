"""Keep finished files in a folder, on this machine or wherever fsspec reaches: a file is there whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any

from fsspec.core import url_to_fs

from sayso.errors import UsageError
from sayso.whole_files import written_whole


@dataclass(frozen=True, slots=True)
class Store:
    """A folder by its path or fsspec URL (`s3://bucket/folder`)."""

    url: str

    def names(self, folder: str = "") -> list[str]:
        """List the files in a folder, in order; none if there is no such folder."""
        system, root = self._opened()
        where = f"{root}/{folder}".rstrip("/")
        if not system.exists(where):
            return []
        return sorted(PurePosixPath(name).name for name in system.ls(where, detail=False) if system.isfile(name))

    def read(self, name: str) -> bytes:
        """Return a file's bytes."""
        system, root = self._opened()
        return bytes(system.cat_file(f"{root}/{name}"))

    def put(self, local: Path, name: str) -> None:
        """Take over a finished local file. On a disk it gets its name in one step; object stores do that themselves."""
        system, root = self._opened()
        target = f"{root}/{name}"
        system.makedirs(str(PurePosixPath(target).parent), exist_ok=True)
        if _is_local(system):
            with written_whole(Path(target)) as partial:
                system.put_file(str(local), str(partial))
        else:
            system.put_file(str(local), target)

    def _opened(self) -> tuple[Any, str]:
        try:
            system, root = url_to_fs(self.url)
        except (ImportError, ValueError) as error:
            raise UsageError(
                f"{self.url} can't be used: {error}. Name a folder, or install what it asks for."
            ) from error
        return system, str(root).rstrip("/")


def files_in(inputs: list[str]) -> list[str]:
    """List the files that inputs name: a file or fsspec URL itself, a folder's files at any depth, in order, each once.

    Raises:
        UsageError: an input does not exist or holds no file.
    """
    found: dict[str, None] = {}
    for given in inputs:
        system, path = Store(given)._opened()
        if system.isdir(path):
            names = [name for name in system.find(path) if not PurePosixPath(name).name.startswith(".")]
        else:
            names = system.glob(path) if any(c in path for c in "*?[") else [path] * system.exists(path)
        if not names:
            raise UsageError(f"{given} names no file. Check the path.")
        found.update(
            dict.fromkeys(name if _is_local(system) else system.unstrip_protocol(name) for name in sorted(names))
        )
    return list(found)


@contextmanager
def local_copy(name: str) -> Iterator[Path]:
    """Give a file on this machine: itself, or a copy of what a URL leads to that is gone afterwards."""
    system, path = Store(name)._opened()
    if _is_local(system):
        yield Path(path)
        return
    with TemporaryDirectory(prefix="sayso-") as folder:
        copy = Path(folder) / PurePosixPath(path).name
        with system.open(path, "rb") as source, copy.open("wb") as target:
            copyfileobj(source, target)
        yield copy


def _is_local(system: Any) -> bool:
    return "file" in ((system.protocol,) if isinstance(system.protocol, str) else system.protocol)
