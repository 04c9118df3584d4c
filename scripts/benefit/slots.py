"""Objects with a dict of their own, and with slots."""


def _class(names, slots):
    lines = ["class C:"]
    lines += ["    __slots__ = {}".format(tuple(names))] if slots else []
    lines += ["    def __init__(self, {}):".format(", ".join(names))]
    lines += ["        self.{0} = {0}".format(name) for name in names]
    return "\n".join(lines)


def _case(count):
    names = ["a", "b", "c", "d", "e", "f", "g", "h"][:count]
    args = ", ".join(["None"] * count)
    make = "\nobjects = [C({}) for i in range(10_000)]".format(args)
    return dict(name="10,000 objects of {} attributes".format(count), setup="pass",
                before=_class(names, False) + make, after=_class(names, True) + make, times=10)


CASES = [_case(count) for count in (1, 2, 4, 8)]
