"""What the fixes of the rule captured-reference gain: time, and the peak of tracemalloc.

A hundred functions are made and kept, each over a text of 100,000 characters."""
CASES = [
    dict(
        name="100 functions over texts of 100,000",
        setup="def make(number):\n    text = ''.join('x' for _ in range(100000))\n"
        "    return lambda: len(text)\n"
        "def make_short(number):\n    text = ''.join('x' for _ in range(100000))\n"
        "    text_len = len(text)\n    return lambda: text_len",
        before="kept = [make(number) for number in range(100)]",
        after="kept = [make_short(number) for number in range(100)]",
    ),
]
