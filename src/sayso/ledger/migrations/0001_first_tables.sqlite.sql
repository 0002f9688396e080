CREATE VIRTUAL TABLE event_words USING fts5(
    quotes, titles, parties, sources, places,
    tokenize = 'porter unicode61 remove_diacritics 2'
);
