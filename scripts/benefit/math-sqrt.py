CASES = [
    dict(
        name="100,000 roots of ints, rounded down",
        setup="from math import isqrt",
        before="found = [int(n ** 0.5) for n in range(100000)]",
        after="found = [isqrt(n) for n in range(100000)]",
    ),
    dict(
        name="100,000 roots",
        setup="from math import sqrt",
        before="found = [n ** 0.5 for n in range(100000)]",
        after="found = [sqrt(n) for n in range(100000)]",
    ),
]
