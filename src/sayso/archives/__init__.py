"""Code archives, file by file, on one machine or a Ray cluster: Parquet out, resumable."""

from sayso.archives.running import Outcome, Plan, default_journals, run
from sayso.archives.shards import Coded, coded_in, inputs_of
from sayso.archives.unit import Limits

__all__ = ["Coded", "Limits", "Outcome", "Plan", "coded_in", "default_journals", "inputs_of", "run"]
