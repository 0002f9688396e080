CREATE TEXT SEARCH DICTIONARY sayso_stems (TEMPLATE = snowball, LANGUAGE = english);

CREATE TEXT SEARCH CONFIGURATION sayso (COPY = simple);

ALTER TEXT SEARCH CONFIGURATION sayso ALTER MAPPING FOR asciiword, word, numword WITH sayso_stems;

CREATE TABLE event_words (
    rowid BIGINT NOT NULL PRIMARY KEY,
    quotes TSVECTOR NOT NULL,
    titles TSVECTOR NOT NULL,
    parties TSVECTOR NOT NULL,
    sources TSVECTOR NOT NULL,
    places TSVECTOR NOT NULL
);

CREATE INDEX event_words_quotes ON event_words USING gin (quotes);

CREATE INDEX event_words_titles ON event_words USING gin (titles);

CREATE INDEX event_words_parties ON event_words USING gin (parties);

CREATE INDEX event_words_sources ON event_words USING gin (sources);

CREATE INDEX event_words_places ON event_words USING gin (places);

CREATE INDEX events_latest_first ON events (latest DESC NULLS LAST, id DESC)
