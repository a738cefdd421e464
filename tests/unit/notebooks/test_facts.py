"""Settings, sources and numbers in small notebooks."""

import pytest

from bot.notebooks.code import scripts
from bot.notebooks.facts import Facts
from bot.notebooks.looking import look
from bot.notebooks.reading import read_notebook
from tests.unit.notebooks.making import code, notebook, printed, prose, shown


def _look(*sources: str) -> Facts:
    return look(notebook(*(code(source) for source in sources)), "a.ipynb")


def _settings(*sources: str) -> dict[str, object]:
    return {f"{one.group}.{one.name}".strip("."): one.value for one in _look(*sources).settings}


def _printed(text: str) -> Facts:
    return look(notebook(code("run()", printed(text))), "a.ipynb")


def _result(source: str, text: str) -> dict[str, float]:
    output = {**shown(text__plain=text), "output_type": "execute_result", "execution_count": 1}
    return {one.name: one.value for one in look(notebook(code(source, output)), "a.ipynb").metrics}


def test_lines_of_ipython_do_not_hide_the_python_around_them() -> None:
    source = "%%time\n!pip install \\\n  trl==0.9\nfiles = !ls\n%matplotlib inline\nlr = 1e-3\nprint?\n"
    script = scripts(notebook(code(source)))[0]
    assert len(script.statements) == 5
    assert script.commands == ("pip install trl==0.9", "ls")
    facts = _look(source)
    assert [(one.name, one.value) for one in facts.parameters] == [("lr", 0.001)]
    assert [(one.name, one.version) for one in facts.libraries] == [("trl", "0.9")]


def test_a_cell_for_the_shell_is_no_python() -> None:
    script = scripts(notebook(code("%%bash\npip install vllm\nX=1")))[0]
    assert (script.statements, script.commands) == ((), ("pip install vllm", "X=1"))
    assert [one.name for one in _look("%%bash\npip install vllm").libraries] == ["vllm"]


def test_text_that_only_looks_like_a_magic_stays_text() -> None:
    assert _settings('PROMPT = """\n!not a command\n%neither\n"""\nTEMPERATURE = 0.7') == {"TEMPERATURE": 0.7}


def test_a_tagged_cell_says_all_of_its_settings() -> None:
    read = notebook(code("data = 'a.csv'\nfast = True\ntoken = 'hf_x'", tags=["parameters"]))
    found = look(read, "a.ipynb").parameters
    assert [(one.name, one.value, one.origin) for one in found] == [
        ("data", "a.csv", "tagged cell"),
        ("fast", True, "tagged cell"),
    ]


def test_settings_are_calculated_where_the_code_says_them_plainly() -> None:
    assert _settings("base = 8", "batch_size = base * 4", "lr = 3 * 10**-4", "RUN = f'run-{batch_size}'") == {
        "batch_size": 32,
        "lr": pytest.approx(0.0003),
        "RUN": "run-32",
    }
    assert _settings("x = load()\nbatch_size = x * 2") == {}


def test_arguments_of_a_program_are_read_with_what_it_is_given() -> None:
    source = (
        "import argparse\np = argparse.ArgumentParser()\n"
        "p.add_argument('--learning-rate', type=float, default=3e-4)\n"
        "p.add_argument('-e', '--epochs', default=3)\np.add_argument('--out')\n"
        "args = p.parse_args(['--epochs', '5', '--fp16'])"
    )
    assert [(one.name, one.value) for one in _look(source).parameters] == [
        ("learning_rate", 0.0003),
        ("epochs", 3),
        ("epochs", 5),
        ("fp16", True),
    ]


def test_dataclasses_and_classes_of_settings_are_read() -> None:
    source = (
        "@dataclass\nclass Run:\n    lr: float = 1e-4\n    layers: int = field(default=12)\n"
        "    name: str = None\n"
        "class CFG:\n    size = 224\nclass Net(nn.Module):\n    width = 3"
    )
    assert _settings(source) == {"Run.lr": 0.0001, "Run.layers": 12, "CFG.size": 224}


def test_lora_and_training_arguments_are_read_with_lists_as_they_stand() -> None:
    assert _settings(
        "LoraConfig(r=8, target_modules=['q_proj', 'v_proj'], task_type=TaskType.CAUSAL_LM)"
    ) == {
        "LoraConfig.r": 8,
        "LoraConfig.target_modules": "['q_proj', 'v_proj']",
    }


def test_code_that_never_runs_sets_nothing() -> None:
    assert _settings("if False:\n    seed = 1\n    t(TrainingArguments(lr=1))\nelse:\n    set_seed(7)") == {
        "seed": 7
    }


def test_models_and_datasets_are_found_by_what_is_called_with_them() -> None:
    facts = _look(
        "name = 'Qwen/Qwen3-8B'\nmodel = AutoModel.from_pretrained(name)\n"
        "pipe = pipeline('summarization', model='facebook/bart-large-cnn')\n"
        "llm = LLM(model='mistralai/Mistral-7B-v0.1')\nmodel.save_pretrained('mine')\n"
        "AutoModel.from_pretrained('mine')\nAutoModel.from_pretrained('./local')\n"
        "AutoModel.from_pretrained('YOUR_NAME/thing')",
        "d = load_dataset(path='openai/gsm8k')\nx = load_dataset('csv', data_files='a.csv')\n"
        "snapshot_download('HuggingFaceH4/ultrachat', repo_type='dataset')\n"
        "pd.read_csv('hf://datasets/a/b/train.csv')\ndata = fetch_california_housing()",
        "!vllm serve google/gemma-3-4b-it --max-model-len 4096",
    )
    assert facts.models == (
        "Qwen/Qwen3-8B",
        "facebook/bart-large-cnn",
        "mistralai/Mistral-7B-v0.1",
        "google/gemma-3-4b-it",
    )
    assert facts.datasets == ("openai/gsm8k", "HuggingFaceH4/ultrachat", "a/b", "california_housing")


def test_a_word_in_a_comment_or_a_sentence_is_no_model() -> None:
    assert _look("# from_pretrained('a/b')\nprint('we use a/b')").models == ()


def test_packages_have_the_names_under_which_they_are_installed() -> None:
    facts = _look(
        "import os, sklearn.metrics\nfrom PIL import Image\nfrom google.colab import drive\nfrom .x import y",
        "!pip install -q 'scikit-learn==1.5.0' -r requirements.txt git+https://github.com/huggingface/trl.git@main",
        "%%writefile helpers.py\nx = 1",
        "import helpers",
    )
    assert [(one.name, one.version) for one in facts.libraries] == [
        ("scikit-learn", "1.5.0"),
        ("pillow", None),
        ("trl", None),
    ]


def test_the_log_of_a_training_becomes_curves() -> None:
    facts = _printed(
        "{'loss': 2.1, 'grad_norm': 9.0, 'learning_rate': 1e-05, 'epoch': 0.5}\n"
        "{'loss': 1.4, 'grad_norm': 3.0, 'learning_rate': 5e-06, 'epoch': 1.0}\n"
        "{'train_runtime': 88.8, 'train_loss': 1.75, 'epoch': 1.0}\n"
    )
    assert [(one.name, one.points) for one in facts.curves] == [("loss", ((0.5, 2.1), (1.0, 1.4)))]
    assert {one.name: one.value for one in facts.metrics} == {"loss": 1.4, "train_loss": 1.75}


def test_lines_that_name_their_epoch_become_curves() -> None:
    facts = _printed(
        "Epoch 1/3 - loss: 0.90 - val_accuracy: 71.5%\nEpoch 2/3 - loss: 0.61 - val_accuracy: 80%\n"
        "Test accuracy: 79.2 %\n"
    )
    assert [(one.name, one.points) for one in facts.curves] == [
        ("loss", ((1.0, 0.9), (2.0, 0.61))),
        ("val_accuracy", ((1.0, 71.5), (2.0, 80.0))),
    ]
    assert [(one.name, one.value, one.is_percent) for one in facts.metrics][-1] == (
        "Test accuracy",
        79.2,
        True,
    )


def test_a_dictionary_and_a_bare_number_are_results_where_they_are_named_so() -> None:
    assert _result("metric.compute()", "{'f1': np.float64(0.9), 'n': 3}") == {"f1": 0.9}
    assert _result("metric.compute()", "{'accuracy': 0.91, 'eval': {'f1': 0.9}, 'n': 3}") == {
        "accuracy": 0.91,
        "eval.f1": 0.9,
    }
    assert _result("accuracy_score(y, p)", "0.875") == {"accuracy_score": 0.875}
    assert _result("len(rows)", "875") == {}


def test_a_long_training_keeps_as_many_points_as_a_chart_shows() -> None:
    (curve,) = _printed("".join(f"step {step} loss: {1 / step:.4f}\n" for step in range(1, 1_204))).curves
    assert len(curve.points) <= 502
    assert (curve.points[0], curve.points[-1]) == ((1.0, 1.0), (1203.0, 0.0008))


def test_what_is_no_result_is_not_taken_for_one() -> None:
    bar = "Map: 100%|████| 10/10 [00:01<00:00, 5.1 examples/s]\n"
    assert _printed(f"{bar}score_model-1.2.whl size=24\nlearning_rate: 0.1\n").metrics == ()


def test_what_a_model_says_of_one_example_is_no_result_of_the_notebook() -> None:
    told = "[{'label': 'LION', 'score': 0.998}]\nScoredPoint(id=3, score=0.71)\nMap (num_proc=8): 100%\n"
    assert _printed(f"{told}A) B) score   Perplexity 0.33\nError code: 400").metrics == ()
    assert [one.value for one in _printed("EvaluationResult(score=52.22, results=...)").metrics] == [52.22]


def test_a_number_that_a_summary_repeats_is_told_once_and_equal_short_ones_twice() -> None:
    told = "TrainOutput(training_loss=0.2372133072386, metrics={'train_loss': 0.2372133072386})"
    assert [one.name for one in _printed(told).metrics] == ["training_loss"]
    assert len(_printed("accuracy: 0.75\nrecall: 0.75").metrics) == 2


def test_a_constant_that_says_what_it_is_names_a_model_or_a_dataset() -> None:
    facts = _look("MODEL_ID = 'Qwen/Qwen3-8B'\nDATASET = 'openai/gsm8k'\nmodel_name = 'my-run'\nPATH = 'a/b'")
    assert (facts.models, facts.datasets) == (("Qwen/Qwen3-8B",), ("openai/gsm8k",))


def test_the_machine_and_the_versions_that_are_printed_are_told() -> None:
    facts = look(
        notebook(
            code("import torch, transformers", printed("Python 3.11.9\n0  NVIDIA A100-SXM4-80GB  On\n")),
            code("v()", printed("torch: 2.4.1+cu121\ntransformers version 4.44.0\n")),
        ),
        "a.ipynb",
    )
    assert (facts.environment.python, facts.environment.hardware) == ("3.11.9", "NVIDIA A100-SXM4-80GB")
    assert facts.environment.packages == {"torch": "2.4.1+cu121", "transformers": "4.44.0"}


def test_a_title_that_every_notebook_has_is_none() -> None:
    named = look(notebook(prose("## Introduction"), prose("### Install")), "dir/lora_on-gemma.ipynb")
    assert named.title == "lora on gemma"
    assert look(notebook(prose("Text\n\n# The **real** [one](http://a)")), "a.ipynb").title == "The real one"


def test_what_surrounds_a_notebook_is_not_what_it_does() -> None:
    facts = look(
        notebook(
            prose("# A\n\nTo run this, press Run all on a free Colab.\n\nAuthored by: Somebody Important."),
            prose(
                "Lions are large cats. In this notebook we count lions. There are twelve of them. It works."
            ),
        ),
        "a.ipynb",
    )
    assert facts.summary == "In this notebook we count lions. There are twelve of them."


@pytest.mark.parametrize(
    "source",
    [
        "x = " + "(" * 500 + ")" * 500,
        "x = " + "-" * 50_000 + "1",
        "x = " + "+".join(["1"] * 20_000),
        "x = 9**9**9**9\nseed = 10**400",
        "\x00",
        "def f(:",
        "a = [" * 300,
        "s = 'a' * 10**9\nBIG = s + s",
        "LR = 1e999\nSEED = 10**309 * 1.0",
    ],
    ids=range(9),
)
def test_hostile_code_is_read_in_no_time_and_says_nothing(source: str) -> None:
    facts = _look(source, "seed = 3")
    assert [one.value for one in facts.parameters] == [3]


def test_a_notebook_in_another_language_keeps_its_words_and_its_shell() -> None:
    read = read_notebook(
        b'{"nbformat": 4, "nbformat_minor": 4, "metadata": {"language_info": {"name": "R"}}, "cells": ['
        b'{"cell_type": "code", "metadata": {}, "source": "seed <- 3", "outputs": [], "execution_count": 1}]}'
    )
    assert look(read, "a.ipynb").parameters == ()


def test_badges_lead_to_where_the_notebook_can_be_opened() -> None:
    colab = "https://colab.research.google.com/github/me/x/blob/main/a.ipynb"
    text = (
        f"[![Open In Colab](https://colab.research.google.com/assets/colab-badge.svg)]({colab})\n"
        '<a href="https://www.kaggle.com/code/me/lions"><img src="badge.svg"></a>\n'
        "[![Us](b.svg)](https://huggingface.co/me) [a link](https://colab.research.google.com/drive/1)\n"
        "[![Evil](b.svg)](https://colab.example.org/a.ipynb) [![](b.svg)](javascript:alert(1))"
    )
    found = look(notebook(prose(text)), "a.ipynb").links
    assert [(one.name, one.address) for one in found] == [
        ("Colab", colab),
        ("Kaggle", "https://www.kaggle.com/code/me/lions"),
    ]
