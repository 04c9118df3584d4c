`pyheap check` reads files and folders, the working folder if none is named, and says of
each finding whether its fix is proved to be safe. What is not proved has its reasons.

  $ cat > basket.py <<"END"
  > def usual(items, colour):
  >     if len(items) in [1, 2, 3]:
  >         return colour in ("red", "green", "blue")
  >     return False
  > END
  $ pyheap check
  basket.py:2:8 set-membership [safe] membership test scans 3 constants: use a set
    |
  2 |     if len(items) in [1, 2, 3]:
    |        ^^^^^^^^^^^^^^^^^^^^^^^
    |
  help: replace the brackets by braces
  
  basket.py:3:16 set-membership [unsafe] membership test scans 3 constants: use a set
    |
  3 |         return colour in ("red", "green", "blue")
    |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    |
  because `colour` (parameter, line 1) may be unhashable: then the scan says False and the lookup raises TypeError
  help: replace the brackets by braces
  
  Found 2 findings in 1 file (1 checked): 1 fixable with `pyheap fix`, 1 more with `--unsafe-fixes`.
  [1]

One line a finding:

  $ pyheap check --output-format concise basket.py
  basket.py:2:8 set-membership [safe] membership test scans 3 constants: use a set
  basket.py:3:16 set-membership [unsafe] membership test scans 3 constants: use a set
  Found 2 findings in 1 file (1 checked): 1 fixable with `pyheap fix`, 1 more with `--unsafe-fixes`.
  [1]

Without the summary:

  $ pyheap check --quiet --output-format concise basket.py
  basket.py:2:8 set-membership [safe] membership test scans 3 constants: use a set
  basket.py:3:16 set-membership [unsafe] membership test scans 3 constants: use a set
  [1]

Nothing was changed:

  $ grep -c '\[1, 2, 3\]' basket.py
  1
