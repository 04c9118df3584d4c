"""What the rule itertools-product gains: nested loops, product and combinations."""

CASES = [
    dict(
        name="list of all pairs",
        setup="from itertools import product; a = list(range(600))",
        before="""
r = []
for x in a:
    for y in a:
        r.append((x, y))
""",
        after="r = list(product(a, repeat=2))",
    ),
    dict(
        name="list of the pairs of different places",
        setup="from itertools import combinations; n = 600",
        before="""
r = []
for i in range(n):
    for j in range(i + 1, n):
        r.append((i, j))
""",
        after="r = list(combinations(range(n), 2))",
    ),
    dict(
        name="pairs that are used at once",
        setup="from itertools import combinations; n = 600",
        before="""
t = 0
for i in range(n):
    for j in range(i + 1, n):
        t += i ^ j
""",
        after="""
t = 0
for i, j in combinations(range(n), 2):
    t += i ^ j
""",
    ),
]
