from hypothesis import given
from hypothesis import strategies as st

from bot.notebooks.changes import Change, changes
from bot.notebooks.facts import Facts, Library, Metric, Parameter
from bot.notebooks.looking import look
from bot.notebooks.words import change
from bot.texts import language
from tests.unit.notebooks.making import code, notebook

NAMES = st.sampled_from(["lr", "epochs", "seed", "r"])
FACTS = st.builds(
    Facts,
    title=st.just("a"),
    summary=st.just(""),
    models=st.lists(NAMES, unique=True).map(tuple),
    libraries=st.lists(st.builds(Library, NAMES, st.sampled_from([None, "1.0"])), max_size=3).map(tuple),
    parameters=st.lists(
        st.builds(
            Parameter, NAMES, st.none() | st.integers(0, 3), st.just(""), st.just("constant"), st.just(1)
        ),
        max_size=4,
    ).map(tuple),
    metrics=st.lists(
        st.builds(Metric, NAMES, st.integers(0, 3).map(float), st.just("printed"), st.just(1), st.booleans()),
        max_size=4,
    ).map(tuple),
)


@given(FACTS)
def test_equal_notebooks_give_no_difference(facts: Facts) -> None:
    assert changes(facts, facts) == ()


@given(FACTS, FACTS)
def test_what_changed_is_the_same_both_ways(before: Facts, after: Facts) -> None:
    there, back = changes(before, after), changes(after, before)
    turned = {
        Change(one.what, one.name, one.after, one.before, (one.are_percents[1], one.are_percents[0]))
        for one in back
    }
    assert set(there) == turned


def test_models_versions_settings_and_numbers_are_told_as_they_changed() -> None:
    def facts(rate: str, version: str, model: str) -> Facts:
        source = f"AutoModel.from_pretrained('{model}')\nTrainingArguments(learning_rate={rate}, seed=3)"
        return look(notebook(code(f"!pip install trl=={version}"), code(source)), "a.ipynb")

    found = changes(facts("2e-4", "0.9", "a/b"), facts("1e-5", "1.0", "a/c"))
    assert [change(one, language("en")) for one in found] == [
        "**a/b**: no longer there",
        "**a/c**: new",
        "**trl**: 0.9 → 1.0",
        "**TrainingArguments.learning\\_rate**: 0.0002 → 1e-05",
    ]


def test_a_setting_of_none_is_a_value_like_others_where_it_differs_from_one() -> None:
    def facts(given: str) -> Facts:
        return look(notebook(code(f"TrainingArguments({given}seed=3)")), "a.ipynb")

    def told(before: str, after: str) -> list[str]:
        return [change(one, language("en")) for one in changes(facts(before), facts(after))]

    name = "**TrainingArguments.max\\_steps**"
    assert told("max_steps=10, ", "max_steps=None, ") == [f"{name}: 10 → None"]
    assert told("max_steps=None, ", "max_steps=10, ") == [f"{name}: None → 10"]
    assert told("max_steps=10, ", "") == [f"{name}: no longer there"]
    assert told("max_steps=None, ", "") == told("", "max_steps=None, ") == []
    assert [one.name for one in facts("max_steps=None, ").settings] == ["seed"]
