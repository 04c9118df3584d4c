`pyheap dump` shows how a file is read.

  $ printf 'import os\n\ndef f(x: int = 0):\n    return os.name in (x, "a")\n' > a.py
  $ pyheap dump tree a.py
  module 1:1-5:1
    import_statement 1:1-1:10
      "import" 1:1-1:7
      name: dotted_name 1:8-1:10
        identifier 1:8-1:10 os
    function_definition 3:1-4:31
      "def" 3:1-3:4
      name: identifier 3:5-3:6 f
      parameters: parameters 3:6-3:18
        "(" 3:6-3:7
        typed_default_parameter 3:7-3:17
          name: identifier 3:7-3:8 x
          ":" 3:8-3:9
          type: type 3:10-3:13
            identifier 3:10-3:13 int
          "=" 3:14-3:15
          value: integer 3:16-3:17 0
        ")" 3:17-3:18
      ":" 3:18-3:19
      body: block 4:5-4:31
        return_statement 4:5-4:31
          "return" 4:5-4:11
          comparison_operator 4:12-4:31
            attribute 4:12-4:19
              object: identifier 4:12-4:14 os
              "." 4:14-4:15
              attribute: identifier 4:15-4:19 name
            operators: "in" 4:20-4:22
            tuple 4:23-4:31
              "(" 4:23-4:24
              identifier 4:24-4:25 x
              "," 4:25-4:26
              string 4:27-4:30
                string_start 4:27-4:28 "
                string_content 4:28-4:29 a
                string_end 4:29-4:30 "
              ")" 4:30-4:31
  $ pyheap dump scopes a.py
  module
    os, captured: import 1:8, load 4:12
    f: function 3:5
    int (not bound): load 3:10
    function f 3:1
      x: parameter 3:7, load 4:24
  $ pyheap dump statements a.py
  {"path": "a.py", "statements": [["import_statement", 0, 9], ["function_definition", 11, 60], ["return_statement", 34, 60]]}
  $ echo 'def g(): return f' | pyheap dump scopes -
  module
    g: function 1:5
    f (not bound), captured: load 1:17
    function g 1:1

Only what can be shown, of what can be read:

  $ pyheap dump bindings a.py
  error: cannot dump 'bindings': only tree, scopes or statements
  [2]
  $ pyheap dump tree missing.py
  error: missing.py: cannot open: No such file or directory
  [2]
  $ pyheap dump tree
  error: dump needs an operand: tree|scopes|statements FILE...
  [2]
