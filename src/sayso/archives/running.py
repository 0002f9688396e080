"""Code all files of an archive that are not done yet, in this process or by workers on Ray."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.archives.shards import DONE
from sayso.archives.store import Store, files_in
from sayso.archives.unit import Done, Limits, code_unit, unit_name
from sayso.coding import Coder
from sayso.errors import UsageError
from sayso.reading import ReadingOptions

MakeCoder = Callable[[], Coder]
# Two workers that ask for a whole processor each leave none for Ray's own reading and writing on a laptop with two.
_SHARE_OF_A_PROCESSOR = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """Which files, where to, by how many workers, and on which Ray cluster, if any."""

    inputs: tuple[str, ...]
    out: str
    workers: int
    address: str | None
    limits: Limits


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many files were done before, and what became of each file since, as it comes."""

    known: int
    done: Iterator[Done]
    waiting: int


def run(plan: Plan, options: ReadingOptions, make_coder: MakeCoder) -> Outcome:
    """Code what is not done yet. Every process makes its coder once, from the same files.

    Raises:
        UsageError: an input is missing, Ray is needed and not installed, or another version did those done so far.
    """
    store = Store(plan.out)
    files = files_in(list(plan.inputs))
    finished = store.names(DONE)
    markers = set(finished)
    waiting = [path for path in files if f"{unit_name(path)}.json" not in markers]
    known = len(files) - len(waiting)
    if not waiting:
        return Outcome(known, iter(()), 0)
    if plan.workers > 1 or plan.address:
        if finished:
            _require_same_coder(store, finished[0], make_coder())
        return Outcome(known, _on_ray(waiting, plan, options, make_coder), len(waiting))
    coder = make_coder()
    if finished:
        _require_same_coder(store, finished[0], coder)
    done = (code_unit(path, coder, options, plan.limits, store) for path in waiting)
    return Outcome(known, done, len(waiting))


def _on_ray(files: Sequence[str], plan: Plan, options: ReadingOptions, make_coder: MakeCoder) -> Iterator[Done]:
    try:
        import ray
    except ImportError as error:
        raise UsageError(
            "More than one worker needs Ray. Install it with: pip install 'sayso[batch]'. Or leave --workers at 1."
        ) from error
    ray.init(address=plan.address, log_to_driver=False, include_dashboard=False, configure_logging=False)
    try:
        units = ray.data.from_items([{"path": path} for path in files], override_num_blocks=len(files))
        coded = units.map_batches(
            _Worker,
            fn_constructor_args=(make_coder, options, plan.limits, plan.out),
            batch_size=1,
            concurrency=plan.workers,
            num_cpus=_SHARE_OF_A_PROCESSOR,
        )
        for row in coded.iter_rows():
            yield Done(row["input"], row["reports"], row["claims"], row["problems"])
    finally:
        ray.shutdown()


class _Worker:
    """Holds a coder as long as the process lives and codes one file a call."""

    def __init__(self, make_coder: MakeCoder, options: ReadingOptions, limits: Limits, out: str) -> None:
        self._coder = make_coder()
        self._options = options
        self._limits = limits
        self._store = Store(out)

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        done = [code_unit(str(p), self._coder, self._options, self._limits, self._store) for p in batch["path"]]
        return {name: [getattr(one, name) for one in done] for name in ("input", "reports", "claims", "problems")}


def _require_same_coder(store: Store, marker: str, coder: Coder) -> None:
    before = json.loads(store.read(f"{DONE}/{marker}"))["coder"]
    if before != dict(coder.digests):
        raise UsageError(
            f"{store.url} was begun with other lexicons, another model or gazetteer. Name another --out folder, "
            "or install the version that began it."
        )


def default_journals(out: str) -> Path:
    """Return where workers note what they are at: beside the shards on a disk, else in the folder they run in."""
    return Path(out if "://" not in out else ".") / "unfinished"
