Files and folders are left out by patterns as in a .gitignore, relative to the configuration.

  $ mkdir -p src/old tests
  $ for f in src/a.py src/old/b.py tests/c.py d.py; do echo 'x = len("abc") in [1, 2, 3]' > $f; done
  $ printf 'exclude = ["old/", "tests/c.py"]\n' > pyheap.toml
  $ pyheap check -q --output-format concise
  d.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  src/a.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [1]

A file that is named is always checked:

  $ pyheap check -q --output-format concise src/old/b.py
  src/old/b.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [1]

`--exclude` replaces what is configured, `--extend-exclude` adds to it:

  $ pyheap check -q --output-format concise --exclude 'd.*'
  src/a.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  src/old/b.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  tests/c.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [1]
  $ pyheap check -q --output-format concise --extend-exclude 'd.*'
  src/a.py:1:5 set-membership [safe] membership test scans 3 constants: use a set
  [1]
