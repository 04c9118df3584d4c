Settings come from `[tool.pyheap]` in the nearest pyproject.toml above each file.

  $ printf 'def f(key):\n    return key in ["a", "b", "c"]\n' > a.py
  $ pyheap fix --dry-run a.py
  Nothing to fix (1 file); 1 finding remains: 1 fixable with `--unsafe-fixes`.
  $ printf '[tool.pyheap]\nunsafe-fixes = true\n' > pyproject.toml
  $ pyheap fix --dry-run a.py
  --- a/a.py
  +++ b/a.py
  @@ -1,2 +1,2 @@
   def f(key):
  -    return key in ["a", "b", "c"]
  +    return key in {"a", "b", "c"}
  Would fix 1 finding in 1 file (1 checked).
  [1]

The command line wins:

  $ pyheap fix --dry-run --no-unsafe-fixes a.py
  Nothing to fix (1 file); 1 finding remains: 1 fixable with `--unsafe-fixes`.

A pyheap.toml beside it wins over the pyproject.toml, and the two are never merged:

  $ echo 'unsafe-fixes = false' > pyheap.toml
  $ pyheap fix --dry-run a.py
  Nothing to fix (1 file); 1 finding remains: 1 fixable with `--unsafe-fixes`.
  $ rm pyheap.toml

Mistakes are errors with their place and, if there is one, the nearest known key:

  $ cat > pyproject.toml <<'END'
  > [tool.pyheap]
  > selct = ["ALL"]
  > unsafe-fixes = "yes"
  > target-version = "2.7"
  > ignore = ["set-membrship"]
  > min-benefit = "much"
  > line-length = 0
  > [tool.pyheap.rules.set-membrship]
  > END
  $ pyheap check a.py
  error: pyproject.toml:2:1: unknown key 'selct'
    hint: did you mean 'select'?
  error: pyproject.toml:3:16: 'unsafe-fixes' has to be a boolean, not a string
  error: pyproject.toml:4:18: 'target-version' cannot be '2.7'
    hint: use "3.8" to "3.14", or "py38" to "py314"
  error: pyproject.toml:5:11: unknown rule 'set-membrship'
    hint: did you mean 'set-membership'?
  error: pyproject.toml:6:15: 'min-benefit' cannot be 'much'
    hint: use "gain", "small", "none" or "cost"
  error: pyproject.toml:7:15: 'line-length' cannot be '0'
    hint: use 1 to 320
  error: pyproject.toml:8:20: unknown rule 'set-membrship'
    hint: did you mean 'set-membership'?
  [2]
  $ echo '[tool.pyheap' > pyproject.toml
  $ pyheap check a.py
  error: pyproject.toml:1:1: not valid TOML
  [2]

A pyproject.toml of other tools is theirs, even if it is broken:

  $ echo '[tool.black' > pyproject.toml
  $ pyheap check -q --output-format concise a.py
  warning: pyproject.toml:1:1: not valid TOML
  a.py:2:12 set-membership [unsafe] membership test scans 3 constants: use a set
  [1]
  $ rm pyproject.toml

A version may be required:

  $ echo 'required-version = ">=99"' > pyheap.toml
  $ pyheap check a.py
  error: pyheap.toml:1:20: pyheap '>=99' is required, this is 0.1.0
  [2]

One file of settings, and no other, is read with `--config`:

  $ echo 'unsafe-fixes = true' > other.toml
  $ pyheap fix --dry-run --config other.toml a.py
  --- a/a.py
  +++ b/a.py
  @@ -1,2 +1,2 @@
   def f(key):
  -    return key in ["a", "b", "c"]
  +    return key in {"a", "b", "c"}
  Would fix 1 finding in 1 file (1 checked).
  [1]
  $ pyheap check --config missing.toml a.py
  error: missing.toml: cannot open: No such file or directory
  [2]
