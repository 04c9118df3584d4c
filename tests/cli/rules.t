`pyheap rules` lists the rules, `pyheap explain` shows the page of one.

  $ pyheap rules | grep '^set-membership'
  set-membership         Membership tests that scan a list or tuple of constants
  $ pyheap rules --output-format json | python3 -c 'import json, sys; print(sorted(json.load(sys.stdin)[0]))'
  ['id', 'title']
  $ pyheap explain set-membership | sed -n 1,9p
  # set-membership
  
  Membership tests that scan a list or tuple of constants
  
  ## What it does
  
  Finds `x in [..]`, `x in (..)` and their `not in` forms where every element is a constant, and
  replaces the brackets by braces. The elements, their comments, line breaks and trailing comma
  stay as they are.
  $ pyheap explain set-membrship
  error: no rule is called 'set-membrship'
    hint: did you mean 'set-membership'?
  [2]
  $ pyheap explain set-mem
  error: no rule is called 'set-mem'
    hint: did you mean 'set-membership'?
  [2]
  $ pyheap explain
  error: explain needs an operand: RULE...
  [2]
