"""What the fixes of the rule del-temporary gain: time, and the peak of tracemalloc."""
CASES = [
    dict(
        name="100,000 strings, then a dict of 100,000",
        setup="n = 100000",
        before="raw = [str(i) * 4 for i in range(n)]\nwidth = max(len(text) for text in raw)\n"
        "table = {i: i * i for i in range(n)}",
        after="raw = [str(i) * 4 for i in range(n)]\nwidth = max(len(text) for text in raw)\n"
        "del raw\ntable = {i: i * i for i in range(n)}",
    ),
]
