CASES = [
    dict(
        name="os.path.basename, 100,000 lookups",
        setup="import os",
        before="for i in range(100000):\n    os.path.basename",
        after="basename = os.path.basename\nfor i in range(100000):\n    basename",
    ),
    dict(
        name="math.sin and math.cos, 100,000 calls each",
        setup="import math",
        before="for i in range(100000):\n    math.sin(i) * math.cos(i)",
        after="sin = math.sin\ncos = math.cos\nfor i in range(100000):\n    sin(i) * cos(i)",
    ),
    dict(
        name="a function of the module, 100,000 calls",
        setup="def add_pair(a, b):\n    return a + b\nglobals()['add_pair'] = add_pair",
        before="for i in range(100000):\n    add_pair(i, 1)",
        after="local_add_pair = add_pair\nfor i in range(100000):\n    local_add_pair(i, 1)",
    ),
]
