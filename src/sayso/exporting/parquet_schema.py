"""The typed, nested columns of an event in Parquet: those of its JSON, with days as days."""

import pyarrow as pa

_TEXT, _NUMBER, _DAY, _OFFSET = pa.string(), pa.float64(), pa.date32(), pa.int64()


def _struct(**fields: pa.DataType) -> pa.DataType:
    return pa.struct(list(fields.items()))


_SPAN = _struct(start=_OFFSET, end=_OFFSET, text=_TEXT)
_SPANS = pa.list_(_SPAN)
_TEXTS = pa.list_(_TEXT)
_ACLED = _struct(event_type=_TEXT, sub_event_type=_TEXT)


def _time(quoted: bool) -> pa.DataType:
    return _with_spans(quoted, earliest=_DAY, latest=_DAY, basis=_TEXT)


def _place(quoted: bool) -> pa.DataType:
    return _with_spans(
        quoted,
        name=_TEXT,
        admin1=_TEXT,
        country=_TEXT,
        latitude=_NUMBER,
        longitude=_NUMBER,
        precision=_TEXT,
        gazetteer_id=_TEXT,
    )


def _actor(quoted: bool, **more: pa.DataType) -> pa.DataType:
    return _with_spans(quoted, name=_TEXT, country=_TEXT, sector=_TEXT, identifier=_TEXT, **more)


def _figure(quoted: bool, **more: pa.DataType) -> pa.DataType:
    return _with_spans(
        quoted,
        counts=_TEXT,
        low=_NUMBER,
        high=_NUMBER,
        of=_TEXT,
        period=_time(quoted),
        cumulative=pa.bool_(),
        **more,
    )


def _with_spans(quoted: bool, **fields: pa.DataType) -> pa.DataType:
    """Return a struct with the quotes before its fields, where it is of a claim: an event's own parts have none."""
    return _struct(spans=_SPANS, **fields) if quoted else _struct(**fields)


_CLAIM = _struct(
    id=_TEXT,
    report=_struct(id=_TEXT, url=_TEXT, outlet=_TEXT, title=_TEXT, published=_DAY, source_id=_TEXT),
    sentence=_SPAN,
    trigger=_SPAN,
    event_type=_TEXT,
    mode=_TEXT,
    acled=_ACLED,
    actors=pa.list_(_actor(True)),
    recipients=pa.list_(_actor(True)),
    place=_place(True),
    time=_time(True),
    figures=pa.list_(_figure(True)),
    attributions=pa.list_(
        _struct(
            source=_SPANS, cue=_SPANS, content=_SPANS, channel=_TEXT, channel_kind=_TEXT, name=_TEXT, actor=_actor(True)
        )
    ),
    certainty=_TEXT,
    score=_NUMBER,
)
_PARTY = _actor(False, claims=_TEXTS, named_by=_TEXTS)
_GIVEN = _figure(False, claim=_TEXT, source=_TEXT, as_of=_DAY, superseded=pa.bool_())

SCHEMA = pa.schema(
    list(
        _struct(
            id=_TEXT,
            event_type=_TEXT,
            mode=_TEXT,
            acled=_ACLED,
            place=_place(False),
            time=_time(False),
            actors=pa.list_(_PARTY),
            recipients=pa.list_(_PARTY),
            figures=pa.list_(
                _struct(
                    counts=_TEXT, low=_NUMBER, best=_NUMBER, high=_NUMBER, cumulative=pa.bool_(), given=pa.list_(_GIVEN)
                )
            ),
            say_sos=pa.list_(
                _struct(
                    source=_TEXT,
                    actor=_actor(False),
                    channel=_TEXT,
                    certainty=_TEXT,
                    side=_TEXT,
                    claims=_TEXTS,
                    reports=_TEXTS,
                    first_report=_TEXT,
                )
            ),
            reports=_TEXTS,
            copies=_TEXTS,
            standing=_TEXT,
            decisions=_TEXTS,
            claims=pa.list_(_CLAIM),
            covers=_TEXTS,
            corrections=_TEXTS,
        )
    )
)
