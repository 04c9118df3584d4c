Colours are for terminals; NO_COLOR, FORCE_COLOR and --color say otherwise.

  $ echo 'x = len("abc") in [1, 2, 3]' > a.py
  $ pyheap check a.py
  a.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
    |
  1 | x = len("abc") in [1, 2, 3]
    |     ^^^^^^^^^^^^^^^^^^^^^^^
    |
  help: replace the brackets by braces
  
  Found 1 finding in 1 file (1 checked): 1 fixable with `pyheap fix`.
  [1]
  $ pyheap check -q --color always a.py
  \x1b[1ma.py:1:5\x1b[m \x1b[1;31mset-membership\x1b[m [safe] membership test scans 3 constants: use a set (esc)
  \x1b[1;34m  |\x1b[m (esc)
  \x1b[1;34m1 |\x1b[m x = len("abc") in [1, 2, 3] (esc)
  \x1b[1;34m  |\x1b[m     \x1b[1;31m^^^^^^^^^^^^^^^^^^^^^^^\x1b[m (esc)
  \x1b[1;34m  |\x1b[m (esc)
  \x1b[1mhelp:\x1b[m replace the brackets by braces (esc)
  
  [1]
  $ FORCE_COLOR=1 pyheap check -q --output-format concise a.py
  a.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [1]
  $ NO_COLOR= FORCE_COLOR=1 pyheap check -q --output-format concise a.py
  \x1b[1ma.py:1:5\x1b[m \x1b[1;31mset-membership\x1b[m [safe] membership test scans 3 constants: use a set (esc)
  [1]
  $ NO_COLOR= FORCE_COLOR=1 pyheap check -q --color never --output-format concise a.py
  a.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [1]
  $ NO_COLOR= pyheap check -q --output-format concise a.py
  a.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [1]
  $ pyheap fix -q --dry-run --color always a.py
  \x1b[1m--- a/a.py\x1b[m (esc)
  \x1b[1m+++ b/a.py\x1b[m (esc)
  \x1b[36m@@ -1 +1 @@\x1b[m (esc)
  \x1b[31m-x = len("abc") in [1, 2, 3]\x1b[m (esc)
  \x1b[32m+x = len("abc") in {1, 2, 3}\x1b[m (esc)
  [1]
  $ NO_COLOR= FORCE_COLOR=1 pyheap check missing.py
  \x1b[1;31merror:\x1b[m missing.py: no such file or folder (esc)
  No Python files were found.
  [2]
