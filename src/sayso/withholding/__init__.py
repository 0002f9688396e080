"""Withhold names: what a ledger or a coding says, with the names of private people replaced wherever they stand."""

from sayso.withholding.withheld import Names, Withholding, without_names

__all__ = ["Names", "Withholding", "without_names"]
