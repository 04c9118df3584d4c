With `--output-format json` there is one object a finding; its edits have byte offsets.

  $ printf 'def f(key):\n    return key in ["a", "b", "c"]\n' > a.py
  $ pyheap check --output-format json a.py
  [
    {"rule": "set-membership", "level": "unsafe", "message": "membership test scans 3 constants: use a set", "reason": "`key` (parameter, line 1) may be unhashable: then the scan says False and the lookup raises TypeError", "reasons": [{"text": "`key` (parameter, line 1) may be unhashable: then the scan says False and the lookup raises TypeError", "place": {"line": 1, "column": 7, "end_line": 1, "end_column": 10}}], "help": "replace the brackets by braces", "note": null, "path": "a.py", "line": 2, "column": 12, "end_line": 2, "end_column": 34, "fix": {"edits": [{"start": 30, "end": 31, "text": "{"}, {"start": 44, "end": 45, "text": "}"}]}, "benefit": {"verdict": "gain", "text": "one lookup instead of a scan of 3 constants"}}
  ]
  [1]
  $ echo 'x = 1' > clean.py
  $ pyheap check --output-format json clean.py
  []

Standard output is all JSON, even on trouble:

  $ pyheap check --output-format json missing.py clean.py 2> errors
  []
  [2]
  $ cat errors
  error: missing.py: no such file or folder
