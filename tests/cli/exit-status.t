The exit status is 0 if there is nothing to tell, 1 if there is, 2 on trouble.

  $ echo 'x = 1' > clean.py
  $ echo 'x = len("abc") in [1, 2, 3]' > some.py
  $ pyheap check -q clean.py
  $ pyheap check -q --output-format concise some.py
  some.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [1]
  $ pyheap check -q --output-format concise --exit-zero some.py
  some.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  $ pyheap check -q missing.py
  error: missing.py: no such file or folder
  [2]

Trouble with one file does not keep the others from being checked:

  $ pyheap check -q --output-format concise missing.py some.py
  error: missing.py: no such file or folder
  some.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [2]

A dry run says 1 if it would change something; `fix` says 0 when it is done:

  $ pyheap fix -q --dry-run clean.py
  $ pyheap fix -q --dry-run some.py
  --- a/some.py
  +++ b/some.py
  @@ -1 +1 @@
  -x = len("abc") in [1, 2, 3]
  +x = len("abc") in {1, 2, 3}
  [1]
  $ pyheap fix -q some.py
  $ pyheap fix -q missing.py
  error: missing.py: no such file or folder
  [2]
