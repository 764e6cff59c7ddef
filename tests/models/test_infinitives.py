"""English demands as infinitives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.models.infinitives import VERBS, DemandDoubt, bare_infinitive


@pytest.mark.parametrize(
    ("published", "text"),
    [
        ("Urging them to carry out a prompt inquiry;", "carry out a prompt inquiry"),
        ("Calling on the authorities in Ruritania to drop all charges; and", "drop all charges"),
        ("- Urge the Chairman of the Committee to act.", "act"),
        ("iii. Guarantee in all circumstances his safety,", "guarantee in all circumstances his safety"),
        ("2. Put an end to all harassment", "put an end to all harassment"),
        ("Ensuring that she is free", "ensure that she is free"),
        ("Stopping the trial", "stop the trial"),
        ("To immediately release her", "immediately release her"),
        ("Immediately releasing her", "immediately release her"),
        ("immediately and unconditionally releasing her", "immediately and unconditionally release her"),
        ("Do not extradite her", "not extradite her"),
        ("Not to extradite her", "not extradite her"),
        ("Stop harassing and intimidating her", "stop harassing and intimidating her"),
        ("Free all those held by the U.S.;", "free all those held by the U.S."),
        ("Please release her", "release her"),
        ("appealing to you to grant\n her bail", "grant her bail"),
        ("release her", "release her"),
    ],
)
def test_gerunds_and_imperatives_become_infinitives(published: str, text: str) -> None:
    assert bare_infinitive(published) == bare_infinitive(text)
    assert bare_infinitive(published).text == text
    assert bare_infinitive(published).doubts == ()


@pytest.mark.parametrize(
    ("published", "doubts"),
    [
        ("An end to torture", (DemandDoubt.NO_VERB,)),
        ("Calling for an inquiry", (DemandDoubt.NO_VERB,)),
        ("Ana Silva be released", (DemandDoubt.NO_VERB,)),
        ("Expressing concern that she is ill", (DemandDoubt.NO_VERB,)),
        ("ensure that they are safe", (DemandDoubt.PRONOUN,)),
        ("release her and ensuring that she is safe", (DemandDoubt.OTHER_FORM,)),
        ("immediately Ana Silva", (DemandDoubt.NO_VERB,)),
    ],
)
def test_what_is_not_certain_stays_as_it_is_and_is_doubted(published: str, doubts: tuple[DemandDoubt, ...]) -> None:
    assert bare_infinitive(published).text == published
    assert bare_infinitive(published).doubts == doubts


@given(verb=st.sampled_from(sorted(VERBS)), rest=st.text("abc XYZ", max_size=20))
def test_an_infinitive_stays_one(verb: str, rest: str) -> None:
    once = bare_infinitive(f"{verb} {rest}")

    assert once.text.startswith(verb)
    assert bare_infinitive(once.text) == once
