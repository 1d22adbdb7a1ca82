"""The vocabularies hold the codes of the published lists, and say what is wrong with any other."""

import copy
import json
import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain import vocabulary
from factcheck.domain.vocabulary import (
    Act,
    ClaimKind,
    Credibility,
    NumberMethod,
    PartyKind,
    Qualifier,
    Reliability,
    Response,
    Scale,
    SourceKind,
    Stance,
    StandardOfProof,
    Status,
    Tlp,
    Vocabulary,
)
from factcheck.errors import UnknownCode

CODES: dict[type[Vocabulary], str] = {
    Status: "unverified in-review corroborated verified disputed refuted unverifiable withdrawn",
    ClaimKind: "number abuse responsibility targeting denial characterization event assistance",
    Act: "torture arrest detention disappearance abduction mass-roundup extrajudicial-execution "
    "death-in-detention death-threats extortion killing beating harassment deprivation-of-food "
    "discriminatory-treatment other",
    SourceKind: "article article-journal article-magazine article-newspaper bill book broadcast "
    "chapter classic collection dataset document entry entry-dictionary entry-encyclopedia event "
    "figure graphic hearing interview legal_case legislation manuscript map motion_picture "
    "musical_score pamphlet paper-conference patent performance periodical personal_communication "
    "post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage",
    Stance: "supports confirms disputes refutes qualifies corrects mentions",
    Reliability: "A B C D E F",
    Credibility: "1 2 3 4 5 6",
    StandardOfProof: "reasonable-suspicion reasonable-grounds balance-of-probabilities "
    "clear-and-convincing beyond-reasonable-doubt",
    Response: "states-act denies-act denies-responsibility explains-otherwise "
    "accepts-responsibility other unknown",
    Qualifier: "exact about at-least more-than at-most fewer-than between magnitude",
    NumberMethod: "count estimate",
    Tlp: "clear green amber amber+strict red",
    PartyKind: "person organisation",
}
MEMBERS: list[Vocabulary] = [member for listed in CODES for member in listed]
"""Every member of every vocabulary."""


def test_every_vocabulary_is_tested() -> None:
    defined = {
        found
        for found in vars(vocabulary).values()
        if isinstance(found, type) and issubclass(found, Vocabulary) and len(found)
    }
    assert defined == CODES.keys()


@pytest.mark.parametrize(("listed", "codes"), CODES.items(), ids=lambda value: str(value)[:20])
def test_the_codes_and_their_order(listed: type[Vocabulary], codes: str) -> None:
    assert [member.code for member in listed] == codes.split()
    assert listed.WHAT
    assert listed.PUBLISHED


@pytest.mark.parametrize("member", MEMBERS, ids=repr)
def test_a_member_is_its_code_and_explains_itself(member: Vocabulary) -> None:
    assert type(member.code) is str
    assert member == member.code == member.value == str(member) == f"{member}"
    assert json.loads(json.dumps(member)) == member.code
    assert type(member).read(member.code) is member
    assert copy.deepcopy(member) is member
    assert pickle.loads(pickle.dumps(member)) is member
    assert member.label[0].isupper()
    assert not member.label.endswith(".")
    assert member.definition[0].isupper()
    assert member.definition.endswith(".")


@pytest.mark.parametrize("listed", CODES)
def test_labels_tell_members_apart(listed: type[Vocabulary]) -> None:
    assert len({member.label for member in listed}) == len(listed)
    assert len({member.definition for member in listed}) == len(listed)


@given(listed=st.sampled_from(list(CODES)), code=st.text())
def test_any_other_text_is_refused_with_the_legal_codes(
    listed: type[Vocabulary], code: str
) -> None:
    if code in CODES[listed].split():
        return
    with pytest.raises(UnknownCode) as refused:
        listed.read(code)
    assert refused.value.sentence == f"“{code}” is not a {listed.WHAT}."
    assert refused.value.hint == f"Use one of: {', '.join(CODES[listed].split())}."
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    ("listed", "code"),
    [(Status, "Verified"), (Status, "verified "), (Reliability, "a"), (SourceKind, "legal-case")],
)
def test_a_code_is_spelt_exactly(listed: type[Vocabulary], code: str) -> None:
    with pytest.raises(UnknownCode):
        listed.read(code)


@pytest.mark.parametrize("scale", [StandardOfProof, Tlp])
def test_a_scale_goes_by_rank_and_not_by_letter(scale: type[Scale]) -> None:
    members = list(scale)
    assert [member.rank for member in members] == [1, 2, 3, 4, 5]
    for low, high in pairwise(members):
        assert low < high
        assert low <= high
        assert high > low
        assert high >= low
        assert [high < low, high <= low, low > high, low >= high] == [False] * 4
        assert low <= low
        assert low >= low
        assert low < high.code
        assert high.code > low
    assert sorted(members, key=str) != members
    assert sorted(members) == members
    assert max(members) is members[-1]


def test_a_scale_is_not_compared_with_anything_else() -> None:
    with pytest.raises(UnknownCode):
        _ = Tlp.AMBER < Status.VERIFIED


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (Act.TORTURE, "020111110000"),
        (Act.ARREST, "030101000000"),
        (Act.DETENTION, "030102000000"),
        (Act.DISAPPEARANCE, "030103000000"),
        (Act.ABDUCTION, "030104000000"),
        (Act.MASS_ROUNDUP, "030107000000"),
        (Act.EXTRAJUDICIAL_EXECUTION, "010101020000"),
        (Act.DEATH_IN_DETENTION, "010106010000"),
        (Act.DEATH_THREATS, "020103020000"),
        (Act.EXTORTION, "130101040000"),
        (Act.KILLING, None),
        (Act.BEATING, None),
        (Act.HARASSMENT, None),
        (Act.DEPRIVATION_OF_FOOD, None),
        (Act.DISCRIMINATORY_TREATMENT, None),
        (Act.OTHER, None),
    ],
)
def test_acts_in_huridocs_micro_thesaurus_4(act: Act, code: str | None) -> None:
    assert act.huridocs == code


def test_responses_in_huridocs_micro_thesaurus_28() -> None:
    assert {response.code: response.huridocs for response in Response} == {
        "states-act": "010100000000",
        "denies-act": "010200000000",
        "denies-responsibility": "010300000000",
        "explains-otherwise": "010400000000",
        "accepts-responsibility": "010500000000",
        "other": "900000000000",
        "unknown": "990000000000",
    }


@pytest.mark.parametrize(
    ("stance", "supports", "opposes", "term"),
    [
        (Stance.SUPPORTS, True, False, "supports"),
        (Stance.CONFIRMS, True, False, "confirms"),
        (Stance.DISPUTES, False, True, "disputes"),
        (Stance.REFUTES, False, True, "refutes"),
        (Stance.QUALIFIES, False, False, "qualifies"),
        (Stance.CORRECTS, False, True, "corrects"),
        (Stance.MENTIONS, False, False, "discusses"),
    ],
)
def test_which_way_a_stance_counts(
    stance: Stance, supports: bool, opposes: bool, term: str
) -> None:
    assert (stance.supports, stance.opposes) == (supports, opposes)
    assert stance.iri == f"http://purl.org/spar/cito/{term}"


@pytest.mark.parametrize(
    ("qualifier", "properties"),
    [
        (Qualifier.EXACT, ("value",)),
        (Qualifier.ABOUT, ("value",)),
        (Qualifier.AT_LEAST, ("minValue",)),
        (Qualifier.MORE_THAN, ("minValue",)),
        (Qualifier.AT_MOST, ("maxValue",)),
        (Qualifier.FEWER_THAN, ("maxValue",)),
        (Qualifier.BETWEEN, ("minValue", "maxValue")),
        (Qualifier.MAGNITUDE, ("minValue",)),
    ],
)
def test_qualifiers_in_schema_org(qualifier: Qualifier, properties: tuple[str, ...]) -> None:
    assert qualifier.schema_org == properties


def test_parties_in_schema_org() -> None:
    assert [kind.schema_org for kind in PartyKind] == ["Person", "Organization"]


def test_what_a_sheet_prints() -> None:
    assert Status.UNVERIFIED.label == "Not independently verified"
    assert ClaimKind.ABUSE.heading == "Acts of abuse"
    assert len({kind.heading for kind in ClaimKind}) == len(ClaimKind)
    assert Credibility.read("1").label == "Confirmed by other sources"
    assert Reliability.F.label == "Reliability cannot be judged"
    assert SourceKind.ARTICLE_NEWSPAPER.label == "Newspaper article"
