With `--select`, files of a folder in which the rules that are asked for can find nothing are
not even parsed, so nothing is said about errors in them: here about b.py.

  $ mkdir src
  $ printf 'def f(jobs):\n    q = [jobs]\n    while q:\n        q.pop(0)\n' > src/a.py
  $ printf 'def broken(:\n' > src/b.py
  $ printf 'q = [1]\nq.pop(0\n' > src/c.py
  $ pyheap check -q --output-format concise --select deque-popleft src
  src/a.py:2:5 deque-popleft [safe] `q` is used as a queue: each removal or insertion at its front moves all other elements
  error: src/c.py:2:1: does not parse as Python 3
  [2]
  $ pyheap check --output-format concise --select deque-popleft src
  src/a.py:2:5 deque-popleft [safe] `q` is used as a queue: each removal or insertion at its front moves all other elements
  error: src/c.py:2:1: does not parse as Python 3
  Found 1 finding in 1 file (2 checked): 1 fixable with `pyheap fix`.
  1 file was refused.
  [2]

It lacks `NAME.pop(0`, which c.py has. With all rules every file is read, and so is what is
named, what comes by standard input, and what has a remark for pyheap.

  $ pyheap check -q --output-format concise src
  src/a.py:2:5 deque-popleft [safe] `q` is used as a queue: each removal or insertion at its front moves all other elements
  error: src/b.py:1:12: does not parse: something is missing here
  error: src/c.py:2:1: does not parse as Python 3
  [2]
  $ pyheap check -q --output-format concise --select ALL src
  src/a.py:2:5 deque-popleft [safe] `q` is used as a queue: each removal or insertion at its front moves all other elements
  error: src/b.py:1:12: does not parse: something is missing here
  error: src/c.py:2:1: does not parse as Python 3
  [2]
  $ pyheap check -q --select deque-popleft src/b.py
  error: src/b.py:1:12: does not parse: something is missing here
  [2]
  $ pyheap check -q --select deque-popleft - < src/b.py
  error: -:1:12: does not parse: something is missing here
  [2]
  $ printf 'def broken(:  # pyheap: ignore\n' > src/b.py
  $ pyheap check -q --select deque-popleft src/b.py
  error: src/b.py:1:12: does not parse: something is missing here
  [2]
  $ pyheap check -q --output-format concise --select deque-popleft src
  src/a.py:2:5 deque-popleft [safe] `q` is used as a queue: each removal or insertion at its front moves all other elements
  error: src/b.py:1:12: does not parse: something is missing here
  error: src/c.py:2:1: does not parse as Python 3
  [2]
  $ pyheap check --why deque-popleft src/b.py
  error: src/b.py:1:12: does not parse: something is missing here
  [2]
  $ printf 'def fine(jobs):\n    return jobs\n' > src/b.py
  $ pyheap check --why deque-popleft src/b.py
  src/b.py: no code here is of a kind that deque-popleft starts with:
    transforms/deque-popleft.md:63: `$q = []`, and the file holds no `NAME = NAME[`, `NAME:`, `NAME.pop(0`, `NAME.insert(0` or `del NAME[0]`
    transforms/deque-popleft.md:66: `$q = [$*xs]`, and the file holds no `NAME = NAME[`, `NAME:`, `NAME.pop(0`, `NAME.insert(0` or `del NAME[0]`
    transforms/deque-popleft.md:69: `$q = list()`, and the file holds no `NAME = NAME[`, `NAME:`, `NAME.pop(0`, `NAME.insert(0` or `del NAME[0]`
    transforms/deque-popleft.md:72: `$q = list($src)`, and the file holds no `NAME = NAME[`, `NAME:`, `NAME.pop(0`, `NAME.insert(0` or `del NAME[0]`
    transforms/deque-popleft.md:75: `$q = $list`, and the file holds no `NAME = NAME[`, `NAME:`, `NAME.pop(0`, `NAME.insert(0` or `del NAME[0]`
    transforms/deque-popleft.md:78: `$q: list = []`, and the file holds no `NAME = NAME[`, `NAME:`, `NAME.pop(0`, `NAME.insert(0` or `del NAME[0]`
    transforms/deque-popleft.md:81: `$q: list = $list`, and the file holds no `NAME = NAME[`, `NAME:`, `NAME.pop(0`, `NAME.insert(0` or `del NAME[0]`
    transforms/deque-popleft.md:84: `$q: list[$item] = []`, and the file holds no `NAME = NAME[`, `NAME:`, `NAME.pop(0`, `NAME.insert(0` or `del NAME[0]`
    transforms/deque-popleft.md:87: `$q: typing.List[$item] = []`, and the file holds no `NAME = NAME[`, `NAME:`, `NAME.pop(0`, `NAME.insert(0` or `del NAME[0]`
    transforms/deque-popleft.md:90: `$q: typing.List[$item] = $list`, and the file holds no `NAME = NAME[`, `NAME:`, `NAME.pop(0`, `NAME.insert(0` or `del NAME[0]`
    transforms/deque-popleft.md:93: `$q: list[$item] = $list`, and the file holds no `NAME = NAME[`, `NAME:`, `NAME.pop(0`, `NAME.insert(0` or `del NAME[0]`
    transforms/deque-popleft.md:203: `$o.$q = []`, and the file holds no `.pop(0`, `.insert(0` or `del`
    transforms/deque-popleft.md:206: `$o.$q = [$*xs]`, and the file holds no `.pop(0`, `.insert(0` or `del`
    transforms/deque-popleft.md:209: `$o.$q = list()`, and the file holds no `.pop(0`, `.insert(0` or `del`
    transforms/deque-popleft.md:212: `$o.$q = list($src)`, and the file holds no `.pop(0`, `.insert(0` or `del`
  $ printf 'def fine(jobs):\n    q = []\n    return len(q)\n' > src/b.py
  $ pyheap check --why deque-popleft src/b.py:2
  src/b.py:2:5  q = []
    transforms/deque-popleft.md:63: `$q = []`
      matches
      proved   transforms/deque-popleft.md:95: local($q)
      proved   transforms/deque-popleft.md:96: closed_scope($q)
      proved   transforms/deque-popleft.md:97: first_def($q)
      use      `return len(q)` at src/b.py:3:16 fits transforms/deque-popleft.md:148: `len($q)`
      refuted  transforms/deque-popleft.md:194: count(fifo) >= 1
               so nothing is reported
      literal  the file holds no `NAME = NAME[`, `NAME:`, `NAME.pop(0`, `NAME.insert(0` or `del NAME[0]`, so a run does not try this patch
      not reported
    transforms/deque-popleft.md:66: `$q = [$*xs]`
      matches
      refuted  transforms/deque-popleft.md:66: count($xs) >= 1
               so nothing is reported
      literal  the file holds no `NAME = NAME[`, `NAME:`, `NAME.pop(0`, `NAME.insert(0` or `del NAME[0]`, so a run does not try this patch
      not reported
    transforms/deque-popleft.md:69: `$q = list()`
      does not match at src/b.py:2:9: a call `list()` was expected, a list `[]` is there
    transforms/deque-popleft.md:72: `$q = list($src)`
      does not match at src/b.py:2:9: a call `list($src)` was expected, a list `[]` is there
    transforms/deque-popleft.md:75: `$q = $list`
      matches
      proved   transforms/deque-popleft.md:75: fresh_list($list)
      proved   transforms/deque-popleft.md:95: local($q)
      proved   transforms/deque-popleft.md:96: closed_scope($q)
      proved   transforms/deque-popleft.md:97: first_def($q)
      use      `return len(q)` at src/b.py:3:16 fits transforms/deque-popleft.md:148: `len($q)`
      refuted  transforms/deque-popleft.md:194: count(fifo) >= 1
               so nothing is reported
      literal  the file holds no `NAME = NAME[`, `NAME:`, `NAME.pop(0`, `NAME.insert(0` or `del NAME[0]`, so a run does not try this patch
      not reported
    transforms/deque-popleft.md:78: `$q: list = []`
      does not match at src/b.py:2:7: `:` was expected, `=` is there
    transforms/deque-popleft.md:81: `$q: list = $list`
      does not match at src/b.py:2:7: `:` was expected, `=` is there
    transforms/deque-popleft.md:84: `$q: list[$item] = []`
      does not match at src/b.py:2:7: `:` was expected, `=` is there
    transforms/deque-popleft.md:87: `$q: typing.List[$item] = []`
      does not match at src/b.py:2:7: `:` was expected, `=` is there
    transforms/deque-popleft.md:90: `$q: typing.List[$item] = $list`
      does not match at src/b.py:2:7: `:` was expected, `=` is there
    transforms/deque-popleft.md:93: `$q: list[$item] = $list`
      does not match at src/b.py:2:7: `:` was expected, `=` is there
    transforms/deque-popleft.md:203: `$o.$q = []`
      does not match at src/b.py:2:5: an attribute `$o.$q` was expected, `q` is there
    transforms/deque-popleft.md:206: `$o.$q = [$*xs]`
      does not match at src/b.py:2:5: an attribute `$o.$q` was expected, `q` is there
    transforms/deque-popleft.md:209: `$o.$q = list()`
      does not match at src/b.py:2:5: an attribute `$o.$q` was expected, `q` is there
    transforms/deque-popleft.md:212: `$o.$q = list($src)`
      does not match at src/b.py:2:5: an attribute `$o.$q` was expected, `q` is there
