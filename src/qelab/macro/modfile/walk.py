"""Walking expressions without evaluating them: how deep they are, which names they hold, where they bend."""

from collections.abc import Collection, Iterator

from qelab.macro.modfile import syntax

_BENDING = ("max", "min", "abs", "sign")
_SMOOTH = ("+", "-", "*", "/", "^")


def nodes(expression: syntax.Expression) -> Iterator[syntax.Expression]:
    """Every node of an expression, without recursion."""
    waiting = [expression]
    while waiting:
        item = waiting.pop()
        yield item
        match item:
            case syntax.Unary(operand=operand):
                waiting.append(operand)
            case syntax.Binary(left=left, right=right):
                waiting += [right, left]
            case syntax.Call(arguments=arguments):
                waiting += reversed(arguments)


def first_place(expression: syntax.Expression) -> syntax.Place:
    """Place of the first name in an expression (a line of pure numbers has none).

    >>> first_place(syntax.Number(1.0))
    Place(line=0, column=0, file='')
    """
    for item in nodes(expression):
        if isinstance(item, syntax.Name | syntax.Call):
            return item.place
    return syntax.Place(0, 0)


def deeper_than(expression: syntax.Expression, limit: int) -> bool:
    """Whether brackets, signs and function calls are nested more deeply; a long sum is not deep.

    >>> deeper_than(syntax.Unary("-", syntax.Unary("-", syntax.Number(1.0))), 1)
    True
    """
    waiting: list[tuple[syntax.Expression, int]] = [(expression, 0)]
    while waiting:
        item, depth = waiting.pop()
        if depth > limit:
            return True
        match item:
            case syntax.Unary(operand=operand):
                waiting.append((operand, depth + 1))
            case syntax.Binary(left=left, right=right):
                waiting.append((left, depth))
                waiting.append((right, depth + 1))
            case syntax.Call(arguments=arguments):
                waiting += [(argument, depth + 1) for argument in arguments]
    return False


def expressions(file: syntax.ModFile) -> Iterator[tuple[syntax.Expression, syntax.Place]]:
    """Every expression of a file, with the place of its statement."""
    for item in (*file.assignments, *file.initval, *file.endval, *file.histval, *file.steady_state_model):
        yield item.expression, item.place
    for item in file.model:
        if isinstance(item, syntax.Local):
            yield item.expression, item.place
        else:
            yield item.left, item.place
            yield item.right, item.place
    for item in file.shocks:
        for value in item.values if isinstance(item, syntax.ShockPath) else (item.expression,):
            yield value, item.place
    for item in file.occbin_constraints:
        yield item.bind, item.place
        if item.relax is not None:
            yield item.relax, item.place


def first_bend(file: syntax.ModFile) -> tuple[str, syntax.Place] | None:
    """The first max, min, abs, sign or comparison of endogenous variables in the model block."""
    moving = {symbol.name for symbol in file.endogenous}
    for item in file.model:
        sides = (item.expression,) if isinstance(item, syntax.Local) else (item.left, item.right)
        for node in (node for side in sides for node in nodes(side)):
            match node:
                case syntax.Call(name=name, arguments=arguments) if name in _BENDING:
                    if any(_holds(argument, moving) for argument in arguments):
                        return name, item.place
                case syntax.Binary(operator=sign) if sign not in _SMOOTH and _holds(node, moving):
                    return sign, item.place
        if isinstance(item, syntax.Local) and _holds(item.expression, moving):
            moving.add(item.name)
    return None


def _holds(expression: syntax.Expression, names: Collection[str]) -> bool:
    return any(isinstance(item, syntax.Name | syntax.Call) and item.name in names for item in nodes(expression))
