"""What is known of a kind of lines is what each of them says when it is read by itself."""

from hypothesis import given
from hypothesis import strategies as st

from bot.notebooks.log_lines import told_in
from bot.notebooks.numbers import epoch_or_step, said_in

_WORDS = st.sampled_from(
    [
        *(
            "loss",
            "acc",
            "f1",
            "mAP 50",
            "pass@1",
            "epoch",
            "step",
            "Top 5 accuracy",
            "A100",
            "is",
            "of",
            "eval_score",
        ),
        *(
            ": ",
            " = ",
            " ",
            ", ",
            "/",
            "%",
            " (",
            ")",
            "[",
            "]",
            "it/s",
            "-",
            "+",
            ".",
            "  ",
            "\t",
            "|",
            ":",
            "e",
        ),
        *("2024-01-02 10:00:00", "00:12", "1,234", "1e-5", "100%|", "v1.2.3"),
    ]
)
NUMBERS = st.one_of(
    st.integers(0, 10**6).map(str), st.floats(0, 100).map(lambda one: f"{one:.4f}"), st.just("9" * 41)
)
LINES = st.lists(st.one_of(_WORDS, NUMBERS), max_size=12).map("".join)


@given(LINES, st.lists(NUMBERS, min_size=12, max_size=12))
def test_a_line_of_a_kind_that_is_known_says_what_it_says_alone(line: str, others: list[str]) -> None:
    for one in (line, *(line.replace("7", other) for other in others[:3])):
        said = list(said_in(one))
        assert told_in(one) == (said, epoch_or_step(one) if said else None)


def test_lines_of_one_kind_say_their_own_numbers() -> None:
    told = [told_in(line) for line in ("step 12 loss: 0.5 acc: 0.25%", "step 7 loss: 1.5 acc: 12.0%")]
    assert [[tuple(one) for one in said] for said, _ in told] == [
        [("loss", 0.5, False), ("acc", 0.25, True)],
        [("loss", 1.5, False), ("acc", 12.0, True)],
    ]
    assert [at for _, at in told] == [12, 7]
