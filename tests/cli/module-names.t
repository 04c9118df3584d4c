A name of a module in a page is matched by what the code means, however it imports it.

  $ mkdir pages
  $ cat > pages/plain-dict.md <<'EOF'
  > # plain-dict
  > 
  > Ordered dicts made of pairs
  > 
  > ## What it does
  > 
  > ## Why it matters
  > 
  > ## When it is safe
  > 
  > ## When it is not
  > 
  > ## References
  > 
  > ```pyheap
  > match
  > - collections.OrderedDict($x)
  > + dict($x)
  > |
  > - $q: typing.List[$T] = []
  > + $q: typing.List[$T] = list()
  > message "a plain one will do"
  > ```
  > 
  > ```python before
  > from collections import OrderedDict as Ordered
  > print(Ordered([(1, 2)]))
  > ```
  > 
  > ```python after
  > from collections import OrderedDict as Ordered
  > print(dict([(1, 2)]))
  > ```
  > 
  > ```python keep because="module"
  > def f(OrderedDict):
  >     return OrderedDict([(1, 2)])
  > ```
  > EOF
  $ cat > a.py <<'EOF'
  > import collections
  > import collections.abc as abc, typing as t
  > from collections import OrderedDict as Ordered
  > from typing import List
  > 
  > 
  > def good(pairs):
  >     from collections import OrderedDict
  >     first: List[int] = []
  >     second: t.List[str] = []
  >     return collections.OrderedDict(pairs), Ordered(pairs), (OrderedDict)(pairs)
  > 
  > 
  > def bad(pairs, collections):
  >     List = tuple
  >     first: List[int] = []
  >     return collections.OrderedDict(pairs), OrderedDict(pairs)
  > EOF
  $ pyheap fix --transforms pages --select plain-dict --dry-run -q a.py
  --- a/a.py
  +++ b/a.py
  @@ -6,9 +6,9 @@
   
   def good(pairs):
       from collections import OrderedDict
  -    first: List[int] = []
  -    second: t.List[str] = []
  -    return collections.OrderedDict(pairs), Ordered(pairs), (OrderedDict)(pairs)
  +    first: List[int] = list()
  +    second: t.List[str] = list()
  +    return dict(pairs), dict(pairs), (dict)(pairs)
   
   
   def bad(pairs, collections):
  [1]
  $ pyheap test --transforms pages plain-dict | head -n 1
  ok plain-dict: 2 samples, 48 mutations

What is not surely that name is told as such.

  $ pyheap check --transforms pages --why plain-dict a.py:17
  a.py:17:12  collections.OrderedDict(pairs)
    pages/plain-dict.md:17: `collections.OrderedDict($x)`
      does not match at a.py:17:12: `collections.OrderedDict` need not be `collections.OrderedDict` here
  
  a.py:17:44  OrderedDict(pairs)
    pages/plain-dict.md:17: `collections.OrderedDict($x)`
      does not match at a.py:17:44: `OrderedDict` need not be `collections.OrderedDict` here
  $ cat > b.py <<'EOF'
  > try:
  >     from collections import OrderedDict
  > except ImportError:
  >     from ordereddict import OrderedDict
  > print(OrderedDict([]))
  > EOF
  $ pyheap check --transforms pages --why plain-dict b.py:5
  b.py:5:1  print(OrderedDict([]))
    pages/plain-dict.md:17: `collections.OrderedDict($x)`
      does not match at b.py:5:1: `print` need not be `collections.OrderedDict` here
  
  b.py:5:7  OrderedDict([])
    pages/plain-dict.md:17: `collections.OrderedDict($x)`
      does not match at b.py:5:7: `OrderedDict` need not be `collections.OrderedDict` here

`self` is no module.

  $ sed -i 's/collections.OrderedDict(/self.OrderedDict(/' pages/plain-dict.md
  $ pyheap check --transforms pages a.py
  error: pages/plain-dict.md:16: 'self.OrderedDict' would be a name of a module: write $self.OrderedDict
  [2]
