Rules are chosen by their ids, by beginnings of ids, or by ALL. The more exact wins;
of two that are equally exact, the one to ignore.

  $ echo 'x = len("abc") in [1, 2, 3]' > a.py
  $ pyheap check -q --output-format concise --select set-membership a.py
  a.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [1]
  $ pyheap check -q --output-format concise --select set a.py
  a.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [1]
  $ pyheap check -q --output-format concise --select ALL a.py
  a.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [1]
  $ pyheap check -q --output-format concise --ignore set-membership a.py
  $ pyheap check -q --output-format concise --select ALL --ignore set a.py

The configuration may select nothing, and the command line add to it:

  $ echo 'select = []' > pyheap.toml
  $ pyheap check -q --output-format concise a.py
  $ pyheap check -q --output-format concise --extend-select set-membership a.py
  a.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [1]

An id that does not exist is an error:

  $ pyheap check --select set-membrship a.py
  error: no rule is called 'set-membrship'
    hint: did you mean 'set-membership'?
  [2]
