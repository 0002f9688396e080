"""How sure the source is: by the words beside a trigger, the words that govern it, and who says so."""

from functools import cache

import pytest
from spacy.tokens import Doc, Token

from sayso.coding.attribution import find_attributions
from sayso.coding.certainty import certainty_of
from sayso.coding.factuality import factuality_of, happened
from sayso.coding.sentences import language
from sayso.records import Certainty
from sayso.resources.lexicons import Row, lexicon


@cache
def parse(text: str) -> Doc:
    return language()(text)


def word(text: str, trigger: str) -> Token:
    return next(token for token in parse(text) if token.text == trigger)


def certainty(text: str, trigger: str) -> Certainty:
    return certainty_of(word(text, trigger), parse(text), find_attributions(parse(text)))


@pytest.mark.parametrize("row", lexicon("certainty"), ids=lambda row: f"{row.line}-{row.pattern}")
def test_every_sign_does_what_its_example_says(row: Row) -> None:
    assert certainty(row.example, row.get("trigger")) == row.get("certainty")


def test_the_lexicon_holds_the_signs_we_promise() -> None:
    assert len(lexicon("certainty")) >= 120


@pytest.mark.parametrize(
    ("expected", "trigger", "text"),
    [
        ("asserted", "killed", "Twenty people were killed in the attack, police said."),
        ("asserted", "attack", "Twenty people were killed in the attack, police said."),
        ("asserted", "killing", "The council condemned the killing of 20 villagers."),
        ("asserted", "condemned", "The council condemned the killing of 20 villagers."),
        ("asserted", "threatened", "The militia threatened to strike the port."),
        ("asserted", "demanded", "Protesters demanded the release of political prisoners."),
        ("asserted", "denied", "Kyiv denied shelling the dam."),
        ("asserted", "jailed", "Thousands protested after the court jailed the mayor."),
        ("asserted", "hit", "Hundreds fled as shells hit the town."),
        ("asserted", "shelling", "The shelling did not stop."),
        ("asserted", "attack", "The group claimed responsibility for the attack."),
        ("hedged", "attacked", "Rebels are believed to have attacked the depot."),
        ("hedged", "fired", "Reports suggest that troops fired on the crowd."),
        ("hedged", "killed", "At least 20 people may have been killed."),
        ("hedged", "wounded", "Soldiers may have killed two men and wounded a third."),
        ("hedged", "shelling", "Kyiv accused Moscow of shelling the dam."),
        ("denied", "shelled", "Kyiv denied that its forces had shelled the dam."),
        ("denied", "attack", "Moscow denied the attack."),
        ("denied", "attack", "There was no attack, the governor said."),
        ("denied", "attacked", '"We have not attacked the school," the general said.'),
        ("denied", "hold", "The two sides failed to hold talks."),
        ("denied", "arrested", "No one was arrested."),
        ("denied", "attack", "The rebels have no plans to attack the capital."),
        ("planned", "march", "Opposition parties said they would march on the capital on Saturday."),
        ("planned", "withdraw", "The general promised that his troops would withdraw."),
        ("planned", "hold", "The two sides agreed to hold talks in Geneva."),
        ("planned", "attack", "Militants were planning an attack on the embassy, police said."),
        ("planned", "disperse", "Police fired tear gas to disperse the crowd."),
        ("threatened", "strike", "The union threatened a strike."),
        ("threatened", "attack", "The commander warned that his forces would attack the port."),
        ("threatened", "respond", '"We will respond with force," the general warned.'),
        ("called_for", "release", "Protesters demanded the release of political prisoners."),
        ("called_for", "ceasefire", "The envoys called for an immediate ceasefire."),
        ("called_for", "withdraw", "The army must withdraw its troops, the minister said."),
        ("hypothetical", "respond", "If the rebels attack, the army would respond."),
        ("hypothetical", "attack", "Could rebels attack the capital?"),
        ("hypothetical", "Hit", "Rebels Hit Capital?"),
        ("asserted", "evicted", "Residents woke to find that the council had evicted forty families."),
        ("asserted", "pass", "The guards allowed the column to pass."),
        ("hedged", "evacuation", 'State television showed a "voluntary evacuation" of the camp.'),
        ("hedged", "evacuation", "State television showed what it called an evacuation of the camp."),
        ("hedged", "abducted", "The nurse is said to have been abducted."),
        ("hedged", "shelled", "According to rumours, the army shelled the town."),
        ("hedged", "bombed", "If the reports are true, the convoy was bombed."),
        ("hedged", "reached", "The rebels may not have reached the bridge."),
        ("denied", "massacre", "The alleged massacre never took place, a panel found."),
        ("denied", "resign", "The mayor rebuffed demands to resign."),
        ("denied", "returned", "Hardly any of the refugees have returned."),
        ("denied", "intervened", "Neither the police nor the army intervened."),
        ("denied", "withdrew", "The rebels neither attacked nor withdrew."),
        ("planned", "strike", "Teachers will strike on Thursday unless the ministry pays them."),
        ("threatened", "sink", "The admiral vowed to sink any ship that entered the bay."),
        ("planned", "withdraw", "The admiral vowed to withdraw his ships."),
        ("threatened", "shoot", '"Leave by noon or we will shoot," a voice said over the loudspeaker.'),
        ("threatened", "shell", "He gave the garrison until dawn, saying he would otherwise shell the town."),
        ("hypothetical", "attack", "The envoy warned that the rebels would attack the port."),
        ("called_for", "evacuate", "The governor told residents to evacuate."),
        ("called_for", "closed", "Petitioners insisted that the mine be closed."),
        ("called_for", "tried", "Lawyers want the general to be tried in The Hague."),
        ("called_for", "Lift", '"Lift the siege now," read a banner over the gate.'),
        ("hypothetical", "fired", "Had the guards fired, dozens would have died."),
        ("hypothetical", "died", "Had the guards fired, dozens would have died."),
        ("hypothetical", "fall", "Were the troops to withdraw, the camp would fall within a day, he said."),
        ("hypothetical", "invasion", "Any invasion would unite the island, the professor argued."),
        ("hypothetical", "unite", "Any invasion would unite the island, the professor argued."),
        ("hypothetical", "deserts", "Any soldier who deserts faces prison."),
        ("hypothetical", "double", "If the strait closes, prices will double, traders said."),
    ],
)
def test_certainty_is_as_the_source_puts_it(expected: str, trigger: str, text: str) -> None:
    assert certainty(text, trigger) == expected


def test_a_failure_that_is_denied_is_a_success() -> None:
    assert certainty("The rebels did not fail to seize the bridge.", "seize") is Certainty.ASSERTED


def test_negation_of_saying_leaves_the_matter_open() -> None:
    assert certainty("The ministry did not say that the army shelled the town.", "shelled") is Certainty.HEDGED


def test_a_denial_bears_on_a_quotation_that_runs_on() -> None:
    text = '"No shell of ours fell there," the general denied. "Our men shelled the hills."'
    assert certainty(text, "shelled") is Certainty.DENIED


def test_what_happened_scores_above_what_may_have_and_that_above_what_did_not() -> None:
    happened = factuality_of(word("The army shelled the town.", "shelled"))
    perhaps = factuality_of(word("The army may have shelled the town.", "shelled"))
    did_not = factuality_of(word("The army has not shelled the town.", "shelled"))
    assert 3 >= happened > perhaps > did_not >= -3


def test_what_is_announced_is_held_for_a_fact_but_has_not_happened() -> None:
    announced = word("The union will march on Friday.", "march")
    assert factuality_of(announced) > 2
    assert happened(announced) < 0 < happened(word("The union marched on Friday.", "marched"))
