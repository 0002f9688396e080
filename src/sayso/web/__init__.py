"""The desk: search, map, event and report pages and review, served from a ledger to browsers."""
