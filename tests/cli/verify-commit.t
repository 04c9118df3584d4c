`pyheap verify-commit` runs on the parent what a commit says was run, and compares.

  $ git init -q -b main shop && cd shop
  $ printf 'x = len("abc") in [1, 2, 3]\nprice = 1\nlast = 9\n' > a.py
  $ printf 'def f(v):\n    return v in [1, 2, 3]\n' > b.py
  $ git add . && git commit -q -m 'Open the shop'
  $ pyheap fix -q --commit && pyheap fix -q --commit --unsafe-fixes b.py
  $ git log --format='%(trailers:key=Pyheap-Options)' -1
  Pyheap-Options: --unsafe-fixes b.py
  
  $ pyheap verify-commit HEAD HEAD~1
  73d0560 pyheap: 1 fix of set-membership in 1 file: exactly what pyheap 0.1.0 makes (1 file)
  9eb4223 pyheap: 1 fix of set-membership in 1 file: exactly what pyheap 0.1.0 makes (1 file)

A line that pyheap did not write is shown, and what it wrote is not:

  $ git reset -q --hard HEAD~1
  $ sed -i 's/price = 1/price = 2/' a.py && chmod +x b.py
  $ git commit -q --amend --no-edit -a
  $ pyheap verify-commit HEAD
  e4dafd5 pyheap: 1 fix of set-membership in 1 file: not what pyheap 0.1.0 makes, in 2 of 2 files:
  --- a/a.py
  +++ b/a.py
  @@ -1,3 +1,3 @@
   x = len("abc") in {1, 2, 3}
  -price = 1
  +price = 2
   last = 9
  b.py: its mode was changed, which pyheap never does
  [1]

Of a part of the fixes that part is checked:

  $ git reset -q --hard HEAD~1
  $ printf 'x = len("abc") in [1, 2, 3]\ny = len("abc") in [1, 2, 3]\n' > a.py
  $ git commit -q -a -m 'Two' && pyheap fix -q --commit --limit 1
  $ pyheap verify-commit HEAD
  2f98fa9 pyheap: 1 fix of set-membership in 1 file: exactly what pyheap 0.1.0 makes (1 file)

Other commits have no record:

  $ pyheap verify-commit HEAD~1
  error: ec51813: has no record of how pyheap made it
  [2]
  $ pyheap verify-commit no-such-name
  error: 'no-such-name' names no commit
  [2]
  $ pyheap verify-commit
  error: verify-commit needs an operand: REV...
  [2]
