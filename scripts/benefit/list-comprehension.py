"""What the rule list-comprehension gains: a loop and the comprehension that takes its place."""

CASES = [
    dict(
        name="list of %d" % count,
        setup="xs = list(range(%d))" % count,
        before="""
r = []
for x in xs:
    r.append(x + 1)
""",
        after="r = [x + 1 for x in xs]",
    )
    for count in (3, 10, 50, 300000)
] + [
    dict(
        name="list with a condition",
        setup="xs = list(range(300000))",
        before="""
r = []
for x in xs:
    if x & 1:
        r.append(x)
""",
        after="r = [x for x in xs if x & 1]",
    ),
    dict(
        name="set",
        setup="xs = list(range(300000))",
        before="""
r = set()
for x in xs:
    r.add(x & 1023)
""",
        after="r = {x & 1023 for x in xs}",
    ),
    dict(
        name="dict",
        setup="xs = list(range(300000))",
        before="""
r = {}
for x in xs:
    r[x] = x + 1
""",
        after="r = {x: x + 1 for x in xs}",
    ),
    dict(
        name="copy",
        setup="xs = tuple(range(300000))",
        before="""
r = []
for x in xs:
    r.append(x)
""",
        after="r = list(xs)",
    ),
    dict(
        name="made at its length and filled",
        setup="n = 300000",
        before="""
r = [None] * n
for i in range(n):
    r[i] = i + 1
""",
        after="r = [i + 1 for i in range(n)]",
    ),
]
