"""Values and code that a careless rewrite stumbles over, for scripts/differential.py."""
import collections
import decimal
import io
import types

# What every program begins with: names that recombined code may use. pyheap reads it too, so it
# sees classes and functions of the file; the arguments of CALLS below it does not see.
PRELUDE = '''\
CALLS = []


def probe(value):
    CALLS.append(value)
    print("probe", len(CALLS), repr(value))
    if len(CALLS) % 5 == 0:
        raise ValueError("probe %d" % len(CALLS))
    return value


def same(value):
    return value


def change(value):
    for name in ("append", "add"):
        if hasattr(value, name):
            getattr(value, name)("changed")
            return None
    return value


class Text(str):
    def __eq__(self, other):
        print("Text.__eq__")
        return str(self).lower() == str(other).lower()

    def __hash__(self):
        return 7

    def __add__(self, other):
        raise TypeError("Text cannot be added")

    def __radd__(self, other):
        print("Text.__radd__")
        return Text(str(other) + "!" + str(self))


class Items(list):
    def append(self, value):
        print("Items.append")
        super().append([value])

    def pop(self, at=-1):
        print("Items.pop")
        return super().pop(at)


class Unhashable:
    __hash__ = None

    def __eq__(self, other):
        print("Unhashable.__eq__")
        return True


class Quiet:
    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, *error):
        print("exit", error[0])
        return True


def numbers():
    try:
        for i in range(4):
            print("give", i)
            yield i
    finally:
        print("numbers ends")

'''

PRELUDE_NAMES = ("probe", "same", "change")

# Expressions that take the place of others.
EXPRESSIONS = """
0; 1; -1; 2; 3; True; False; None; 0.0; -0.0; 1.5; float("nan"); float("inf"); 2**60; 1j; ""; "a"; "b";
"abc"; "a b"; b""; b"a"; []; [1]; [3, 1, 2]; ["a", "b"]; [[1], [2]]; [None]; (); (1,); (1, 2); ("a", "b");
{}; {"a": 1}; {1: [2]}; set(); {1}; {"a", "b"}; range(0); range(3); range(3, 0, -1); iter([1, 2]);
numbers(); Text("A"); Text("b"); Items(); Items([1]); Unhashable(); Quiet(); len("abc"); str(1); ...;
[0, True, 1.0]; ["a", b"a"]; [float("nan")] * 2; frozenset({1}); bytearray(b"a"); lambda: 1;
[i for i in range(3)]; (i for i in range(3)); {i: i for i in range(3)}; "a".split(); list("ab"); dict(a=1)
"""

# Around an expression E of the program.
WRAPPERS = ("probe(E)", "same(E)", "list(E)", "tuple(E)", "iter(E)", "str(E)", "(E, E)", "[E]", "[*E]",
            "sorted(E)", "reversed(E)", "len(E)", "E + E", "not E", "E or 1", "E if probe(1) else E",
            "(lambda: E)()", "[E for _ in range(2)]", "E[0]", "E[:]", "E.copy()", "repr(E)", "enumerate(E)",
            "dict(E)", "set(E)", "max(E)", "int(E)", "(E).append", "f'{E}'", "E == E", "E in [1, 'a']",
            "Text(E)", "Items(E)", "next(iter(E))", "-E", "E * 2", "zip(E, E)")

# Statements put in somewhere; N and M are names of the function.
STATEMENTS = ("print(N)", "print(repr(N), M)", "M = N", "N = M", "alias = N", "N.append(M)", "probe(N)", "change(N)",
              "del N", "raise KeyError(N)", "return N", "return", "if N: return M", "if N: break", "break",
              "continue", "if probe(N): continue", "yield N", "N += M", "N = []", "N = ''", "N = {}", "N[0] = M",
              "for N in range(2): pass", "print(N is M)", "print(type(N))", "print(sorted(locals()))", "N.pop()",
              "N.clear()", "assert N", "pass", "print(N == M)", "CALLS.append(N)", "keep = lambda: N",
              "print([N for _ in range(2)])", "N.extend(N)", "N.insert(0, M)", "N.pop(0)", "print(len(N))",
              "N = iter(N)", "N = same(N)", "M = [N]", "print(N[0])", "N['a'] = M", "N.update(M)", "N.add(M)",
              "global N", "import math", "sum = probe", "N = N.copy()", "print(*N)", "M = N[:]", "N.sort()")

# Around statements B of the program.
BLOCKS = ("try:\n    B\nexcept Exception as error:\n    print(type(error).__name__, error, N)",
          "try:\n    B\nfinally:\n    print('finally', N)",
          "try:\n    B\nexcept (IndexError, KeyError, ValueError):\n    N = 'lost'",
          "for _again in range(2):\n    B", "while True:\n    B\n    break", "if probe(1):\n    B", "with Quiet():\n    B",
          "if N:\n    B\nelse:\n    print('no')",
          "def inner():\n    B\ninner()", "class Body:\n    B", "def inner():\n    yield 0\n    B\nprint(list(inner()))",
          "def inner():\n    nonlocal N\n    B\ninner()")


def arguments():
    """Makers of fresh arguments, unseen by pyheap."""
    return MAKERS


class Logged:
    """Says what is done with it."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return "<%s>" % self.name

    def __add__(self, other):
        raise RuntimeError("add " + self.name)

    def __radd__(self, other):
        print("radd", self.name)
        return self

    def __eq__(self, other):
        print("eq", self.name)
        return NotImplemented

    def __lt__(self, other):
        print("lt", self.name)
        return self.name < getattr(other, "name", "")

    def __hash__(self):
        print("hash", self.name)
        return 1

    def __bool__(self):
        print("bool", self.name)
        return True

    def __iter__(self):
        print("iter", self.name)
        yield 1
        yield self

    def __call__(self, *values):
        print("call", self.name, values)
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        print("get", self.name, name)
        return Logged(self.name + "." + name)


class LoggedList(list):
    def __iter__(self):
        print("LoggedList.__iter__")
        return super().__iter__()

    def append(self, value):
        print("LoggedList.append", value)
        super().append(value)

    def __len__(self):
        print("LoggedList.__len__")
        return super().__len__()


class LoudText(str):
    def __add__(self, other):
        print("LoudText.__add__")
        return "loud"

    def __eq__(self, other):
        print("LoudText.__eq__")
        return False

    __hash__ = None


class Float(float):
    def __pow__(self, other):
        print("Float.__pow__")
        return "power"


def raising():
    yield 1
    yield 2
    raise LookupError("raising")


def twice():
    shared = [1, 2]
    return [shared, shared]


MAKERS = (
    lambda: 0, lambda: 1, lambda: -1, lambda: 3, lambda: 7, lambda: True, lambda: False, lambda: None,
    lambda: -0.0, lambda: float("nan"), lambda: 2.5, lambda: float("-inf"), lambda: 2**53 + 1, lambda: 1j,
    lambda: "", lambda: "a", lambda: "a b\nc", lambda: "data.txt", lambda: b"", lambda: b"ab", lambda: [],
    lambda: [1], lambda: [3, 1, 2, 3], lambda: ["b", "a", "b"], lambda: [[1, 2], [3]], twice, lambda: [None, 1],
    lambda: ["a", 1], lambda: [(1, 2), (3, 4)], lambda: (), lambda: (1, 2), lambda: ("a", ["b"]), lambda: {},
    lambda: {"a": 1, "b": [2]}, lambda: {1: 2, 3: 4}, lambda: set(), lambda: {5, 3, 1}, lambda: {"x", "y"},
    lambda: range(4), lambda: iter([1, 2, 3]), raising, lambda: (i for i in "ab"),
    lambda: Logged("one"), lambda: [Logged("one"), Logged("two")], lambda: LoggedList([1, 2]),
    lambda: LoudText("A"), lambda: [LoudText("A"), "a"], lambda: Float(4), lambda: decimal.Decimal("2.25"),
    lambda: collections.defaultdict(list, a=[1]), lambda: collections.Counter("aab"),
    lambda: collections.deque([1, 2]), lambda: io.StringIO("one\ntwo\n\nthree"), lambda: print,
    lambda: types.SimpleNamespace(items=[1, 2], name="n", value=3), lambda: [{"a": 1}, {"a": 2, "b": 3}],
    lambda: len, lambda: str, lambda: (lambda value=None: value), lambda: bytearray(b"ab"), lambda: object,
)
