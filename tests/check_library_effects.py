#!/usr/bin/env python3
"""Tries every row of src/facts/library_effects.def out on the running Python.

usage: check_library_effects.py FOLDER

Each function is called with values of the classes that its row names. It must leave its
arguments as they are, run no code of what is in them where the row says that elements do not
matter, give the same when it is called again, and never raise if the row says TOTAL.

exit: 0 all rows hold, 1 some do not, 2 wrong use
"""
import builtins
import importlib
import itertools
import os
import re
import sys

ROW = re.compile(r'PH_LIBRARY_EFFECT\(\s*"([\w.]+)",\s*(\d+),\s*(\d+),\s*([^,]+?),\s*([^,]+?),'
                 r'\s*(\w+),\s*((?:"[^"]*"\s*)+)\)')
VALUES = {
    "BOOL": (False, True), "INT": (0, 1, -7, 2 ** 80), "FLOAT": (0.0, -0.0, 1.5, float("nan")),
    "COMPLEX": (2j,), "STR": ("", "a", "Aé/b.c\n"), "BYTES": (b"", b"ab", b"\xff\0"),
    "NONE": (None,), "ELLIPSIS": (...,), "RANGE": (range(0), range(3)),
}
GROUPS = {
    "PH_INTEGERS": "BOOL INT", "PH_REALS": "BOOL INT FLOAT",
    "PH_TYPE_SCALARS": "BOOL INT FLOAT COMPLEX STR BYTES NONE ELLIPSIS",
    "PH_SIZED": "STR BYTES TUPLE LIST DICT SET FROZENSET BYTEARRAY",
    "PH_ORDERED": "STR BYTES TUPLE LIST DICT RANGE",
}
CONTAINERS = {"TUPLE": tuple, "LIST": list, "DICT": dict.fromkeys, "SET": set,
              "FROZENSET": frozenset}
OWN_ELEMENTS = {"STR": "STR", "BYTES": "INT", "BYTEARRAY": "INT", "RANGE": "INT"}
seen = []


def noticing(name):
    def method(self, *args):
        seen.append(name)
        return NotImplemented
    return method


class Probe:
    """Tells when it is asked for anything."""
    __hash__ = object.__hash__


for special in ("__eq__", "__lt__", "__bool__", "__len__", "__iter__", "__add__", "__radd__",
                "__index__", "__repr__", "__str__", "__format__"):
    setattr(Probe, special, noticing(special))


def classes(text):
    names = []
    for part in re.split(r"\s*\|\s*", text):
        names += GROUPS[part].split() if part in GROUPS else [part[len("PH_TYPE_"):]]
    return [] if text == "0" else list(dict.fromkeys(names))


def samples(kinds, elements):
    """Values of the classes, each as a function that makes it."""
    for kind in kinds:
        own = OWN_ELEMENTS.get(kind)
        if elements and own is not None and own not in elements:
            continue
        if kind == "BYTEARRAY":
            yield from (lambda v=v: bytearray(v) for v in VALUES["BYTES"])
        elif kind in CONTAINERS:
            make = CONTAINERS[kind]
            if not elements:
                yield from (lambda n=n, make=make: make([Probe() for _ in range(n)])
                            for n in (0, 2))
            for element in elements:
                yield from (lambda v=v, n=n, make=make: make(v[:n])
                            for v in (VALUES[element],) for n in (0, len(v)))
        else:
            yield from (lambda v=v: v for v in VALUES[kind])


def insides(value):
    parts = [*value, *value.values()] if isinstance(value, dict) else \
        list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
    return type(value), [id(part) for part in parts]


def exactly(value):
    """What tells results apart, NaN and the sign of zero included."""
    if isinstance(value, (zip, enumerate, reversed)) or "iterator" in type(value).__name__:
        return type(value)
    if isinstance(value, (list, tuple, set, frozenset, dict)):
        return type(value), [exactly(one) for one in value]
    return type(value) if isinstance(value, Probe) else (type(value), repr(value))


def check_call(function, makers, is_total):
    args = [make() for make in makers]
    before = [insides(arg) for arg in args]
    results = []
    seen.clear()
    for _ in range(2):
        try:
            results.append(function(*args))
        except Exception as error:
            if is_total:
                return "raises %r" % error
            results.append(type(error))
    if seen:
        return "runs %s of an element" % seen[0]
    if [insides(arg) for arg in args] != before:
        return "changes an argument"
    if exactly(results[0]) != exactly(results[1]):
        return "gives another result the second time"
    return None


def function_of(path):
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module) if module else builtins, name, None)


def main():
    if len(sys.argv) != 2:
        print(__doc__.split("\n\n")[1], file=sys.stderr)
        return 2
    with open(os.path.join(sys.argv[1], "src", "facts", "library_effects.def")) as file:
        text = file.read()
    text = text[text.index("*/"):]
    rows = ROW.findall(text)
    if len(rows) != text.count("PH_LIBRARY_EFFECT(") or not rows:
        print("library_effects.def: %d rows, %d read" % (text.count("PH_LIBRARY_EFFECT("),
                                                          len(rows)))
        return 1
    sys.set_int_max_str_digits(0) if hasattr(sys, "set_int_max_str_digits") else None
    wrong = calls = 0
    for path, least, most, args, elems, effect, source in rows:
        function = function_of(path)
        if function is None or not source.strip('" \n'):
            print("%s: %s" % (path, "not there" if function is None else "no source"))
            wrong += 1
            continue
        makers = list(samples(classes(args), classes(elems)))
        for count in range(int(least), min(int(most), 3) + 1):
            for chosen in itertools.islice(itertools.product(makers, repeat=count), 3000):
                if path in ("pow", "math.comb", "math.factorial", "range", "round") and \
                        any(isinstance(make(), int) and abs(make()) > 9 for make in chosen):
                    continue
                calls += 1
                trouble = check_call(function, chosen, effect == "TOTAL")
                if trouble:
                    print("%s(%s) %s" % (path, ", ".join(str(type(make())) for make in chosen),
                                         trouble))
                    wrong += 1
                    break
    print("%d rows, %d calls, %d wrong" % (len(rows), calls, wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
