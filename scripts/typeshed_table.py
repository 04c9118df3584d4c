#!/usr/bin/env python3
"""Compiles typeshed's stubs of the standard library into the table that the types look up.

usage: typeshed_table.py STDLIB OUTPUT

STDLIB is typeshed's folder of that name, OUTPUT the file of rows to write: PH_TYPESHED(path,
kinds, elems, how), sorted by path. A row says what a function of a module returns, or of which
classes a variable of a module is; what is not plain (type variables, classes of modules, Any)
has no row. All branches on the version and the platform count, so a row holds for all of them.

Where a function may hand on its own argument, its class is that of the argument, not what the
stub says (a subclass of str stays one); those are marked. The stubs do not say so: HANDS_ON is
from the library's sources, the rest are those that typeshed types with AnyStr.
"""
import ast
import os
import sys

KINDS = {"bool": {"BOOL"}, "int": {"BOOL", "INT"}, "float": {"BOOL", "INT", "FLOAT"},
         "complex": {"BOOL", "INT", "FLOAT", "COMPLEX"}, "str": {"STR"}, "LiteralString": {"STR"},
         "bytes": {"BYTES"}, "bytearray": {"BYTEARRAY"}, "None": {"NONE"}, "AnyStr": {"STR", "BYTES"},
         "AnyOrLiteralStr": {"STR", "BYTES"},
         "list": {"LIST"}, "dict": {"DICT"}, "set": {"SET"}, "frozenset": {"FROZENSET"},
         "tuple": {"TUPLE"}, "range": {"RANGE"}}
CONTAINERS = {"list", "set", "frozenset", "tuple"}
SCALARS = {"BOOL", "INT", "FLOAT", "COMPLEX", "STR", "BYTES", "NONE"}
UNKNOWN = frozenset({"UNKNOWN"})
ORDER = ["BOOL", "INT", "FLOAT", "COMPLEX", "STR", "BYTES", "NONE", "TUPLE", "LIST", "DICT", "SET",
         "FROZENSET", "BYTEARRAY", "RANGE", "UNKNOWN"]

# Functions that may return an argument as it is, each seen in CPython 3.11's Lib or Modules.
HANDS_ON = {
    "os.fspath", "os.path.join", "os.path.normcase", "os.path.expanduser", "os.path.expandvars",
    "os.path.commonprefix", "posixpath.join", "ntpath.join", "shutil.which", "shlex.quote",
    "html.unescape", "urllib.parse.quote", "urllib.parse.quote_plus", "urllib.parse.unquote",
    "urllib.parse.unquote_plus", "email.utils.unquote", "email.utils.collapse_rfc2231_value",
    "gettext.gettext", "gettext.ngettext", "gettext.dgettext", "gettext.dngettext",
    "gettext.pgettext", "gettext.npgettext", "gettext.dpgettext", "gettext.dnpgettext",
    "locale.normalize", "locale.gettext", "locale.dgettext", "locale.dcgettext",
    "email.header.make_header", "inspect.cleandoc", "linecache.getline", "sys.intern",
    "textwrap.shorten", "textwrap.dedent", "textwrap.indent", "unicodedata.normalize",
    "urllib.parse.unwrap", "urllib.request.url2pathname", "urllib.request.pathname2url",
    "xml.sax.saxutils.unescape", "xml.sax.saxutils.escape", "imp.cache_from_source",
    "distutils.util.convert_path", "distutils.util.change_root", "tempfile.gettempprefix",
    "os.path.abspath", "os.path.realpath", "os.path.normpath", "os.readlink",
}


def kinds_of(node):
    """(classes, classes of elements, whether it is the argument's) of an annotation, or None."""
    if isinstance(node, ast.Constant):
        if node.value is None:
            return {"NONE"}, set(), False
        return kinds_of(ast.parse(node.value, mode="eval").body) \
            if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        if node.id not in KINDS:
            return None
        elems = UNKNOWN if KINDS[node.id] & {"LIST", "DICT", "SET", "FROZENSET", "TUPLE"} else set()
        return set(KINDS[node.id]), set(elems), node.id.startswith("Any")
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return union(kinds_of(node.left), kinds_of(node.right))
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        return kinds_of_subscript(node.value.id, node.slice)
    return None


def kinds_of_subscript(name, inside):
    parts = inside.elts if isinstance(inside, ast.Tuple) else [inside]
    if name == "Literal":
        values = {type(getattr(part, "value", ...)).__name__ for part in parts}
        known = [KINDS.get("None" if value == "NoneType" else value) for value in values]
        return (set().union(*known), set(), False) if all(known) else None
    if name in ("Optional", "Union"):
        result = ({"NONE"}, set(), False) if name == "Optional" else kinds_of(parts[0])
        for part in parts:
            result = union(result, kinds_of(part))
        return result
    if name in ("TypeGuard", "TypeIs"):
        return {"BOOL"}, set(), False
    if name in CONTAINERS:
        elems, is_own = set(), False
        for part in parts:
            if isinstance(part, ast.Constant) and part.value is ...:
                continue
            found = kinds_of(part)
            elems |= found[0] if found and found[0] <= SCALARS else UNKNOWN
            is_own |= bool(found and found[2])
        return set(KINDS[name]), elems, is_own
    if name == "dict":
        return {"DICT"}, set(UNKNOWN), False
    return None


def union(first, second):
    if first is None or second is None:
        return None
    return first[0] | second[0], first[1] | second[1], first[2] or second[2]


class Module:
    """What the stub of one module defines: name to kinds_of, None where that is not plain."""

    def __init__(self, name, is_package):
        self.name, self.is_package = name, is_package
        self.names, self.from_modules, self.brought = {}, [], {}

    def all_names(self):
        return {**self.brought, **self.names}

    def add(self, name, found, is_function):
        entry = None if found is None else (found, is_function)
        self.names[name] = either(self.names[name], entry) if name in self.names else entry

    def read(self, statements):
        for node in statements:
            if isinstance(node, (ast.If, ast.Try)):
                self.read(node.body + node.orelse)
            elif isinstance(node, ast.FunctionDef):
                plain = all(isinstance(d, ast.Call) and getattr(d.func, "id", "") == "deprecated" or
                            getattr(d, "id", "") in ("overload",) for d in node.decorator_list)
                self.add(node.name, kinds_of(node.returns) if plain and node.returns else None, True)
            elif isinstance(node, (ast.AsyncFunctionDef, ast.ClassDef)):
                self.add(node.name, None, False)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                self.read_variable(node)
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self.add(target.id, None, False)
            elif isinstance(node, ast.ImportFrom):
                self.read_import(node)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    self.add((alias.asname or alias.name).partition(".")[0], None, False)

    def read_variable(self, node):
        annotation = node.annotation
        if isinstance(annotation, ast.Subscript) and getattr(annotation.value, "id", "") == "Final":
            annotation = annotation.slice
        found = kinds_of(annotation)
        # What a container of a module holds may be changed by anyone.
        self.add(node.target.id, found if found and found[0] <= SCALARS else None, False)

    def read_import(self, node):
        base = node.module or ""
        if node.level:
            parts = self.name.split(".")
            parts = parts[:len(parts) - node.level + (1 if self.is_package else 0)]
            base = ".".join(parts + ([node.module] if node.module else []))
        for alias in node.names:
            if alias.name == "*" or alias.asname == alias.name:
                self.from_modules.append((base, alias.name))
            else:
                self.add(alias.asname or alias.name, None, False)


def read_all(folder):
    modules = {}
    for top, _, files in sorted(os.walk(folder)):
        for file in sorted(files):
            if not file.endswith(".pyi"):
                continue
            path = os.path.relpath(os.path.join(top, file), folder)[:-4].split(os.sep)
            is_package = path[-1] == "__init__"
            name = ".".join(path[:-1] if is_package else path)
            modules[name] = Module(name, is_package)
            with open(os.path.join(top, file), encoding="utf-8") as stub:
                modules[name].read(ast.parse(stub.read()).body)
    return modules


def bring_in(modules):
    """What a stub imports to hand it on: `from m import *`, `from m import a as a`."""
    changed = True
    while changed:
        changed = False
        for module in modules.values():
            brought = {}
            for base, name in module.from_modules:
                source = modules[base].all_names() if base in modules else {}
                for key in [name] if name != "*" else source:
                    if key in source and not (name == "*" and key.startswith("_")):
                        brought[key] = either(brought[key], source[key]) if key in brought \
                            else source[key]
            if brought != module.brought:
                module.brought, changed = brought, True


def either(first, second):
    """Two entries of names: a stub may bring a name in from several places."""
    if first is None or second is None or first[1] != second[1]:
        return None
    found = union(first[0], second[0])
    return None if found is None else (found, first[1])


def bits(kinds):
    return " | ".join("PH_TYPE_" + kind for kind in ORDER if kind in kinds) or "0"


def main():
    folder, output = sys.argv[1:]
    modules = read_all(folder)
    bring_in(modules)
    rows = {}
    for module in modules.values():
        if module.name.startswith("_") and module.name != "__future__" or "mock" in module.name:
            continue
        for name, entry in module.all_names().items():
            path = "%s.%s" % (module.name, name)
            if entry is None or name.startswith("__") or module.name == "builtins":
                continue
            (kinds, elems, is_own), is_function = entry
            if not kinds or not is_function and not kinds <= SCALARS:
                continue
            how = "VARIABLE" if not is_function else "OWN" if is_own or path in HANDS_ON else "CALL"
            rows[path] = "PH_TYPESHED(\"%s\", %s, %s, %s)\n" % (path, bits(kinds), bits(elems), how)
    with open(output, "w", encoding="utf-8") as file:
        file.writelines(rows[path] for path in sorted(rows, key=lambda p: p.encode()))


if __name__ == "__main__":
    main()
