"""Run `python -m evaluation.times_gold`."""

from evaluation.times_gold import main

main()
