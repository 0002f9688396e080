"""Makes the attribution reader: who says what, read off a window of a report."""
