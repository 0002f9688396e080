"""Fail a change that lowers a figure under floors.json: what can be measured without the public corpora."""

import sys

from evaluation.report import main

if __name__ == "__main__":
    sys.exit(main(data=None, save=None))
