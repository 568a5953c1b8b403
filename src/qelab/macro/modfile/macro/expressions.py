"""Values of the macro processor's expressions.

Answers: what is the value of this piece of a directive, given what has been defined so far? Work is counted, so that
no file computes for ever.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from lark import Token, Tree

from qelab.core.errors import QelabError
from qelab.macro.modfile.macro import values
from qelab.macro.modfile.macro.values import Value

MOST_STEPS = 500_000  # elementary operations of one file
_DEEPEST_CALL = 20


@dataclass(frozen=True, slots=True)
class MacroFunction:
    """``@#define f(x, y) = ...``; other names are looked up where it is called."""

    arguments: tuple[str, ...]
    body: Any


@dataclass(slots=True)
class Evaluator:
    """Definitions made so far, and the work done.

    ``where`` turns a token (None: the snippet as a whole) into the place that errors print.
    """

    where: Callable[[Token | None], str]
    limit_error: Callable[[str, int], QelabError]
    names: dict[str, Value] = field(default_factory=dict)
    functions: dict[str, MacroFunction] = field(default_factory=dict)
    steps: int = 0
    calls: int = 0

    def spend(self, steps: int) -> None:
        """Count work; QE513 when a file never comes to an end."""
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise self.limit_error("@#for", MOST_STEPS)

    def value(self, tree: Any) -> Value:
        """Value of a parsed expression.

        Raises
        ------
        QelabError QE513 : too much work, or a value too long
        QelabError QE514 : an operation that does not exist for these values
        QelabError QE516 : a name that has not been defined
        """
        try:
            found = self._any(tree)
        except (values.Unfit, ArithmeticError, ValueError) as reason:
            raise QelabError("QE514", where=self.where(None), construct=_text_of(tree)) from reason
        except (values.TooLong, RecursionError) as reason:
            raise self.limit_error(_text_of(tree), values.LONGEST) from reason
        return found

    def truth(self, tree: Any) -> bool:
        """A condition."""
        found = self.value(tree)
        if not isinstance(found, bool | float):
            raise QelabError("QE514", where=self.where(None), construct=_text_of(tree))
        return values.truth(found)

    def defined(self, name: str) -> bool:
        return name in self.names or name in self.functions

    def _any(self, tree: Any) -> Value:
        self.spend(1)
        assert isinstance(tree, Tree)
        found = getattr(self, f"_{tree.data}")(*tree.children)
        if isinstance(found, list | tuple) and tree.data not in ("name", "range"):
            self.spend(_leaves(found))
        return found

    # leaves -----------------------------------------------------------------------------------------
    def _number(self, token: Token) -> Value:
        return values.cast("real", str(token))

    def _string(self, token: Token) -> Value:
        return str(token)[1:-1]

    def _true(self, _: Token) -> Value:
        return True

    def _false(self, _: Token) -> Value:
        return False

    def _name(self, token: Token) -> Value:
        if str(token) not in self.names:
            raise self._unknown(token, tuple(self.names))
        return self.names[str(token)]

    def _unknown(self, token: Token, allowed: tuple[str, ...]) -> QelabError:
        return QelabError("QE516", where=self.where(token), name=str(token), allowed=allowed)

    def _defined(self, token: Token) -> Value:
        return self.defined(str(token))

    def _tuple(self, *items: Any) -> Value:
        return tuple(self._any(item) for item in items)

    def _array(self, *items: Any) -> Value:
        return [self._any(item) for item in items]

    # operations -------------------------------------------------------------------------------------
    def _logical(self, left: Any, sign: Token, right: Any) -> Value:
        if values.truth(self._any(left)) == (sign == "||"):
            return sign == "||"
        return values.truth(self._any(right))

    def _binary(self, left: Any, sign: Token, right: Any) -> Value:
        a, b = self._any(left), self._any(right)
        if sign in ("in", "==", "!=") and isinstance(b, list | tuple):
            self.spend(_leaves(b))
        return values.binary(str(sign), a, b)

    def _union(self, left: Any, right: Any) -> Value:
        return values.union(self._any(left), self._any(right))

    def _intersection(self, left: Any, right: Any) -> Value:
        return values.intersection(self._any(left), self._any(right))

    def _unary(self, sign: Token, operand: Any) -> Value:
        found = self._any(operand)
        if sign == "!":
            return not values.truth(found)
        if type(found) is not float:
            raise values.Unfit
        return -found if sign == "-" else found

    def _range(self, *parts: Any) -> Value:
        first, *middle, last = (self._any(part) for part in parts)
        found = values.spread(first, middle[0] if middle else 1.0, last)
        self.spend(len(found))
        return found

    def _cast(self, kind: Token, operand: Any) -> Value:
        return values.cast(str(kind), self._any(operand))

    def _index(self, name: Token, *items: Any) -> Value:
        found = self._name(name)
        if not isinstance(found, str | list):
            raise values.Unfit
        wanted = [self._any(item) for item in items]
        many = len(wanted) > 1 or isinstance(wanted[0], list)
        positions = wanted[0] if len(wanted) == 1 and many else wanted
        picked = [self._element(found, position) for position in positions]
        if isinstance(found, str):
            return "".join(picked)
        return picked if many else picked[0]

    @staticmethod
    def _element(found: Any, position: Value) -> Value:
        if type(position) is not float or position != int(position) or not 1 <= position <= len(found):
            raise values.Unfit
        return found[int(position) - 1]

    # loops inside brackets --------------------------------------------------------------------------
    def _comprehension(self, result: Any, target: Any, array: Any, condition: Any = None) -> Value:
        return [self._any(result) for _ in self._each(target, self._any(array), condition)]

    def _filter(self, membership: Any, condition: Any) -> Value:
        if membership.data != "binary" or membership.children[1] != "in":
            raise values.Unfit
        names, _, array = membership.children
        tokens = names.children if names.data == "name" else [item.children[0] for item in names.children]
        found = []
        for _ in self._each(Tree("target", tokens), self._any(array), condition):
            picked = tuple(self.names[str(token)] for token in tokens)
            found.append(picked[0] if len(picked) == 1 else picked)
        return found

    def _each(self, target: Any, array: Value, condition: Any) -> Iterator[None]:
        before = dict(self.names)
        try:
            for item in self.items(array):
                self.bind(target, item)
                if condition is None or values.truth(self._any(condition)):
                    yield
        finally:
            self.names = before

    def items(self, array: Value) -> list[Value]:
        """What a loop runs over."""
        if not isinstance(array, list):
            raise values.Unfit
        return array

    def bind(self, target: Any, item: Value) -> None:
        """Give the loop's names their values."""
        self.spend(1)
        if len(target.children) == 1:
            self.names[str(target.children[0])] = item
            return
        if not isinstance(item, tuple) or len(item) != len(target.children):
            raise values.Unfit
        self.names.update(zip(map(str, target.children), item, strict=True))

    # functions --------------------------------------------------------------------------------------
    def _call(self, name: Token, *arguments: Any) -> Value:
        given = [self._any(argument) for argument in arguments]
        function = self.functions.get(str(name))
        if function is not None:
            return self._own(function, given)
        match str(name), given:
            case "length", [str() | list() | tuple() as found]:
                return float(len(found))
            case "isempty", [str() | list() | tuple() as found]:
                return not found
            case "sum", [list() as found] if all(type(item) is float for item in found):
                return float(sum(found))
            case ("isboolean" | "isreal" | "isstring" | "istuple" | "isarray") as test, [found]:
                kind = {"isboolean": bool, "isreal": float, "isstring": str, "istuple": tuple, "isarray": list}
                return type(found) is kind[test]
            case ("length" | "isempty" | "sum" | "isboolean" | "isreal" | "isstring" | "istuple" | "isarray"), _:
                raise values.Unfit
        if str(name) not in values.FUNCTIONS:
            raise self._unknown(name, (*self.functions, *values.FUNCTIONS, "length", "isempty", "defined", "sum"))
        return values.call(str(name), given)

    def _own(self, function: MacroFunction, given: list[Value]) -> Value:
        if len(given) != len(function.arguments):
            raise values.Unfit
        if self.calls >= _DEEPEST_CALL:
            raise self.limit_error("@#define", _DEEPEST_CALL)
        before, self.calls = dict(self.names), self.calls + 1
        try:
            self.names.update(zip(function.arguments, given, strict=True))
            return self._any(function.body)
        finally:
            self.names, self.calls = before, self.calls - 1


def _leaves(value: Value) -> int:
    """Elements of a nested array, counted no further than the limit."""
    waiting, count = [value], 0
    while waiting:
        item = waiting.pop()
        if isinstance(item, list | tuple):
            waiting.extend(item)
        count += 1
        if count + len(waiting) > 2 * values.LONGEST:
            raise values.TooLong
    return count


def _text_of(tree: Any) -> str:
    """The words of an expression, in order, for an error message."""
    if not isinstance(tree, Tree):
        return str(tree)[:30]
    return " ".join(str(token) for token in tree.scan_values(lambda item: isinstance(item, Token)))[:30]
