"""What the rule counter gains: a loop that counts and collections.Counter."""

SETUP = "from collections import Counter, defaultdict; xs = [i * i & 1023 for i in range(%d)]"

CASES = [
    dict(
        name="dict.get, %d items" % count,
        setup=SETUP % count,
        before="""
d = {}
for x in xs:
    d[x] = d.get(x, 0) + 1
""",
        after="d = Counter(xs)",
    )
    for count in (10, 100, 1000000)
] + [
    dict(
        name="if and else",
        setup=SETUP % 1000000,
        before="""
d = {}
for x in xs:
    if x in d:
        d[x] += 1
    else:
        d[x] = 1
""",
        after="d = Counter(xs)",
    ),
    dict(
        name="into a dict",
        setup=SETUP % 1000000,
        before="""
d = {}
for x in xs:
    d[x] = d.get(x, 0) + 1
""",
        after="d = dict(Counter(xs))",
    ),
    dict(
        name="a key of its own",
        setup=SETUP % 1000000,
        before="""
d = {}
for x in xs:
    d[x & 255] = d.get(x & 255, 0) + 1
""",
        after="d = Counter(x & 255 for x in xs)",
    ),
    dict(
        name="defaultdict",
        setup=SETUP % 1000000,
        before="""
d = defaultdict(int)
for x in xs:
    d[x] += 1
""",
        after="d = Counter(xs)",
    ),
    dict(
        name="Counter by hand",
        setup=SETUP % 1000000,
        before="""
d = Counter()
for x in xs:
    d[x] += 1
""",
        after="d = Counter(xs)",
    ),
]
