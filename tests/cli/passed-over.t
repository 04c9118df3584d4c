With `--select`, files of a folder in which the rules that are asked for can find nothing are
not even parsed, so nothing is said about errors in them: here about b.py.

  $ mkdir pages
  $ cat > pages/fifo.md <<'END'
  > # fifo
  > 
  > A list used as a queue
  > 
  > ## What it does
  > 
  > ## Why it matters
  > 
  > ## When it is safe
  > 
  > ## When it is not
  > 
  > ## References
  > 
  > ```pyheap
  > match
  > - $q = [$*xs]
  > + $q = Queue([$*xs])
  > uses $q:
  > - $q.pop(0) #@ fifo
  > + $q.popleft()
  > - del $q[0] #@ fifo
  > + $q.popleft()
  >   $q.append($_)
  >   $q #@ where truth_tested($q)
  > where local($q)
  > where count(fifo) >= 1
  > message "{q} is a queue"
  > ```
  > 
  > ```python keep because="uses"
  > def f():
  >     q = []
  >     print(q)
  > ```
  > END
  $ mkdir src
  $ printf 'def f(jobs):\n    q = [jobs]\n    while q:\n        q.pop(0)\n' > src/a.py
  $ printf 'def broken(:\n' > src/b.py
  $ printf 'q = [1]\nq.pop(0\n' > src/c.py
  $ pyheap check --transforms pages -q --output-format concise --select fifo src
  src/a.py:2:5 fifo [safe] `q` is a queue
  error: src/c.py:2:1: does not parse as Python 3
  [2]
  $ pyheap check --transforms pages --output-format concise --select fifo src
  src/a.py:2:5 fifo [safe] `q` is a queue
  error: src/c.py:2:1: does not parse as Python 3
  Found 1 finding in 1 file (2 checked): 1 fixable with `pyheap fix`.
  1 file was refused.
  [2]

It lacks `NAME.pop(0`, which c.py has. With all rules every file is read, and so is what is
named, what comes by standard input, and what has a remark for pyheap.

  $ pyheap check --transforms pages -q --output-format concise src
  src/a.py:2:5 deque-popleft [safe] `q` is used as a queue: each removal or insertion at its front moves all other elements
  src/a.py:2:5 fifo [safe] `q` is a queue
  error: src/b.py:1:12: does not parse: something is missing here
  error: src/c.py:2:1: does not parse as Python 3
  [2]
  $ pyheap check --transforms pages -q --output-format concise --select ALL src
  src/a.py:2:5 deque-popleft [safe] `q` is used as a queue: each removal or insertion at its front moves all other elements
  src/a.py:2:5 fifo [safe] `q` is a queue
  error: src/b.py:1:12: does not parse: something is missing here
  error: src/c.py:2:1: does not parse as Python 3
  [2]
  $ pyheap check --transforms pages -q --select fifo src/b.py
  error: src/b.py:1:12: does not parse: something is missing here
  [2]
  $ pyheap check --transforms pages -q --select fifo - < src/b.py
  error: -:1:12: does not parse: something is missing here
  [2]
  $ printf 'def broken(:  # pyheap: ignore\n' > src/b.py
  $ pyheap check --transforms pages -q --select fifo src/b.py
  error: src/b.py:1:12: does not parse: something is missing here
  [2]
  $ pyheap check --transforms pages -q --output-format concise --select fifo src
  src/a.py:2:5 fifo [safe] `q` is a queue
  error: src/b.py:1:12: does not parse: something is missing here
  error: src/c.py:2:1: does not parse as Python 3
  [2]
  $ pyheap check --transforms pages --why fifo src/b.py
  error: src/b.py:1:12: does not parse: something is missing here
  [2]
  $ printf 'def fine(jobs):\n    return jobs\n' > src/b.py
  $ pyheap check --transforms pages --why fifo src/b.py
  src/b.py: no code here is of a kind that fifo starts with:
    pages/fifo.md:17: `$q = [$*xs]`, and the file holds no `NAME.pop(0` or `del NAME[0]`
  $ printf 'def fine(jobs):\n    q = []\n    return len(q)\n' > src/b.py
  $ pyheap check --transforms pages --why fifo src/b.py:2
  src/b.py:2:5  q = []
    pages/fifo.md:17: `$q = [$*xs]`
      matches
      proved   pages/fifo.md:26: local($q)
      use      `return len(q)` at src/b.py:3:16 fits no line below pages/fifo.md:19, so nothing is reported
      refuted  pages/fifo.md:25: truth_tested($q)
               so nothing is reported
      literal  the file holds no `NAME.pop(0` or `del NAME[0]`, so a run does not try this patch
      not reported
