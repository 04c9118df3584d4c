A file that cannot be kept byte for byte, or is no Python, gets one line and is left alone;
the others are done.

  $ echo 'x = len("abc") in [1, 2, 3]' > ok.py
  $ printf 'x = "\377"\n' > latin.py
  $ printf 'x = 1\0\n' > nul.py
  $ printf 'x = 1\ndef f(:\n    pass\n' > syntax.py
  $ printf 'if x:\n        y\n    z\n' > dedent.py
  $ printf 'print "old"\n' > two.py
  $ printf '# coding: utf-16\nx = 1\n' > wide.py
  $ head -c 1100000 /dev/zero | tr '\0' '#' > large.py
  $ cat *.py | cksum > before
  $ pyheap fix --dry-run --max-file-size 1
  error: dedent.py:3:5: unindent does not match any outer indentation level
  error: large.py: larger than 1 MB, not read
  error: latin.py:1:6: byte 0xff is not UTF-8, and no coding line says otherwise
  error: nul.py:1:6: has a NUL byte: not Python source
  --- a/ok.py
  +++ b/ok.py
  @@ -1 +1 @@
  -x = len("abc") in [1, 2, 3]
  +x = len("abc") in {1, 2, 3}
  error: syntax.py:2:7: does not parse: something is missing here
  error: two.py:1:1: Missing parentheses in call to 'print'. Did you mean print(...)?
  error: wide.py:1:11: encoding utf-16 cannot be kept byte for byte (UTF-8, ASCII and single-byte encodings such as latin-1 can)
  Would fix 1 finding in 1 file (1 checked).
  7 files were refused.
  [2]
  $ pyheap check -q --output-format concise --max-file-size 1
  error: dedent.py:3:5: unindent does not match any outer indentation level
  error: large.py: larger than 1 MB, not read
  error: latin.py:1:6: byte 0xff is not UTF-8, and no coding line says otherwise
  error: nul.py:1:6: has a NUL byte: not Python source
  ok.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  error: syntax.py:2:7: does not parse: something is missing here
  error: two.py:1:1: Missing parentheses in call to 'print'. Did you mean print(...)?
  error: wide.py:1:11: encoding utf-16 cannot be kept byte for byte (UTF-8, ASCII and single-byte encodings such as latin-1 can)
  [2]
  $ cat *.py | cksum | cmp - before

What is no file, or is not there, is refused where it is named:

  $ mkfifo pipe.py
  $ ln -s nowhere dangling.py
  $ pyheap check ok.py pipe.py dangling.py missing.py missing/folder
  error: pipe.py: neither a regular file nor a folder
  error: dangling.py: dangling symbolic link
  error: missing.py: no such file or folder
  error: missing/folder: no such file or folder
  ok.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
    |
  1 | x = len("abc") in [1, 2, 3]
    |     ^^^^^^^^^^^^^^^^^^^^^^^
    |
  help: replace the brackets by braces
  
  Found 1 finding in 1 file (1 checked): 1 fixable with `pyheap fix`.
  [2]

A coding line that Python knows and that has one byte for each character is kept:

  $ printf '# coding: latin-1\nx = len("\351t\351") in [1, 2, 3]\n' > latin.py
  $ pyheap fix latin.py
  Fixed 1 finding in 1 file (1 checked).
  $ cat latin.py
  # coding: latin-1
  x = len("\xe9t\xe9") in {1, 2, 3} (esc)
