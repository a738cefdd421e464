"""Tiny embedding models in ONNX with a real tokenizer: words that mean the same have the same vector."""

import json
import math
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

DIMENSION = 16
_UNKNOWN, _PADDING, _FIRST = "[UNK]", "[PAD]", "[CLS]"


def write(
    folder: Path,
    meanings: Sequence[str],
    *,
    dimension: int = DIMENSION,
    recipe: dict[str, Any] | None = None,
    wants_types: bool = False,
) -> Path:
    """A model in a folder. Each of `meanings` is the words for one thing; other words mean nothing.

    A text is the mean of its words. With `wants_types` it has the third input that models of BERT's have.
    """
    folder.mkdir(parents=True, exist_ok=True)
    words = [words.split() for words in meanings]
    vocabulary = [_UNKNOWN, _PADDING, _FIRST, *dict.fromkeys(word for one in words for word in one)]
    chance = random.Random(7)
    table = np.zeros((len(vocabulary), dimension), dtype=np.float32)
    for group in words:
        direction = _direction(chance, dimension)
        for word in group:
            table[vocabulary.index(word)] = direction
    # Nothing has no direction; a little of one is common to all texts.
    table[vocabulary.index(_FIRST)] = [0.1 / math.sqrt(dimension)] * dimension
    _tokenizer(vocabulary).save(str(folder / "tokenizer.json"))
    onnx.save(_graph(table, wants_types=wants_types), str(folder / "model.onnx"))
    if recipe is not None:
        (folder / "recipe.json").write_text(json.dumps(recipe))
    return folder


def _direction(chance: random.Random, dimension: int) -> list[float]:
    drawn = [chance.gauss(0, 1) for _ in range(dimension)]
    length = math.hypot(*drawn)
    return [number / length for number in drawn]


def _tokenizer(vocabulary: Sequence[str]) -> Tokenizer:
    tokenizer = Tokenizer(models.WordLevel({one: at for at, one in enumerate(vocabulary)}, _UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFD(), normalizers.Lowercase(), normalizers.StripAccents()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{_FIRST} $A", special_tokens=[(_FIRST, vocabulary.index(_FIRST))]
    )
    tokenizer.enable_padding(pad_id=vocabulary.index(_PADDING), pad_token=_PADDING)
    return tokenizer


def _graph(table: "np.ndarray[Any, np.dtype[np.float32]]", *, wants_types: bool) -> onnx.ModelProto:
    names = ["input_ids", "attention_mask", *(["token_type_ids"] if wants_types else [])]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in names]
    shape = ["texts", "tokens", table.shape[1]]
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, shape)
    look_up = helper.make_node("Gather", ["table", "input_ids"], ["last_hidden_state"])
    weights = [numpy_helper.from_array(table, "table")]
    graph = helper.make_graph([look_up], "tiny", inputs, [output], weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)
