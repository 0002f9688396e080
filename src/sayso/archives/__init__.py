"""Code archives, file by file, on one machine or a Ray cluster: Parquet out, resumable."""

from sayso.archives.running import Outcome, Plan, run
from sayso.archives.shards import Coded, coded_in, inputs_of

__all__ = ["Coded", "Outcome", "Plan", "coded_in", "inputs_of", "run"]
