Line ends, byte order marks and a missing final line end stay as they are.

  $ printf '\357\273\277x = len("abc") in [\r\n1, 2, 3]\r\ny = 2' > crlf.py
  $ pyheap fix crlf.py
  Fixed 1 finding in 1 file (1 checked).
  $ cat crlf.py
  ﻿x = len("abc") in {\x0d (esc)
  1, 2, 3}\x0d (esc)
  y = 2 (no-eol)
  $ printf 'x = 1\ry = len("abc") in [1, 2, 3]\r' > cr.py
  $ pyheap fix cr.py
  Fixed 1 finding in 1 file (1 checked).
  $ cat cr.py
  x = 1\x0dy = len("abc") in {1, 2, 3}\x0d (esc) (no-eol)

The diff of such a file applies too:

  $ printf 'x = len("abc") in [\r\n1, 2, 3]\r\ny = 2' > crlf.py
  $ pyheap fix -q --dry-run crlf.py | tee crlf.diff
  --- a/crlf.py
  +++ b/crlf.py
  @@ -1,3 +1,3 @@
  -x = len("abc") in [\x0d (esc)
  -1, 2, 3]\x0d (esc)
  +x = len("abc") in {\x0d (esc)
  +1, 2, 3}\x0d (esc)
   y = 2
  \ No newline at end of file
  $ git apply crlf.diff
  $ cat crlf.py
  x = len("abc") in {\x0d (esc)
  1, 2, 3}\x0d (esc)
  y = 2 (no-eol)
