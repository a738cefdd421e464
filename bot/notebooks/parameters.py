"""The settings of an experiment: what its code fixes before it runs."""

import ast
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from bot.notebooks.code import Script
from bot.notebooks.facts import Parameter, ParameterOrigin, Value
from bot.notebooks.scope import UNKNOWN, Scope, called, calls, owner, walk
from bot.notebooks.wordlists import names

MOST: Final = 300
LONGEST: Final = 120
# Calls that take nothing but settings.
_CONFIGS = re.compile(
    r"(?:Arguments|Config|Args|SamplingParams|get_peft_model|Hyperparameters|HyperParameters)$|^(?:set_)?seed$"
)
_HOLDERS = re.compile(r"(?i)config|cfg|hyper|params?$|args?$|settings|hparams")
# Names of settings that are told wherever they stand.
_SETTING = re.compile(
    r"(?i)^(?:num|n|max|min)_[a-z_]+$|_(?:size|steps|rate|ratio|length|len|epochs|threads|tokens|seed|fraction|dims?"
    r"|layers|heads|decay|dropout|threshold|alpha|beta|overlap|labels|estimators|depth|iterations|components"
    r"|clusters|neighbors|rank|folds|splits|count|lr)$"
    r"|^(?:lr|bs|epochs?|batch_size|steps|seed|momentum|dropout|temperature|top_[pk]|gamma|beta|alpha|rank|r|k|eps"
    r"|load_in_[48]bit|patience|optim(?:izer)?|scheduler|limit|subsample|colsample_bytree|repetition_penalty"
    r"|oob_score|lora_r|auto|random_state|instance_type)$"
)
# What is drawn has sizes and numbers too, which say nothing of the experiment.
_DRAWING: Final = names(
    "plt ax axs axes sns px fig go figure torchvision pd",
    "plot scatter hist bar barh grid legend imshow axvline axhline fill_between dict",
)
# What the first value means where nobody writes its name.
_FIRST: Final = {
    "RandomForestClassifier": "n_estimators",
    "RandomForestRegressor": "n_estimators",
    "ExtraTreesClassifier": "n_estimators",
    "KMeans": "n_clusters",
    "PCA": "n_components",
    "KNeighborsClassifier": "n_neighbors",
    "fit_one_cycle": "epochs",
    "fine_tune": "epochs",
}
_PROGRAMS: Final = names(
    "lm_eval lm-eval lighteval accelerate torchrun python python3 vllm trl axolotl autotrain",
    "llamafactory-cli deepspeed llama-bench evalplus.evaluate",
)
_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")
_SECRET = re.compile(r"(?i)(?:^|_)token$|api_?key|secret|passw|credential")


def find_parameters(scripts: Iterable[Script]) -> tuple[Parameter, ...]:
    """The parameters in the order of the code; what is said again in the same way counts once."""
    scope, found = Scope(), dict[Parameter, None]()
    seen: set[tuple[str, str, str]] = set()
    for script in scripts:
        for one in _of_script(script, scope):
            same = (one.group, one.name, repr(one.value))
            if same not in seen and not _SECRET.search(one.name):
                seen.add(same)
                found[one] = None
    return tuple(found)[:MOST]


def _of_script(script: Script, scope: Scope) -> Iterator[Parameter]:
    number = script.cell.number
    is_tagged = "parameters" in script.cell.tags
    at_the_top = set(script.statements)
    for statement in walk(script.statements):
        if statement in at_the_top:
            yield from _assigned(statement, scope, number, is_tagged=is_tagged)
        if isinstance(statement, ast.ClassDef):
            yield from _fields(statement, scope, number)
        for call in calls(statement):
            yield from _of_call(call, scope, number)
        scope.learn(statement)
    for command in script.commands:
        yield from _of_command(command, number)


def _assigned(statement: ast.stmt, scope: Scope, cell: int, *, is_tagged: bool) -> Iterator[Parameter]:
    match statement:
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
        ):
            found = scope.value(value)
        case _:
            return
    if isinstance(found, dict):
        if is_tagged or _HOLDERS.search(name):
            yield from _entries(found, name, "dictionary", cell)
    elif is_tagged:
        yield from _one(name, found, "", "tagged cell", cell)
    elif isinstance(found, str | int | float) and (_CONSTANT.fullmatch(name) or _is_setting(name)):
        yield from _one(name, found, "", "constant", cell)


def _is_setting(name: str) -> bool:
    plain = name.lower()
    if plain.startswith(("add_", "skip_", "return_", "use_", "show_", "display_")):
        return False
    return _SETTING.search(plain) is not None or any(
        plain.startswith(f"{word}_") for word in ("num_labels", "batch_size", "learning_rate", "epochs")
    )


def _fields(statement: ast.ClassDef, scope: Scope, cell: int) -> Iterator[Parameter]:
    """The defaults of a dataclass, or of a class that only holds settings."""
    is_dataclass = any("dataclass" in ast.dump(one) for one in statement.decorator_list)
    if not is_dataclass and not _HOLDERS.search(statement.name):
        return
    for one in statement.body:
        match one:
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield from _one(name, _default(value, scope), statement.name, "dataclass", cell)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield from _one(name, scope.value(value), statement.name, "dataclass", cell)


def _default(value: ast.expr, scope: Scope) -> Any:
    if isinstance(value, ast.Call) and called(value) in {"field", "Field"}:
        return next((scope.value(one.value) for one in value.keywords if one.arg == "default"), UNKNOWN)
    return scope.value(value)


def _of_call(call: ast.Call, scope: Scope, cell: int) -> Iterator[Parameter]:
    name = called(call)
    given = {keyword.arg: scope.value(keyword.value) for keyword in call.keywords if keyword.arg}
    if name == "add_argument":
        yield from _argument(call, given, scope, cell)
    elif name == "parse_args" and call.args and isinstance(words := scope.value(call.args[0]), list):
        yield from _flags([str(word) for word in words], "", "argparse", cell)
    elif _CONFIGS.search(name):
        yield from _entries(given, name, "call", cell)
        if name.endswith("seed") and call.args:
            yield from _one("seed", scope.value(call.args[0]), "", "call", cell)
    elif not {owner(call), name} & _DRAWING:
        first = {_FIRST[name]: scope.value(call.args[0])} if name in _FIRST and call.args else {}
        told = {key: value for key, value in given.items() if key and not isinstance(value, list | dict)}
        wanted = {key: value for key, value in told.items() if _is_setting(key)}
        yield from _entries(first | wanted, name, "call", cell)


def _argument(call: ast.Call, given: Mapping[str, Any], scope: Scope, cell: int) -> Iterator[Parameter]:
    flags = [scope.value(one) for one in call.args]
    long = [flag for flag in flags if isinstance(flag, str) and flag.startswith("--")]
    if long and "default" in given:
        yield from _one(long[0].lstrip("-").replace("-", "_"), given["default"], "", "argparse", cell)


def _of_command(command: str, cell: int) -> Iterator[Parameter]:
    try:
        words = shlex.split(command)
    except ValueError:
        return
    if words and words[0].rpartition("/")[2] in _PROGRAMS:
        yield from _flags(words[1:], words[0], "command", cell)


def _flags(words: list[str], group: str, origin: ParameterOrigin, cell: int) -> Iterator[Parameter]:
    """What stands after each `--flag`; one with nothing after it is on."""
    for place, word in enumerate(words):
        if not word.startswith("--") or word == "--":
            continue
        name, has_value, value = word.lstrip("-").partition("=")
        follows = words[place + 1] if place + 1 < len(words) else "--"
        stated: Value = value if has_value else True if follows.startswith("--") else _typed(follows)
        yield from _one(name.replace("-", "_"), stated, group, origin, cell)


def _typed(word: str) -> Value:
    """A word of a command as the number that it is."""
    for kind in (int, float):
        try:
            return kind(word)
        except ValueError:
            continue
    return word


def _entries(
    values: Mapping[Any, Any], group: str, origin: ParameterOrigin, cell: int
) -> Iterator[Parameter]:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _entries({f"{name}.{key}": inner for key, inner in value.items()}, group, origin, cell)
        else:
            yield from _one(str(name), value, group, origin, cell)


def _one(name: str, value: Any, group: str, origin: ParameterOrigin, cell: int) -> Iterator[Parameter]:
    """The parameter, unless nothing plain is known of it; lists are told as they are written."""
    if value is UNKNOWN:
        return
    if isinstance(value, list | dict):
        value = str(value)
    if isinstance(value, str) and (len(value) > LONGEST or "\n" in value or not value.strip()):
        return
    yield Parameter(name, value, group, origin, cell)
