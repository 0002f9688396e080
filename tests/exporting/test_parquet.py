"""Parquet keeps everything an event says, with types, and is read by what people read it with."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given

from sayso.as_json import claim_from_json, event_from_json, event_json
from sayso.exporting.parquet_schema import SCHEMA
from sayso.exporting.parquet_table import as_json_again
from tests.exporting.strategies import reports_with_events
from tests.exporting.test_exporters import Made, few, shelling, written


@few
@given(reports_with_events())
def test_parquet_read_back_gives_the_same_events_and_claims(made: Made) -> None:
    report, claims, event = made
    table = pq.read_table(BytesIO(written("parquet", [event, event], report, claims)))
    first, second = as_json_again(table.to_pylist())
    assert first == second
    assert event_json(event_from_json(first)) == event_json(event)
    assert [claim_from_json(claim) for claim in first["claims"]] == list(claims)


def members(value: Any, path: str = "") -> set[str]:
    """Name every member of a JSON value by its path."""
    if isinstance(value, list):
        return {name for inner in value for name in members(inner, path)}
    if not isinstance(value, dict):
        return {path}
    return {name for key, inner in value.items() for name in members(inner, f"{path}.{key}")}


@few
@given(reports_with_events())
def test_every_member_of_an_event_has_a_column(made: Made) -> None:
    report, claims, event = made
    (told,) = written("jsonl", [event], report, claims).decode().splitlines()
    (row,) = as_json_again(pq.read_table(BytesIO(written("parquet", [event], report, claims))).to_pylist())
    assert members(json.loads(told)) <= members(row)


def test_no_event_is_a_table_with_all_columns_and_no_row() -> None:
    report, claims, _ = shelling()
    table = pq.read_table(BytesIO(written("parquet", [], report, claims)))
    assert (table.num_rows, table.schema.names) == (0, SCHEMA.names)


def test_days_are_days_and_figures_are_numbers() -> None:
    report, claims, event = shelling()
    schema = pq.read_table(BytesIO(written("parquet", [event], report, claims))).schema
    assert schema.field("time").type.field("earliest").type == pa.date32()
    assert schema.field("figures").type.value_type.field("low").type == pa.float64()


def test_pandas_polars_and_duckdb_read_it(tmp_path: Path) -> None:
    report, claims, event = shelling()
    path = tmp_path / "events.parquet"
    path.write_bytes(written("parquet", [event, event], report, claims))
    nested: Any = pd.read_parquet(path)["place"][0]
    assert nested["name"] == "Kherson"
    assert pl.read_parquet(path)["figures"].list.first().struct.field("best").to_list() == [3.0, 3.0]
    found = duckdb.sql(f"select sum(figures[1].best), min(time.earliest)::text from '{path}'").fetchall()
    assert found == [(6.0, "2024-05-08")]
