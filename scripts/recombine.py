"""Makes new programs out of old ones, for scripts/differential.py.

A program is parsed by CPython's ast, changed in a few places at random, and written again. The
changes keep it a program, not its meaning: constants, names, operators and methods are exchanged,
statements come, go, move and are wrapped, expressions come from other programs of the same rule.
"""
import ast
import copy

import hostile_values as hostile

SUITES = ("body", "orelse", "finalbody")
OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Mod, ast.Pow, ast.FloorDiv, ast.Div)
COMPARISONS = (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.Lt, ast.GtE)
EXPRESSIONS = [ast.parse(text.strip(), mode="eval").body
               for text in hostile.EXPRESSIONS.replace("\n", " ").split(";")]
MOST_PREFERRED = 400
LONGEST = 6000  # characters of a program that others are made of
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def suites(tree):
    """Every list of statements, with the node that has it."""
    return [(node, getattr(node, name)) for node in ast.walk(tree) for name in SUITES
            if isinstance(getattr(node, name, None), list) and getattr(node, name)]


def expressions(tree):
    """(holder, field, index or None) of each expression that is read."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.JoinedStr, ast.FormattedValue)):
            continue
        for field, value in ast.iter_fields(node):
            if isinstance(value, list):
                found += [(node, field, i) for i, item in enumerate(value) if is_value(item)]
            elif is_value(value):
                found.append((node, field, None))
    return found


def is_value(node):
    return isinstance(node, ast.expr) and not isinstance(node, ast.Starred) and \
        isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def get(place):
    holder, field, index = place
    value = getattr(holder, field)
    return value if index is None else value[index]


def put(place, node):
    holder, field, index = place
    if index is None:
        setattr(holder, field, node)
    else:
        getattr(holder, field)[index] = node


def names_of(tree):
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return sorted(names) or ["x"]


class Fill(ast.NodeTransformer):
    """Puts names, an expression or statements where a pattern of hostile_values has N, M, E, B."""

    def __init__(self, names, expression=None, block=None):
        self.names, self.expression, self.block = names, expression, block

    def visit_Name(self, node):
        if node.id == "E" and self.expression is not None:
            return copy.deepcopy(self.expression)
        return ast.copy_location(ast.Name(self.names.get(node.id, node.id), node.ctx), node)

    def visit_Expr(self, node):
        if isinstance(node.value, ast.Name) and node.value.id == "B" and self.block is not None:
            return self.block
        return self.generic_visit(node)

    def visit_Global(self, node):
        return type(node)([self.names.get(name, name) for name in node.names])

    visit_Nonlocal = visit_Global


class Recombiner:
    def __init__(self, rng, programs):
        self.rng = rng
        self.texts = list(programs)
        self.preferred = []
        self.pool = []
        self.attributes = set()
        for tree in map(ast.parse, self.texts):
            self.pool += [get(place) for place in expressions(tree)]
            self.attributes |= {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        self.attributes = sorted(self.attributes) or ["append"]
        # Likelier than the rest: what changes a little keeps the shape that the rule looks for.
        self.changes = [self.swap_expression, self.swap_expression, self.wrap_expression,
                        self.insert_statement, self.insert_statement, self.wrap_statements,
                        self.swap_name, self.swap_operator, self.swap_method, self.delete_statement,
                        self.swap_statements, self.repeat_statement, self.borrow_expression,
                        self.into_function]

    def prefer(self, text):
        """`text` gets a fix: what is made of it may get one too, and is made more often."""
        text = text.replace(hostile.PRELUDE, "", 1)
        if len(text) > LONGEST:
            return
        if len(self.preferred) < MOST_PREFERRED:
            self.preferred.append(text)
        else:
            self.preferred[self.rng.randrange(MOST_PREFERRED)] = text

    def base(self):
        preferred = self.preferred and self.rng.random() < 0.6
        tree = ast.parse(self.rng.choice(self.preferred if preferred else self.texts))
        return self.part(tree) if self.rng.random() < 0.7 else tree

    def part(self, tree):
        """One function or class of the program, and what it names."""
        defined = {n.name: n for n in tree.body if isinstance(n, FUNCTIONS[:2] + (ast.ClassDef,))}
        if len(defined) < 2:
            return tree
        todo, kept = [self.rng.choice(sorted(defined))], set()
        while todo:
            name = todo.pop()
            if name in defined and name not in kept:
                kept.add(name)
                todo += names_of(defined[name])
        gone = set(defined) - kept
        tree.body = [n for n in tree.body if n not in defined.values() and
                     not gone & set(names_of(n)) or getattr(n, "name", None) in kept]
        return tree

    def program(self, changes):
        """Text of a new program, or None if what came out is none."""
        tree = self.base()
        if self.rng.random() < 0.15:
            tree.body += self.base().body
        for _ in range(changes):
            self.rng.choice(self.changes)(tree)
        futures = [n for n in tree.body if isinstance(n, ast.ImportFrom) and n.module == "__future__"]
        tree.body = [n for n in tree.body if n not in futures]
        try:
            ast.fix_missing_locations(tree)
            text = "".join(ast.unparse(n) + "\n" for n in futures) + hostile.PRELUDE + \
                ast.unparse(tree) + "\n"
            compile(text, "program", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, TypeError, AttributeError, RecursionError):
            return None
        return text

    def scope(self, tree):
        """The tree, or a function of it: what the next change is made in."""
        functions = [n for n in ast.walk(tree) if isinstance(n, FUNCTIONS[:2])]
        return self.rng.choice(functions) if functions and self.rng.random() < 0.9 else tree

    def two_names(self, tree):
        names = names_of(tree)
        return {"N": self.rng.choice(names), "M": self.rng.choice(names)}

    def swap_expression(self, tree):
        places = [p for p in expressions(tree) if isinstance(get(p), (ast.Constant, ast.Name))]
        if places:
            put(self.rng.choice(places), copy.deepcopy(self.rng.choice(EXPRESSIONS)))

    def borrow_expression(self, tree):
        places = expressions(tree)
        if places and self.pool:
            put(self.rng.choice(places), copy.deepcopy(self.rng.choice(self.pool)))

    def wrap_expression(self, tree):
        places = expressions(self.scope(tree))
        if places:
            place = self.rng.choice(places)
            pattern = ast.parse(self.rng.choice(hostile.WRAPPERS), mode="eval").body
            put(place, Fill({}, expression=get(place)).visit(pattern))

    def insert_statement(self, tree):
        scope = self.scope(tree)
        _, suite = self.rng.choice(suites(scope))
        pattern = ast.parse(self.rng.choice(hostile.STATEMENTS).replace("E", "N"))
        at = self.rng.randrange(len(suite) + 1)
        suite[at:at] = Fill(self.two_names(scope)).visit(pattern).body

    def wrap_statements(self, tree):
        scope = self.scope(tree)
        _, suite = self.rng.choice(suites(scope))
        start = self.rng.randrange(len(suite))
        end = min(len(suite), start + self.rng.choice((1, 1, 2, 3)))
        pattern = ast.parse(self.rng.choice(hostile.BLOCKS))
        suite[start:end] = Fill(self.two_names(scope), block=suite[start:end]).visit(pattern).body

    def swap_name(self, tree):
        scope = self.scope(tree)
        nodes = [n for n in ast.walk(scope) if isinstance(n, ast.Name)]
        if nodes:
            self.rng.choice(nodes).id = self.rng.choice(names_of(scope))

    def swap_operator(self, tree):
        nodes = [n for n in ast.walk(tree) if isinstance(n, (ast.BinOp, ast.AugAssign, ast.Compare))]
        if nodes:
            node = self.rng.choice(nodes)
            if isinstance(node, ast.Compare):
                node.ops[0] = self.rng.choice(COMPARISONS)()
            else:
                node.op = self.rng.choice(OPERATORS)()

    def swap_method(self, tree):
        nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Attribute)]
        if nodes:
            self.rng.choice(nodes).attr = self.rng.choice(self.attributes)

    def delete_statement(self, tree):
        _, suite = self.rng.choice(suites(self.scope(tree)))
        if len(suite) > 1:
            del suite[self.rng.randrange(len(suite))]

    def swap_statements(self, tree):
        _, suite = self.rng.choice(suites(self.scope(tree)))
        if len(suite) > 1:
            i = self.rng.randrange(len(suite) - 1)
            suite[i], suite[i + 1] = suite[i + 1], suite[i]

    def repeat_statement(self, tree):
        _, suite = self.rng.choice(suites(self.scope(tree)))
        statement = self.rng.choice(suite)
        suite.insert(self.rng.randrange(len(suite) + 1), copy.deepcopy(statement))

    def into_function(self, tree):
        """What the module does, a function does."""
        kept = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
        loose = [n for n in tree.body if not isinstance(n, kept)]
        if loose:
            whole = ast.parse("def whole():\n    pass\nwhole()").body
            whole[0].body = loose
            tree.body = [n for n in tree.body if isinstance(n, kept)] + whole


def smaller(text):
    """Programs with one statement of `text` less, or one replaced by its body."""
    tree = ast.parse(text)
    for number in range(len(suites(tree))):
        for at in range(len(suites(tree)[number][1])):
            for unwrap in (False, True):
                other = ast.parse(text)
                _, suite = suites(other)[number]
                inner = getattr(suite[at], "body", None) if unwrap else []
                if unwrap and not isinstance(inner, list):
                    continue
                suite[at:at + 1] = inner or ([] if len(suite) > 1 or number == 0 else [ast.Pass()])
                try:
                    result = ast.unparse(ast.fix_missing_locations(other)) + "\n"
                    compile(result, "program", "exec", dont_inherit=True)
                except (SyntaxError, ValueError):
                    continue
                if len(result) < len(text):
                    yield result
