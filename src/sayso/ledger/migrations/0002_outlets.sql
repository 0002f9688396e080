-- An outlet's earlier reports say which of several namesakes it means.
CREATE INDEX reports_outlet ON reports (outlet)
