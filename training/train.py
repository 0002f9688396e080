"""Train the trigger reader from data to file.

    python -m training.train --data FOLDER                    # FOLDER holds the public corpora
    python -m training.train --data FOLDER --without plv      # leave a source out
    python -m training.train --data FOLDER --scores-only      # print the scores, write nothing

It first learns who does what to whom from EWT's PropBank roles, then what our rules know (the lexicons' examples, and
news that the rules code), then all heads from our own sentences, each time with a share of EWT mixed in.
Checkpoints in `training/checkpoints` let an interrupted run go on. A tenth of our sentences is never trained on: it
sets the temperature, and its scores are those of the file that ships.
"""

import argparse
import hashlib
import json
import random
from collections.abc import Sequence
from pathlib import Path

import structlog
import torch

from training import calibration, measure
from training.examples import Example, ewt, labels_known, own
from training.export import export, exported_answers, same_type
from training.fitting import Plan, answers, fit
from training.network import TriggerReader, tokenizer
from training.weak import by_rules, lexicon_examples, news_texts, plv, private, unmarked

HERE = Path(__file__).parent
CHECKPOINTS = HERE / "checkpoints"
MODEL = HERE.parent / "src" / "sayso" / "resources" / "models" / "trigger_reader"
ROLES_PLAN = Plan(epochs=5, rate=1.5e-4)
RULES_PLAN = Plan(epochs=1, rate=6e-5)
TRIGGERS_PLAN = Plan(epochs=4, rate=8e-5)
_SHARE_OF_EWT = 0.3
# Enough of what rules can label to show the words in use; all of it costs four times as long.
_SHARE_OF_NEWS = 0.25
_PRIVATE = 3000
_log = structlog.get_logger()


def main(data: Path | None, without: Sequence[str], scores_only: bool) -> None:
    """Run all stages and print the scores of the tenth held out; write the model too, if wanted."""
    torch.set_num_threads(torch.get_num_threads())
    torch.manual_seed(TRIGGERS_PLAN.seed)
    ours = list(own(HERE / "sentences"))
    labels_known(ours)
    roles: list[Example] = []
    types = list(unmarked(HERE / "sentences"))
    if data is not None and "ewt" not in without:
        roles = list(ewt(data / "ewt_srl.jsonl"))
        types += private(data / "ewt_srl.jsonl", _PRIVATE, TRIGGERS_PLAN.seed)
    if data is not None and "plv" not in without:
        types += plv(data / "plv_train.jsonl")
    rules = list(lexicon_examples())
    if data is not None and "news" not in without:
        texts = news_texts(data)
        rules += by_rules(random.Random(TRIGGERS_PLAN.seed).sample(texts, int(_SHARE_OF_NEWS * len(texts))))
    network = trained([*ours, *types], roles, rules)
    tested = [example for example in (*ours, *roles) if example.fold == 0]
    pieces = tokenizer()
    said = answers(network, tested, pieces)
    divisor = calibration.temperature(tested, said)
    scores = {
        **measure.type_scores(tested, said),
        **measure.span_scores(tested, said, pieces),
        "temperature": divisor,
        "calibration error": calibration.calibration_error(tested, said, divisor),
    }
    if not scores_only:
        export(network, MODEL, divisor)
        exported = exported_answers(MODEL, tested)
        scores["same type as the float model"] = same_type(said, exported)
        (HERE / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(scores, indent=1))


def trained(triggers: Sequence[Example], roles: Sequence[Example], rules: Sequence[Example]) -> TriggerReader:
    """Return a network trained on all folds but the first, stage after stage."""
    network = TriggerReader()
    learnt = [example for example in roles if example.fold != 0]
    some = random.Random(TRIGGERS_PLAN.seed).sample(learnt, int(_SHARE_OF_EWT * len(learnt)))
    if learnt:
        _stage(network, "roles", learnt, ROLES_PLAN)
    _stage(network, "rules", [*rules, *some], RULES_PLAN)
    _stage(network, "triggers", [*(example for example in triggers if example.fold != 0), *some], TRIGGERS_PLAN)
    return network


def _stage(network: TriggerReader, name: str, examples: Sequence[Example], plan: Plan) -> None:
    """Fit one stage, or take up the checkpoint that a run with the same examples and plan left."""
    key = f"{_digest_of(network)}-{hash_of(examples)}-{plan.epochs}-{plan.rate}-{plan.seed}"
    file = CHECKPOINTS / f"{name}-{key}.pt"
    if file.exists():
        network.load_state_dict(torch.load(file, weights_only=True))
        _log.info("stage taken up from a checkpoint", stage=name)
        return
    _log.info("stage begins", stage=name, examples=len(examples))
    fit(network, examples, plan)
    CHECKPOINTS.mkdir(exist_ok=True)
    torch.save(network.state_dict(), file)


def _digest_of(network: TriggerReader) -> str:
    """Return a short digest of the weights a stage starts from."""
    weights = network.state_dict()["encoder.embeddings.word_embeddings.weight"]
    return hashlib.sha256(weights.numpy().tobytes()).hexdigest()[:8]


def hash_of(examples: Sequence[Example]) -> str:
    """Return a short digest of the examples."""
    return hashlib.sha256(repr(examples).encode()).hexdigest()[:12]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of ewt_srl, plv_train, polnear_train and ecbplus_train")
    parser.add_argument(
        "--without", action="append", default=[], metavar="NAME", help="leave a source out: ewt, plv or news"
    )
    parser.add_argument("--scores-only", action="store_true", help="print the scores, write nothing")
    arguments = parser.parse_args()
    main(arguments.data, arguments.without, arguments.scores_only)
