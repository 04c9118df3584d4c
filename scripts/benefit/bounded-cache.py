DEFS = """
from functools import lru_cache

def make(size):
    @lru_cache(maxsize=size)
    def square(n: int) -> int:
        return n * n
    return square
"""

CASES = [
    dict(
        name="200,000 different arguments",
        setup=DEFS,
        before="square = make(None)\nfor n in range(200000): square(n)",
        after="square = make(1024)\nfor n in range(200000): square(n)",
    ),
    dict(
        name="500 arguments, each 200 times",
        setup=DEFS,
        before="square = make(None)\nfor _ in range(200):\n    for n in range(500): square(n)",
        after="square = make(1024)\nfor _ in range(200):\n    for n in range(500): square(n)",
    ),
]
