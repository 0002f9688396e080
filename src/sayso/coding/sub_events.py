"""Give a trigger ACLED's sub-event type where its words leave no doubt, and none where they do."""

from sayso.coding.tree import Tree
from sayso.coding.trigger_matching import Fit, kinds_at, objects_of, subjects_of

# Names as in acled.toml; a test holds the two together.
_BY_MODE = {
    ("ASSAULT", "aerial"): "Air/drone strike",
    ("ASSAULT", "drone"): "Air/drone strike",
    ("ASSAULT", "heavy-weapons"): "Shelling/artillery/missile attack",
    ("ASSAULT", "suicide-attack"): "Suicide bomb",
    ("ASSAULT", "abduct"): "Abduction/forced disappearance",
    ("ASSAULT", "sexual"): "Sexual violence",
    ("PROTEST", "riot"): "Violent demonstration",
    ("RETREAT", "ceasefire"): "Agreement",
}
_DEVICES = frozenset("mine landmine ied roadside car bomb".split())
_TAKES = frozenset("seize capture recapture retake overrun occupy".split())
_FLYING = frozenset({"drone", "missile", "rocket", "uav"})
_CLASHES = frozenset("clash battle firefight gunfight gunbattle skirmish".split())
_HITS_CIVILIANS = frozenset("kill shoot behead stab execute murder massacre gun".split())
_CIVILIANS = frozenset(
    "civilian villager resident farmer trader teacher student pilgrim worshipper woman child boy girl nurse doctor "
    "herder journalist activist priest family refugee".split()
)
_DEMONSTRATES = frozenset({"demo"})
BY_RULE = frozenset(
    {
        *_BY_MODE.values(),
        "Remote explosive/landmine/IED",
        "Armed clash",
        "Attack",
        "Disrupted weapons use",
        "Government regains territory",
        "Non-state actor overtakes territory",
        "Peaceful protest",
    }
)


def sub_event_of(tree: Tree, fit: Fit, event_type: str, mode: str | None) -> str | None:
    """Return the sub-event type of a trigger with its final type and mode."""
    if event_type != fit.pattern.event_type:
        return None
    if fit.pattern.sub_event:
        return fit.pattern.sub_event
    if mode and (event_type, mode) in _BY_MODE:
        return _BY_MODE[event_type, mode]
    if event_type == "ASSAULT":
        return _of_assault(tree, fit, mode)
    if event_type == "PROTEST" and mode in _DEMONSTRATES and _says(tree, fit.head, "peaceful", "peacefully"):
        return "Peaceful protest"
    return None


def _of_assault(tree: Tree, fit: Fit, mode: str | None) -> str | None:
    i = fit.head
    lemma = tree.lemmas[i]
    if mode == "explosives" and any(word in _DEVICES for word in _phrase(tree, fit)):
        return "Remote explosive/landmine/IED"
    if fit.pattern.words == ("shoot", "down") and any(tree.lemmas[o] in _FLYING for o in objects_of(tree, i)):
        return "Disrupted weapons use"
    if lemma in _CLASHES:
        return "Armed clash"
    if lemma in _TAKES and any("PLACE" in kinds_at(tree, o) for o in objects_of(tree, i)):
        return _who_took(tree, i)
    if lemma in _HITS_CIVILIANS and fit.pattern.is_verb and _armed(tree, i) and _hits_civilians(tree, i):
        return "Attack"
    return None


def _phrase(tree: Tree, fit: Fit) -> list[str]:
    own = {tree.lemmas[t] for t in fit.tokens}
    return [*own, *(tree.lemmas[c] for c in tree.children[fit.head])]


def _who_took(tree: Tree, i: int) -> str | None:
    for subject in subjects_of(tree, i):
        words = {tree.lemmas[t] for t in range(tree.left[subject], tree.right[subject] + 1)}
        if words & {"rebel", "insurgent", "militant", "guerrilla", "jihadist", "separatist"}:
            return "Non-state actor overtakes territory"
        if words & {"army", "government", "troop", "police"}:
            return "Government regains territory"
    return None


def _armed(tree: Tree, i: int) -> bool:
    return any("ARMED" in kinds_at(tree, s) for s in subjects_of(tree, i))


def _hits_civilians(tree: Tree, i: int) -> bool:
    return any(tree.lemmas[o] in _CIVILIANS for o in objects_of(tree, i))


def _says(tree: Tree, i: int, *words: str) -> bool:
    return any(tree.words[c] in words for c in tree.children[i])
