"""The models and datasets that code names, found by what it calls with them."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.notebooks.code import Script
from bot.notebooks.scope import UNKNOWN, Scope, called, calls, expressions, owner, walk
from bot.notebooks.wordlists import names

# Parameters whose value names a model, whatever is called with them.
_MODEL_WORDS: Final = names(
    "model_name model_id model_name_or_path base_model base_model_name base_model_name_or_path llm_model",
    "pretrained_model_name_or_path model_checkpoint checkpoint embedding_model reward_model",
)
# What is called with a model as its first value, or as `model`.
_MODEL_CALLS: Final = names(
    "from_pretrained SentenceTransformer CrossEncoder LLM LM InferenceClient InferenceClientModel HfModel",
    "HfApiModel HfEngine HfApiEngine TransformersModel LiteLLMModel OpenAIServerModel Llama ChatOpenAI",
    "ChatOllama Ollama OllamaLLM HuggingFaceLLM WhisperModel get_tokenizer AutoModel create_model",
)
_DATASET_CALLS: Final = names(
    "load_dataset load_dataset_builder get_dataset_config_names get_dataset_split_names get_dataset_infos"
)
# What `load_dataset` is called with for files that are no dataset of the Hub.
_FILE_KINDS: Final = names(
    "csv json parquet text xml arrow pandas sql imagefolder audiofolder videofolder webdataset"
)
_LIBRARIES_WITH_DATASETS: Final = frozenset({"datasets", "torchvision", "torchaudio", "torchtext"})
_HUB_CALLS: Final = frozenset({"snapshot_download", "hf_hub_download"})
_OUR_OWN: Final = frozenset(
    {"save_pretrained", "save_pretrained_merged", "save_pretrained_gguf", "save_model"}
)
_OUR_FOLDERS: Final = frozenset({"output_dir", "save_directory", "hub_model_id"})

_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]{0,95}(?:/[A-Za-z0-9][\w.:-]{0,95}){0,2}")
_PLACEHOLDER = re.compile(r"(?i)(?:^|/|_)your[_-]|^your|username/|^<|^path/|^local|^models?/")
_FILE = re.compile(
    r"(?i)\.(?:json|csv|ya?ml|txt|pt|pth|bin|py|ipynb|zip|tar|gz|parquet|h5|keras|onnx)$|^\.|^/"
)
_ADDRESS = re.compile(r"https?://(?:huggingface\.co|hf\.co)/(?P<datasets>datasets/)?(?P<id>[\w.-]+/[\w.-]+)")
_HF_PATH = re.compile(r"hf://(?P<datasets>datasets/)?(?P<id>[\w.-]+/[\w.-]+)")
# Descriptions of tasks of lm-evaluation-harness name their dataset on a line of its own.
_TASK_DATASET = re.compile(r"(?m)^dataset_path:\s*([\w./-]+)\s*$")
_MODEL_NAMED = re.compile(r"(?i)(?:^|_)model(?:_(?:id|name|path|checkpoint))?$")
_DATASET_NAMED = re.compile(r"(?i)(?:^|_)dataset(?:_(?:id|name|path))?$")
_COMMANDS = (
    re.compile(r"(?:--model_args|--model-args|-m)[ =]\S*?pretrained=(?P<model>[\w./-]+)"),
    re.compile(
        r"--(?:model_name_or_path|model-name-or-path|model_name|model-id|model_id|model)[ =]"
        r"(?P<model>[\w.-]+/[\w./-]+)"
    ),
    re.compile(r"(?:huggingface-cli|hf) download (?P<model>[\w.-]+/[\w.-]+)"),
    re.compile(r"(?:vllm serve|ollama (?:pull|run)) (?P<model>[\w./:-]+)"),
    re.compile(r"--dataset(?:_name|-name)?[ =](?P<dataset>[\w.-]+/[\w.-]+)"),
)
_OF_DATASET = re.compile(r"--repo-type[ =]dataset")


@dataclass
class Sources:
    """Models and datasets in the order in which they are named, and names that were saved on the way."""

    models: dict[str, None] = field(default_factory=dict)
    datasets: dict[str, None] = field(default_factory=dict)
    saved: set[str] = field(default_factory=set)


def find_sources(scripts: Iterable[Script]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The models and the datasets that the code uses, each once, as it names them."""
    scope, found = Scope(), Sources()
    for script in scripts:
        for statement in walk(script.statements):
            for call in calls(statement):
                _look_at_call(call, scope, found)
            _look_at_texts(statement, scope, found)
            _look_at_constant(statement, scope, found)
            scope.learn(statement)
        for command in script.commands:
            _look_at_command(command, found)
    models = tuple(name for name in found.models if name not in found.saved and name not in found.datasets)
    return models, tuple(found.datasets)


def _look_at_call(call: ast.Call, scope: Scope, found: Sources) -> None:
    name = called(call)
    given = {keyword.arg: scope.value(keyword.value) for keyword in call.keywords if keyword.arg}
    first = scope.value(call.args[0]) if call.args else UNKNOWN
    found.saved.update(str(given[key]) for key in _OUR_FOLDERS & given.keys() if given[key])
    if name in _OUR_OWN:
        found.saved.add(str(given.get("save_directory", first)))
    elif name in _DATASET_CALLS:
        _add_dataset(found, given.get("path", first))
    elif name in _HUB_CALLS:
        add = _add_dataset if given.get("repo_type") == "dataset" else _add_model
        add(found, given.get("repo_id", first))
    elif _is_loader(call, name):
        found.datasets.setdefault(name.removeprefix("fetch_").removeprefix("load_"))
    else:
        _look_for_models(call, name, first, given, found)


def _look_for_models(call: ast.Call, name: str, first: Any, given: Mapping[str, Any], found: Sources) -> None:
    if name in _MODEL_CALLS or name.endswith("Embeddings"):
        _add_model(found, first)
    if name == "pipeline" and len(call.args) > 1:
        _add_model(found, first if "/" in str(first) else UNKNOWN)
    for word, value in given.items():
        if word in _MODEL_WORDS or (word == "model" and (name in _MODEL_CALLS or name in _ASKING)):
            _add_model(found, value)


_ASKING: Final = frozenset(
    {"pipeline", "create", "chat", "generate", "embed", "completion", "text_generation"}
)


def _is_loader(call: ast.Call, name: str) -> bool:
    """Whether it loads one of the datasets that come with scikit-learn, torchvision or Keras."""
    if name.startswith("fetch_") and name != "fetch_openml":
        return True
    return (
        owner(call) in _LIBRARIES_WITH_DATASETS
        and name[:1].isupper()
        and name not in {"Dataset", "DatasetDict"}
    )


def _look_at_texts(statement: ast.stmt, scope: Scope, found: Sources) -> None:
    """Dictionaries, defaults of parameters, addresses on the Hub and descriptions of tasks."""
    named: list[tuple[Any, ast.expr]] = []
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        named += _defaults(statement.args)
    for node in expressions(statement):
        match node:
            case ast.Dict(keys=keys, values=values):
                named += zip((getattr(key, "value", None) for key in keys), values, strict=True)
            case ast.Constant(value=str() as text):
                _look_at_text(text, found)
    for word, value in named:
        if isinstance(word, str) and word in _MODEL_WORDS:
            _add_model(found, scope.value(value))


def _look_at_constant(statement: ast.stmt, scope: Scope, found: Sources) -> None:
    """A repository under a name that says what it is: `MODEL_ID = "org/name"`."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            given = scope.value(value)
            if isinstance(given, str) and given.count("/") == 1:
                if _MODEL_NAMED.search(name):
                    _add_model(found, given)
                elif _DATASET_NAMED.search(name):
                    _add_dataset(found, given)


def _defaults(arguments: ast.arguments) -> Iterator[tuple[str, ast.expr]]:
    positional = [*arguments.posonlyargs, *arguments.args]
    with_default = positional[len(positional) - len(arguments.defaults) :]
    yield from zip((one.arg for one in with_default), arguments.defaults, strict=True)
    pairs = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    yield from ((one.arg, default) for one, default in pairs if default is not None)


def _look_at_text(text: str, found: Sources) -> None:
    path = _HF_PATH.match(text) or _ADDRESS.match(text)
    if path is not None and path["datasets"]:
        _add_dataset(found, path["id"])
    elif path is not None and path.re is _HF_PATH:
        _add_model(found, path["id"])
    for name in _TASK_DATASET.findall(text):
        _add_dataset(found, name)


def _look_at_command(command: str, found: Sources) -> None:
    of_dataset = _OF_DATASET.search(command) is not None
    for pattern in _COMMANDS:
        for match in pattern.finditer(command):
            is_model = "model" in pattern.groupindex and not of_dataset
            (_add_model if is_model else _add_dataset)(found, match[1])


def _add_model(found: Sources, name: Any) -> None:
    if _is_name(name):
        found.models.setdefault(name)


def _add_dataset(found: Sources, name: Any) -> None:
    if _is_name(name) and name not in _FILE_KINDS:
        found.datasets.setdefault(name)


def _is_name(name: Any) -> bool:
    return (
        isinstance(name, str)
        and _REPOSITORY.fullmatch(name) is not None
        and _PLACEHOLDER.search(name) is None
        and _FILE.search(name) is None
    )
