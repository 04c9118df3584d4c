"""What the fixes of the rule numpy-vectorize gain: time, and the peak of tracemalloc."""
CASES = [
    dict(
        name="difference of two arrays of 100,000",
        setup="import numpy as np\nlow = np.zeros(100000)\nhigh = np.ones(100000)",
        before="gap = np.array([b - a for b, a in zip(high, low)])",
        after="gap = high - low",
    ),
    dict(
        name="2 * x + 1 of an array of 100,000",
        setup="import numpy as np\nvalues = np.linspace(0, 1, 100000)",
        before="result = np.array([2 * x + 1 for x in values])",
        after="result = 2 * values + 1",
    ),
]
