CASES = [
    dict(
        name="the length of a list in a while, 100,000 rounds",
        setup="items = list(range(100000))",
        before="i = 0\nwhile i < len(items):\n    i += 1",
        after="i = 0\ncached_len = len(items)\nwhile i < cached_len:\n    i += 1",
    ),
    dict(
        name="a set of 1,000 names, 1,000 rounds",
        setup="names = [str(n) for n in range(1000)]",
        before="found = [n for n in names if n in set(names)]",
        after="cached_set = set(names)\nfound = [n for n in names if n in cached_set]",
    ),
    dict(
        name="a function that adds up 200 numbers, 1,000 rounds",
        setup="def work():\n    total = 0\n    for i in range(200):\n        total += i * i % 7\n    return total",
        before="result = 0\nfor i in range(1000):\n    result += work()",
        after="result = 0\ncached_work = work()\nfor i in range(1000):\n    result += cached_work",
    ),
]
