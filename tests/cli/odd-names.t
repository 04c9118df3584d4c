Any name will do; what could be mistaken for something else is shown escaped.

  $ mkdir -p 'a b' src/pkg
  $ for f in 'a b/c d.py' 'quote".py' 'tab	.py' 'back\slash.py' './-q.py' 'naïve.py' 'new
  > line.py'; do echo 'x = len("abc") in [1, 2, 3]' > "$f"; done
  $ pyheap check -q --output-format concise
  -q.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  a b/c d.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  back\slash.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  naïve.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  new\x0aline.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  quote".py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  tab\x09.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [1]
  $ pyheap fix -q --dry-run
  --- a/-q.py
  +++ b/-q.py
  @@ -1 +1 @@
  -x = len("abc") in [1, 2, 3]
  +x = len("abc") in {1, 2, 3}
  --- a/a b/c d.py	
  +++ b/a b/c d.py	
  @@ -1 +1 @@
  -x = len("abc") in [1, 2, 3]
  +x = len("abc") in {1, 2, 3}
  --- "a/back\\slash.py"
  +++ "b/back\\slash.py"
  @@ -1 +1 @@
  -x = len("abc") in [1, 2, 3]
  +x = len("abc") in {1, 2, 3}
  --- "a/na\303\257ve.py"
  +++ "b/na\303\257ve.py"
  @@ -1 +1 @@
  -x = len("abc") in [1, 2, 3]
  +x = len("abc") in {1, 2, 3}
  --- "a/new\nline.py"
  +++ "b/new\nline.py"
  @@ -1 +1 @@
  -x = len("abc") in [1, 2, 3]
  +x = len("abc") in {1, 2, 3}
  --- "a/quote\".py"
  +++ "b/quote\".py"
  @@ -1 +1 @@
  -x = len("abc") in [1, 2, 3]
  +x = len("abc") in {1, 2, 3}
  --- "a/tab\t.py"
  +++ "b/tab\t.py"
  @@ -1 +1 @@
  -x = len("abc") in [1, 2, 3]
  +x = len("abc") in {1, 2, 3}
  [1]

Its diff applies by both tools:

  $ pyheap fix -q --dry-run > all.diff
  [1]
  $ mkdir copy && cp -r 'a b' ./*.py copy
  $ cd copy && git apply ../all.diff && pyheap check && cd .. && rm -r copy
  All checks passed (7 files).
  $ mkdir copy && cp -r 'a b' ./*.py copy
  $ cd copy && patch -s -p1 < ../all.diff && pyheap check && cd .. && rm -r copy
  All checks passed (7 files).

Two dashes end the options:

  $ pyheap check -q --output-format concise -- -q.py
  -q.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [1]
  $ pyheap fix
  Fixed 7 findings in 7 files (7 checked).
