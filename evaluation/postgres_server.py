"""Start a PostgreSQL server for tests and measurements: a data folder and a socket of its own, no network."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

_OWNER = "postgres"
_SETTINGS = ("listen_addresses=", "max_connections=100")
_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def binaries() -> Path | None:
    """Return the folder of the newest server's programs, or None where there is none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


def why_not() -> str | None:
    """Say why no server can be started here, or return None if one can."""
    if binaries() is None:
        return "there is no PostgreSQL server here (Debian: apt-get install postgresql)"
    if os.geteuid() == 0 and _OWNER not in {user.pw_name for user in pwd.getpwall()}:
        return f"PostgreSQL does not run as root, and there is no user {_OWNER} to run it as"
    return None


@contextmanager
def server(durable: bool = False) -> Iterator[str]:
    """Run a server and give the URL of an empty database in it; `durable` keeps what a power cut would lose."""
    programs = binaries()
    assert programs is not None, why_not()
    owner = {"user": _OWNER, "group": _OWNER, "extra_groups": []} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
    if owner:
        shutil.chown(folder, _OWNER, _OWNER)
    data = folder / "data"
    # A language's order differs most from that of characters, which the ledger counts on.
    order = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]
    make = [programs / "initdb", "-D", data, "-U", "sayso", "-A", "trust", "--no-sync", *order]
    subprocess.run(make, check=True, capture_output=True, cwd=folder, **owner)
    options = [f"-c{setting}" for setting in (*_SETTINGS, *(() if durable else _FORGETFUL))]
    with (folder / "log").open("wb") as log:
        running = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", folder, *options], stdout=log, stderr=log, cwd=folder, **owner
        )
    url = f"postgresql://sayso@/postgres?host={folder}"
    try:
        _wait_for(url, running)
        yield url
    finally:
        running.terminate()
        running.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def in_schema(url: str, name: str) -> str:
    """Make an empty schema and return the URL of a ledger in it."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP SCHEMA IF EXISTS "{name}" CASCADE')
        connection.execute(f'CREATE SCHEMA "{name}"')
    return f"{url}&options=-csearch_path%3D{name}"


def _wait_for(url: str, running: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            if running.poll() is not None or time.monotonic() > give_up:
                raise
            time.sleep(0.05)
