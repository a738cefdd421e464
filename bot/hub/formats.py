"""In which formats a model can be had, from the names of its files, its tags and its library."""

import re
from typing import Final

from bot.hub.models import Repository

# What programs ask for, in the order in which it is shown; the endings are those of the files.
_BY_ENDING: Final[dict[str, tuple[str, ...]]] = {
    "safetensors": (".safetensors",),
    "GGUF": (".gguf",),
    "ONNX": (".onnx",),
    "PyTorch": (".bin", ".pt", ".pth"),
    "TensorFlow": (".h5", ".pb"),
    "TFLite": (".tflite", ".litertlm", ".task"),
    "Core ML": (".mlmodel", ".mlpackage"),
    "Flax": (".msgpack",),
    "NeMo": (".nemo",),
}
_BY_TAG: Final = {
    "safetensors": "safetensors",
    "gguf": "GGUF",
    "onnx": "ONNX",
    "pytorch": "PyTorch",
    "tf": "TensorFlow",
    "tflite": "TFLite",
    "coreml": "Core ML",
    "jax": "Flax",
    "openvino": "OpenVINO",
    "mlx": "MLX",
    "awq": "AWQ",
    "gptq": "GPTQ",
    "exl2": "EXL2",
    "exl3": "EXL3",
    "fp8": "FP8",
    "compressed-tensors": "compressed-tensors",
    "bitsandbytes": "bitsandbytes",
}
_ORDER: Final = {name: place for place, name in enumerate(dict.fromkeys([*_BY_ENDING, *_BY_TAG.values()]))}
# llama.cpp's names of quantisations, such as Q4_K_M, IQ3_XXS, BF16, MXFP4.
_QUANTISATION: Final = re.compile(
    r"(?<![A-Za-z0-9])((?:IQ|TQ|Q)\d(?:_[A-Z0-9]+){0,3}|BF16|F16|FP16|F32|MXFP4)(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def formats(repository: Repository) -> tuple[str, ...]:
    """The formats of a model's weights, the most asked for first; weights that train it only are not told."""
    tags = {*(tag.lower() for tag in repository.tags), (repository.library or "").lower()}
    found = {name for tag, name in _BY_TAG.items() if tag in tags}
    weights = [name.lower() for name in repository.siblings if not name.lower().startswith("training_args")]
    found |= {name for name, endings in _BY_ENDING.items() if any(each.endswith(endings) for each in weights)}
    return tuple(sorted(found, key=_ORDER.__getitem__))


def quantisations(repository: Repository) -> tuple[tuple[str, int | None], ...]:
    """The quantisations in the names of GGUF files, in the order of the names, with the bytes of each.

    One may be split over several files; where the size of any is not known, that of all is not.
    """
    found: dict[str, int | None] = {}
    for file in repository.files:
        # A vision part (mmproj) is no quantisation of the model.
        if not file.name.lower().endswith(".gguf") or "mmproj" in file.name.lower():
            continue
        if names := _QUANTISATION.findall(file.name[: -len(".gguf")]):
            name = names[-1].upper()
            before = found.get(name, 0)
            found[name] = None if before is None or file.size is None else before + file.size
    return tuple(found.items())
