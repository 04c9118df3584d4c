"""Lists whose front is taken off."""
CASES = [dict(name="`q.pop(0)` until {n:,} are gone".format(n=n),
              setup="from collections import deque\nitems = list(range({}))".format(n),
              before="q = list(items)\nwhile q:\n    q.pop(0)",
              after="q = deque(items)\nwhile q:\n    q.popleft()", times=t)
         for n, t in ((10, 1000), (1_000, 10), (30_000, 1), (100_000, 1))]
CASES.append(dict(name="`q.insert(0, x)`, 30,000",
                  setup="from collections import deque",
                  before="q = []\nfor i in range(30_000):\n    q.insert(0, i)",
                  after="q = deque()\nfor i in range(30_000):\n    q.appendleft(i)"))
CASES.append(dict(name="an empty one", setup="from collections import deque", before="q = []",
                  after="q = deque()", times=10_000))
