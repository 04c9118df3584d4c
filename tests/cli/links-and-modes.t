A symbolic link stays a link and its target is changed; permissions are kept.

  $ mkdir src
  $ echo 'x = len("abc") in [1, 2, 3]' > src/real.py
  $ ln -s real.py src/link.py
  $ cp src/real.py src/program.py
  $ chmod 755 src/program.py
  $ pyheap fix src
  Fixed 2 findings in 2 files (2 checked).
  $ readlink src/link.py
  real.py
  $ cat src/real.py src/program.py
  x = len("abc") in {1, 2, 3}
  x = len("abc") in {1, 2, 3}
  $ test -x src/program.py

A hard link would be cut by a change, so these are told and left:

  $ echo 'x = len("abc") in [1, 2, 3]' > one.py
  $ ln one.py two.py
  $ pyheap fix one.py
  error: one.py: has 2 hard links: not written
  Nothing to fix (1 file); 1 finding remains.
  [2]
  $ pyheap fix --dry-run one.py
  error: one.py: has 2 hard links: not written
  Nothing to fix (1 file); 1 finding remains.
  [2]
  $ cat two.py
  x = len("abc") in [1, 2, 3]

Nothing of pyheap's own is left behind:

  $ ls -A . src
  .:
  one.py
  src
  two.py
  
  src:
  link.py
  program.py
  real.py
