"""What the fixes of the rule needless-copy gain: time, and the peak of tracemalloc."""
CASES = [
    dict(
        name="copy of a list of 300,000",
        setup="rows = list(range(300000))",
        before="kept = rows[:]",
        after="kept = rows",
    ),
    dict(
        name="copy of a dict of 100,000",
        setup="rows = dict.fromkeys(range(100000))",
        before="kept = rows.copy()",
        after="kept = rows",
    ),
    dict(
        name="loop over a list of 300,000",
        setup="rows = list(range(300000))",
        before="for row in list(rows):\n    pass",
        after="for row in rows:\n    pass",
    ),
    dict(
        name="sorted(list(..)) of a set of 300,000",
        setup="rows = set(range(300000))",
        before="ordered = sorted(list(rows))",
        after="ordered = sorted(rows)",
    ),
]
