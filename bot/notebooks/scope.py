"""What names stand for, as far as the code says it plainly: nothing of a notebook is ever run."""

import ast
import math
import operator
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final


class _Unknown:
    def __bool__(self) -> bool:
        return False


UNKNOWN: Final = _Unknown()
# Longer texts are no settings, and f-strings of them could grow without end.
LONGEST: Final = 2_000
LARGEST: Final = 1e15
_OPERATIONS: Final[Mapping[type[ast.operator], Callable[[Any, Any], Any]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Pow: operator.pow,
}
# What stands inside a statement and is read by itself.
_OTHERS: Final = (ast.stmt, ast.ExceptHandler, ast.match_case)


class Scope:
    """Names with plain values, as they are while a notebook is read from its beginning to its end."""

    def __init__(self) -> None:
        self._names: dict[str, Any] = {}

    def learn(self, statement: ast.stmt) -> None:
        """Take notice of an assignment."""
        match statement:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    self._assign(target, value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                self._names[name] = self.value(value)
            case ast.AugAssign(target=ast.Name(id=name)):
                self._names[name] = UNKNOWN
            case ast.For(target=ast.Name(id=name)):
                self._names[name] = UNKNOWN

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        match target, value:
            case ast.Name(id=name), _:
                self._names[name] = self.value(value)
            case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
                for one, its in zip(targets, values, strict=True):
                    self._assign(one, its)
            case ast.Tuple(elts=targets), _:
                for one in targets:
                    if isinstance(one, ast.Name):
                        self._names[one.id] = UNKNOWN

    def value(self, node: ast.expr | None) -> Any:
        """The value of an expression of literals and known names, else UNKNOWN."""
        try:
            return self._value(node)
        except (RecursionError, ArithmeticError):
            return UNKNOWN

    def _value(self, node: ast.expr | None) -> Any:
        match node:
            case ast.Constant(value=value):
                return value if _is_plain(value) else UNKNOWN
            case ast.Name(id=name):
                return self._names.get(name, UNKNOWN)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                inner = self._value(operand)
                return -inner if _is_number(inner) else UNKNOWN
            case ast.BinOp(left=left, op=operation, right=right):
                return _calculated(self._value(left), operation, self._value(right))
        return self._made_of_parts(node)

    def _made_of_parts(self, node: ast.expr | None) -> Any:
        match node:
            case ast.JoinedStr(values=parts):
                return self._joined(parts)
            case ast.List(elts=items) | ast.Tuple(elts=items):
                values = [self._value(item) for item in items]
                return UNKNOWN if any(one is UNKNOWN for one in values) else values
            case ast.Dict(keys=keys, values=items):
                return self._mapping(keys, items)
            case ast.Call(func=ast.Name(id="dict"), args=[], keywords=keywords):
                named = {one.arg: self._value(one.value) for one in keywords if one.arg is not None}
                return {name: value for name, value in named.items() if value is not UNKNOWN}
        return UNKNOWN

    def _joined(self, parts: Iterable[ast.expr]) -> Any:
        texts = [self._part(part) for part in parts]
        if any(text is UNKNOWN for text in texts):
            return UNKNOWN
        joined = "".join(map(str, texts))
        return joined if len(joined) <= LONGEST else UNKNOWN

    def _part(self, part: ast.expr) -> Any:
        """A piece of an f-string; one that is to be formatted in some way is unknown."""
        if not isinstance(part, ast.FormattedValue):
            return self._value(part)
        return UNKNOWN if part.format_spec or part.conversion != -1 else self._value(part.value)

    def _mapping(self, keys: Iterable[ast.expr | None], items: Iterable[ast.expr]) -> dict[str, Any]:
        """The entries whose keys are texts and whose values are known."""
        entries = [(self._value(key), self._value(item)) for key, item in zip(keys, items, strict=True)]
        return {key: value for key, value in entries if isinstance(key, str) and value is not UNKNOWN}


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST
    return value is None or (isinstance(value, int | float) and math.isfinite(value))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST


def _calculated(left: Any, operation: ast.operator, right: Any) -> Any:
    """The four operations and small powers on numbers, and texts put together."""
    if isinstance(left, str) and isinstance(right, str) and isinstance(operation, ast.Add):
        return left + right if len(left) + len(right) <= LONGEST else UNKNOWN
    known = _OPERATIONS.get(type(operation))
    if known is None or not (_is_number(left) and _is_number(right)):
        return UNKNOWN
    if isinstance(operation, ast.Pow) and (abs(right) > 64 or abs(left) > 1000):
        return UNKNOWN
    return known(left, right)


def walk(statements: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements in the order in which they stand, also those inside others; `if False:` is left out."""
    for statement in statements:
        yield statement
        if isinstance(statement, ast.If) and _is_false(statement.test):
            yield from walk(statement.orelse)
            continue
        for name in ("body", "orelse", "finalbody"):
            yield from walk(getattr(statement, name, ()))
        for inner in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
            yield from walk(inner.body)


def _is_false(test: ast.expr) -> bool:
    return isinstance(test, ast.Constant) and not test.value


def expressions(statement: ast.stmt) -> Iterator[ast.expr]:
    """The expressions of a statement, at any depth, without those of the statements inside it."""
    waiting: deque[ast.AST] = deque([statement])
    while waiting:
        node = waiting.popleft()
        if isinstance(node, ast.expr):
            yield node
        waiting += [child for child in ast.iter_child_nodes(node) if not isinstance(child, _OTHERS)]


def calls(statement: ast.stmt) -> Iterator[ast.Call]:
    """The calls in a statement, the outermost first."""
    return (node for node in expressions(statement) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last name of what is called: `from_pretrained` of `AutoModel.from_pretrained(…)`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def owner(call: ast.Call) -> str:
    """The name before the last one: `AutoModel` of `transformers.AutoModel.from_pretrained(…)`."""
    match call.func:
        case ast.Attribute(value=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name
    return ""
