If standard output takes no more, that is trouble, and no more is done than can be told.

  $ echo 'x = len("abc") in [1, 2, 3]' > a.py
  $ pyheap check a.py > /dev/full
  error: standard output: No space left on device
  [2]
  $ pyheap fix --dry-run a.py > /dev/full
  error: standard output: No space left on device
  Would fix 1 finding in 1 file (1 checked).
  [2]
  $ pyheap rules > /dev/full
  error: standard output: No space left on device
  [2]
  $ pyheap --help > /dev/full
  error: standard output: No space left on device
  [2]

A pipe that is closed early ends the run in silence:

  $ for i in 1 2 3 4 5 6 7 8 9; do cp a.py b$i.py; done
  $ pyheap check --output-format concise | head -n 1
  a.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
