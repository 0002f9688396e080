"""The commands that come in groups: `sayso review …`, `sayso ledger …`. Like cli.py, they print."""
