CREATE INDEX events_voices_type ON events (event_type, latest) WHERE say_so_count > 1;

CREATE INDEX events_voices_country ON events (country, latest) WHERE say_so_count > 1
