CREATE INDEX events_voices ON events (latest, id) WHERE say_so_count > 1;

CREATE INDEX events_standing ON events (standing, latest)
