A dash reads standard input; `fix` writes the result to standard output, for editors.

  $ echo 'x = len("abc") in [1, 2, 3]' > a.py
  $ pyheap check --output-format concise - < a.py
  -:1:5 set-membership [safe] membership test scans 3 constants: use a set
  Found 1 finding in 1 file (1 checked): 1 fixable with `pyheap fix`.
  [1]
  $ pyheap fix - < a.py
  x = len("abc") in {1, 2, 3}
  Fixed 1 finding in 1 file (1 checked).
  $ pyheap fix -q - < a.py
  x = len("abc") in {1, 2, 3}

Its name decides which configuration holds, and stands in what is told:

  $ mkdir src
  $ echo 'select = []' > src/pyheap.toml
  $ pyheap check --output-format concise --stdin-filename lib/a.py - < a.py
  lib/a.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  Found 1 finding in 1 file (1 checked): 1 fixable with `pyheap fix`.
  [1]
  $ pyheap check --output-format concise --stdin-filename src/a.py - < a.py
  All checks passed (1 file).
  $ pyheap fix -q --dry-run --stdin-filename lib/a.py - < a.py
  --- a/lib/a.py
  +++ b/lib/a.py
  @@ -1 +1 @@
  -x = len("abc") in [1, 2, 3]
  +x = len("abc") in {1, 2, 3}
  [1]

A name alone means standard input too:

  $ pyheap check -q --output-format concise --stdin-filename lib/a.py < a.py
  lib/a.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [1]

What nothing is done to comes out as it went in:

  $ echo 'x = 1' | pyheap fix -
  x = 1
  Nothing to fix (1 file).
  $ echo 'x = (' | pyheap fix -
  error: -:1:1: does not parse as Python 3
  x = (
  1 file was refused.
  [2]
  $ printf 'x = 1' | pyheap fix -q -
  x = 1 (no-eol)
  $ printf '' | pyheap fix -q -

It is read alone:

  $ pyheap check - a.py
  error: standard input is read alone, without other files or folders
    hint: a file of the name '-' is './-'
  [2]
