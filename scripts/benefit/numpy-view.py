"""What the fixes of the rule numpy-view gain: time, and the peak of tracemalloc."""
CASES = [
    dict(
        name="mask of an array of 1,000,000",
        setup="import numpy as np\nvalues = np.linspace(0, 1, 1000000)\nmask = values > 0.5",
        before="top = values[mask].copy()",
        after="top = values[mask]",
    ),
    dict(
        name="sum of every other of 1,000,000",
        setup="import numpy as np\nvalues = np.linspace(0, 1, 1000000)",
        before="total = values[::2].copy().sum()",
        after="total = values[::2].sum()",
    ),
]
