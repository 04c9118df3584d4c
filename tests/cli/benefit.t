A fix that gains nothing is not told unless that is asked for: by `--all`, or by naming the
rule in full.

  $ echo 'ok = len("abc") in (1, 2)' > two.py
  $ pyheap check two.py
  All checks passed (1 file).
  $ pyheap check --all --output-format concise two.py
  two.py:1:6 set-membership [safe] membership test scans 2 constants: use a set
  Found 1 finding in 1 file (1 checked): 1 fixable with `pyheap fix`.
  [1]
  $ pyheap check --select set-membership --output-format concise two.py
  two.py:1:6 set-membership [safe] membership test scans 2 constants: use a set
  Found 1 finding in 1 file (1 checked): 1 fixable with `pyheap fix`.
  [1]
  $ pyheap check --select set --output-format concise two.py
  All checks passed (1 file).

Or by the configuration:

  $ echo 'min-benefit = "none"' > pyheap.toml
  $ pyheap check --output-format concise two.py
  two.py:1:6 set-membership [safe] membership test scans 2 constants: use a set
  Found 1 finding in 1 file (1 checked): 1 fixable with `pyheap fix`.
  [1]
