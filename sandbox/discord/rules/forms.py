"""Small checks that compose: what a JSON body must look like, answered in Discord's error codes."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from sandbox.discord.errors import INVALID_FORM_BODY, ApiError
from sandbox.discord.snowflakes import read_snowflake

Path = tuple[str | int, ...]


class Report:
    """The errors found in one body, as the tree that Discord answers with."""

    def __init__(self) -> None:
        self.errors: dict[str, Any] = {}
        self.unknown: list[str] = []

    def add(self, path: Path, code: str, message: str) -> None:
        """Note one error at `path`."""
        node = self.errors
        for step in path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def add_unknown(self, path: Path) -> None:
        """Note a key that the documentation does not have."""
        self.unknown.append(".".join(map(str, path)))
        self.add(path, "UNKNOWN_FIELD", "This field is not documented.")

    def finish(self) -> None:
        """Raise what was found."""
        if self.errors:
            problem = f"unknown fields {', '.join(self.unknown)}" if self.unknown else None
            raise ApiError(INVALID_FORM_BODY, errors=self.errors, problem=problem)


Check = Callable[[Any, Path, Report], None]


def run(check: Check, value: Any) -> None:
    """Apply `check` to a whole body; ApiError 50035 with all that is wrong."""
    report = Report()
    check(value, (), report)
    report.finish()


def anything(_value: Any, _path: Path, _report: Report) -> None:
    """Accept whatever comes."""


def text(maximum: int, minimum: int = 0, pattern: re.Pattern[str] | None = None) -> Check:
    """A string of `minimum` to `maximum` characters."""

    def check(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, str):
            report.add(path, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
        elif len(value) > maximum and minimum == 0:
            report.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {maximum} or fewer in length.")
        elif not minimum <= len(value) <= maximum:
            report.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {minimum} and {maximum} in length.")
        elif pattern is not None and not pattern.fullmatch(value):
            report.add(path, "STRING_TYPE_REGEX", "String value did not match validation regex.")

    return check


def integer(minimum: int = -(1 << 53), maximum: int = 1 << 53) -> Check:
    """A whole number in a range."""

    def check(value: Any, path: Path, report: Report) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            report.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
        elif value > maximum:
            report.add(path, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {maximum}.")
        elif value < minimum:
            report.add(path, "NUMBER_TYPE_MIN", f"int value should be greater than or equal to {minimum}.")

    return check


def number(value: Any, path: Path, report: Report) -> None:
    """Any number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        report.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not float.')


def boolean(value: Any, path: Path, report: Report) -> None:
    """True or false."""
    if not isinstance(value, bool):
        report.add(path, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")


def snowflake(value: Any, path: Path, report: Report) -> None:
    """An id, as a string or (as clients do send it) an integer."""
    if read_snowflake(value) is None:
        report.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')


def bits(value: Any, path: Path, report: Report) -> None:
    """A set of permission bits, as a string of digits or an integer."""
    if read_snowflake(value) is None:
        report.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')


def choice(allowed: Iterable[Any]) -> Check:
    """One of a few values."""
    values = frozenset(allowed)
    listed = ", ".join(repr(value) for value in sorted(values))

    def check(value: Any, path: Path, report: Report) -> None:
        if isinstance(value, (list, dict)) or value not in values or isinstance(value, bool):
            report.add(path, "BASE_TYPE_CHOICES", f"Value must be one of ({listed}).")

    return check


def url(*schemes: str, maximum: int = 2048) -> Check:
    """An absolute address with one of `schemes`."""
    listed = ", ".join(repr(scheme) for scheme in schemes)

    def check(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, str):
            report.add(path, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
            return
        if len(value) > maximum:
            report.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {maximum} or fewer in length.")
            return
        try:
            parts = urlsplit(value)
        except ValueError:
            report.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
            return
        if parts.scheme.lower() not in schemes:
            message = f'Scheme "{parts.scheme}" is not supported. Scheme must be one of ({listed}).'
            report.add(path, "URL_TYPE_INVALID_SCHEME", message)
        elif not parts.netloc or any(character.isspace() for character in value):
            report.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")

    return check


def nullable(check: Check) -> Check:
    """Null, or what `check` accepts."""

    def check_or_null(value: Any, path: Path, report: Report) -> None:
        if value is not None:
            check(value, path, report)

    return check_or_null


def listing(check: Check, maximum: int, minimum: int = 0) -> Check:
    """A list of `minimum` to `maximum` things."""

    def check_list(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, list):
            report.add(path, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType.")
            return
        if not minimum <= len(value) <= maximum:
            bad_length(path, report, minimum, maximum)
            return
        for index, item in enumerate(value):
            check(item, (*path, index), report)

    return check_list


def bad_length(path: Path, report: Report, minimum: int, maximum: int) -> None:
    """Note a list or a text of the wrong length."""
    if minimum == 0:
        report.add(path, "BASE_TYPE_MAX_LENGTH", f"Must be {maximum} or fewer in length.")
    else:
        report.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {minimum} and {maximum} in length.")


def mapping(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """An object with these keys and no others; an optional one may be null."""
    checks = {**required, **{key: nullable(check) for key, check in optional.items()}}
    needed = tuple(required)

    def check(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, dict):
            report.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a DictType.")
            return
        for key in needed:
            if key not in value:
                report.add((*path, key), "BASE_TYPE_REQUIRED", "This field is required.")
        for key, item in value.items():
            known = checks.get(key)
            if known is None:
                report.add_unknown((*path, key))
            else:
                known(item, (*path, key), report)

    return check


def union(checks: Mapping[int, Check], key: str = "type") -> Check:
    """An object whose `key` says which of `checks` it must pass."""
    listed = ", ".join(map(str, sorted(checks)))

    def check(value: Any, path: Path, report: Report) -> None:
        if not isinstance(value, dict):
            report.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a DictType.")
            return
        kind = value.get(key)
        if isinstance(kind, bool) or not isinstance(kind, int) or kind not in checks:
            message = f'Value of field "{key}" must be one of ({listed}).'
            report.add(path, "UNION_TYPE_CHOICES", message)
            return
        checks[kind](value, path, report)

    return check


def every(*checks: Check) -> Check:
    """All of `checks`."""

    def check(value: Any, path: Path, report: Report) -> None:
        for one in checks:
            one(value, path, report)

    return check
