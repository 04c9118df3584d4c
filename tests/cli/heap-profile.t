A class whose objects are made elsewhere is told where a profile names it.

  $ cat > shapes.py <<'END'
  > class _Dot:
  >     def __init__(self, x, y):
  >         self.x = x
  >         self.y = y
  > 
  > 
  > def total(n):
  >     return sum(map(abs, map(_across, range(n))))
  > 
  > 
  > def _across(n):
  >     dot = _Dot(n, -n)
  >     return dot.x - dot.y
  > END
  $ pyheap check shapes.py
  All checks passed (1 file).
  $ echo '{"t": "peak", "file": "'$(pwd -P)'/shapes.py", "line": 3, "bytes": 6380000, "count": 99806}' > peak.jsonl
  $ pyheap check --heap-profile peak.jsonl shapes.py
  shapes.py:1:7 slots [safe] each object of `_Dot` has a dict of its own
    |
  1 | class _Dot:
    |       ^^^^
    |
  heap: 6.4 MB in 99806 blocks at the peak of the profile
  help: name its attributes in __slots__
  
  Found 1 finding in 1 file (1 checked): 1 fixable with `pyheap fix`.
  [1]
  $ pyheap check --heap-profile peak.jsonl --output-format json shapes.py | grep -o '"heap".*'
  "heap": {"bytes": 6380000, "blocks": 99806}}

Little is no reason, and neither is another file or line:

  $ echo '{"t": "peak", "file": "'$(pwd -P)'/shapes.py", "line": 3, "bytes": 63800, "count": 998}' > peak.jsonl
  $ echo '{"t": "peak", "file": "'$(pwd -P)'/shapes.py", "line": 5, "bytes": 6380000, "count": 998}' >> peak.jsonl
  $ echo '{"t": "peak", "file": "/other/shapes.py", "line": 3, "bytes": 6380000, "count": 998}' >> peak.jsonl
  $ echo '{"t": "live", "more": 1}' >> peak.jsonl
  $ pyheap check --heap-profile peak.jsonl shapes.py
  All checks passed (1 file).

A file that is newer than the profile may have other lines by now:

  $ touch -d '+1 hour' shapes.py
  $ pyheap check --heap-profile peak.jsonl shapes.py 2>&1 | sed "s|$(pwd -P)|HERE|"
  warning: HERE/shapes.py: changed after the heap profile was written: its lines may have moved
  All checks passed (1 file).

What is no profile is refused, with its line:

  $ echo '{"t": "peak", "file": "shapes.py", "line": "one", "bytes": 1, "count": 1}' >> peak.jsonl
  $ pyheap check --heap-profile peak.jsonl shapes.py
  error: peak.jsonl:5: this is no line of a heap profile
    hint: docs/heap-profile.md shows how one is made
  [2]
  $ pyheap check --heap-profile none.jsonl shapes.py
  error: none.jsonl: cannot open: No such file or directory
  [2]
