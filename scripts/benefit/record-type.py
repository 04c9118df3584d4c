"""Dicts with the same keys, and what may take their place."""
SETUP = ("from collections import namedtuple\nfrom dataclasses import make_dataclass\n"
         "Row = namedtuple('Row', ('a', 'b', 'c'))\n"
         "Slotted = make_dataclass('Slotted', ('a', 'b', 'c'), slots=True)\n"
         "Plain = make_dataclass('Plain', ('a', 'b', 'c'))")
DICTS = "rows = [{'a': None, 'b': i, 'c': i} for i in numbers]"
NUMBERS = "\nnumbers = [1] * 10_000"


def _made(name):
    return "rows = [{}(a=None, b=i, c=i) for i in numbers]".format(name)


CASES = [
    dict(name="10,000 rows, named tuples", setup=SETUP + NUMBERS, before=DICTS,
         after=_made("Row"), times=10),
    dict(name="10,000 rows, dataclass with slots", setup=SETUP + NUMBERS, before=DICTS,
         after=_made("Slotted"), times=10),
    dict(name="10,000 rows, dataclass", setup=SETUP + NUMBERS, before=DICTS,
         after=_made("Plain"), times=10),
    dict(name="reading, named tuple", setup=SETUP + "\nd = {'a': 1, 'b': 2, 'c': 3}\nr = Row(1, 2, 3)",
         before="d['b']", after="r.b", times=100_000),
    dict(name="reading, dataclass with slots",
         setup=SETUP + "\nd = {'a': 1, 'b': 2, 'c': 3}\nr = Slotted(1, 2, 3)",
         before="d['b']", after="r.b", times=100_000),
]
