However many files are worked on at a time, what is told is the same and in the same order.

  $ mkdir src
  $ i=0; while [ $i -lt 60 ]; do i=$((i + 1))
  >   { seq $i | sed 's/.*/y = len("abc") in [1, 2, &]/'; echo 'x = ('; } > src/m$i.py
  >   sed '$d' src/m$i.py > src/n$i.py
  > done
  $ pyheap check -j1 src > one 2>&1
  [2]
  $ pyheap check -j4 src > four 2>&1
  [2]
  $ tail -n 2 one
  Found 1830 findings in 60 files (60 checked): 1830 fixable with `pyheap fix`.
  60 files were refused.
  $ cmp one four
  $ pyheap check -j1 --output-format json src > one 2> /dev/null
  [2]
  $ pyheap check -j4 --output-format json src 2> /dev/null | cmp - one
  $ cp -r src again
  $ pyheap fix -j1 -q src 2> one
  [2]
  $ pyheap fix -j4 -q again 2>&1 | sed 's/again/src/' | cmp - one
  $ diff -r src again
