#!/usr/bin/env python3
"""Drops each guard of a page in turn; a fixture or a sample must notice.

usage: mutate.py [RULE..]

A guard is a `where`, `meta` or `level` clause, a `where` behind `#@`, one condition of a gap's
`when`, or one of the conditions that `and` joins in any of them. Those of a `define`, of a
`choice` or before the first `rule` stand for several and count once. The page without it must
be refused, or must treat some fixture, or some sample of `pyheap test` in its forms, otherwise
than is written there. A guard that nothing notices needs a fixture, or is not needed,
or is listed in EXEMPT with the reason why it is there all the same.

exit: 0 every guard is defended, 1 some are not, 2 wrong use
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

import corpus_common as common

# Guards that no fixture can defend: how they begin, and what they are there for.
SAYS_WHY = "others cap the level too; this one says it better"
HAS_NO_EDIT = "a finding without an edit is display-only; this says why"
SPARES_FILES = "a file without the sign is passed over because of it"
EXEMPT = {
    "bisect-insort": {
        "level advise": HAS_NO_EDIT,
    },
    "set-membership": {
        "where closed_scope($L)": "of a comprehension the types imply it too; it spares the work",
    },
    "context-manager": {
        "where local($v) otherwise": SAYS_WHY,
        "where not captured($v) or private($v) otherwise": SAYS_WHY,
        "where held": SAYS_WHY,
    },
    "counter": {
        "level advise": HAS_NO_EDIT,
    },
    "generator": {
        "where count(use) == 1": "evaluated_next implies it; " + SPARES_FILES,
    },
    "local-lookup": {
        "level advise": HAS_NO_EDIT,
    },
    "mutable-default": {
        "where not defaults_observed($f) else": SAYS_WHY,
    },
    "needless-deepcopy": {
        "level advise": HAS_NO_EDIT,
    },
    "string-join": {
        "where count(add) >= 1": "a find implies it; " + SPARES_FILES,
    },
    "try-in-loop": {
        "level advise": HAS_NO_EDIT,
    },
}

DEFINED = re.compile(r"(define \w+(?:\([^)]*\))? )(.*)", re.S)


def split_outside(text, separator):
    """`text` cut at a separator that stands in no string and no parentheses."""
    pieces, depth, quoted, start, i = [], 0, False, 0, 0
    while i < len(text):
        char = text[i]
        if char == "\\" and quoted:
            i += 1
        elif char == '"':
            quoted = not quoted
        elif not quoted and char in "([{":
            depth += 1
        elif not quoted and char in ")]}":
            depth -= 1
        elif not quoted and depth == 0 and text.startswith(separator, i):
            pieces.append(text[start:i])
            i += len(separator)
            start = i
            continue
        i += 1
    return pieces + [text[start:]]


def without_each(pieces, separator):
    return [separator.join(pieces[:i] + pieces[i + 1:]) for i in range(len(pieces))]


def weaker_conditions(clause):
    """`where a and b else ..` with one of the joined conditions less, if there are several."""
    head, body = clause.split(" ", 1)
    cut = [len(split_outside(body, word)[0]) for word in (" else ", " otherwise ", "\n")]
    condition, rest = body[:min(cut)], body[min(cut):]
    parts = split_outside(condition, " and ")
    if len(parts) < 2:
        return []
    return [(head + " " + text + rest, "and " + parts[i].strip())
            for i, text in enumerate(without_each(parts, " and "))]


def weaker_remarks(line):
    """A patch line with one condition behind its #@ less: (line, what went)."""
    code, mark, remark = line.partition("#@")
    if not mark:
        return []
    results, parts = [], split_outside(remark, ";")
    for i, part in enumerate(parts):
        word = part.strip().partition(" ")[0]
        if word not in ("where", "when"):
            continue
        rest = parts[:i] + parts[i + 1:]
        if word == "where":
            shorter = [(None, part.strip())]
            shorter += [(" " + text, went) for text, went in weaker_conditions(part.strip())]
        else:
            wanted = split_outside(part.strip()[len("when"):], ",")
            shorter = [(" when" + text if text else None, "when" + wanted[k])
                       for k, text in enumerate(without_each(wanted, ","))]
        for text, went in shorter:
            kept = rest if text is None else parts[:i] + [text] + parts[i + 1:]
            left = ";".join(kept)
            results.append((code.rstrip() + (" #@" + left if left.strip() else ""), went))
    return results


def weaker_pages(page):
    """(line number, what went, the page without it) for each guard of the page."""
    lines = page.split("\n")
    inside = False
    for number, line in enumerate(lines):
        if line.startswith("```"):
            inside = line.startswith("```pyheap")
            continue
        if not inside:
            continue
        word, end = line.partition(" ")[0], number + 1
        while end < len(lines) and lines[end].startswith(" ") and word in ("where", "define"):
            end += 1
        clause = "\n".join(lines[number:end])
        changes = []
        if word in ("where", "meta", "level"):
            changes.append((None, clause))
        if word == "where":
            changes += weaker_conditions(clause)
        elif word == "define":
            head, rest = DEFINED.match(clause).groups()
            changes += [(head + text.partition(" ")[2], went)
                        for text, went in weaker_conditions("define " + rest)]
        elif line[:1] in ("-", "+", " ", "!"):
            changes += weaker_remarks(line)
        for text, went in changes:
            kept = lines[:number] + ([] if text is None else [text]) + lines[end:]
            yield number + 1, went, without_unused_definitions("\n".join(kept))


def without_unused_definitions(page):
    """A `define` that nothing names any more would be an error of the page."""
    for match in re.finditer(r"(?m)^define (\w+)\b.*\n(?: .*\n)*", page):
        if not re.search(r"where %s\b" % match.group(1), page):
            return without_unused_definitions(page.replace(match.group(0), ""))
    return page


def inputs_of(rule, page, top):
    """Writes what the fixtures and samples start from, each in a folder of its own."""
    folder = os.path.join(common.ROOT, "fixtures", rule)
    for name in sorted(os.listdir(folder)):
        case, _, role = name.partition(".")
        if role in ("before.py", "keep.py"):
            with open(os.path.join(folder, name), "rb") as file:
                put(top, rule, case, file.read())
    for number, sample in enumerate(common.samples_of(page)):
        put(top, rule, "sample%d" % number, sample.encode())


def put(top, rule, name, data):
    folder = os.path.join(top, name)
    os.makedirs(folder)
    target = re.search(rb"(?m)^# target: *(\S+)", data)
    option = re.search(rb"(?m)^# option: *([\w-]+)=([\w-]+)$", data)
    with open(os.path.join(folder, "pyheap.toml"), "wb") as file:
        file.write(b'target-version = "%s"\n' % (target.group(1) if target else b"3.8"))
        if option:
            file.write(b'[rules.%s]\n%s = "%s"\n' % (rule.encode(), *option.groups()))
    with open(os.path.join(folder, "program.py"), "wb") as file:
        file.write(data)


def findings(pages, rule, top):
    """What `check` tells of the inputs: where, how sure, and which edits. None: refused."""
    done = subprocess.run(
        [common.PYHEAP, "check", "--transforms", pages, "--select", rule, "--all",
         "--output-format", "json", top], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1):
        return None
    return [(item["path"], item["line"], item["level"], item["fix"] and item["fix"]["edits"])
            for item in json.loads(done.stdout)]


def visible(found, unsafe_matters):
    """Only what a fixture can see: a finding that is not safe shows where it says so."""
    return [item for item in found if item[2] == "safe" or unsafe_matters(item[0])]


def samples_pass(pages, rule):
    done = subprocess.run([common.PYHEAP, "test", "--transforms", pages, rule],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode == 0


def is_exempt(rule, guard):
    return any(guard.startswith(start) for start in EXEMPT.get(rule, ()))


def check_rule(rule):
    """(guards, those that nothing defends)."""
    page = common.page_of(rule)
    fixtures = os.path.join(common.ROOT, "fixtures", rule)
    told = {name.partition(".")[0] for name in os.listdir(fixtures)
            if name.endswith((".after.py", ".after-unsafe.py", ".findings"))}

    def unsafe_matters(path):
        return os.path.basename(os.path.dirname(path)) in told
    count, bare = 0, []
    with tempfile.TemporaryDirectory(prefix="pyheap-mutate-") as top:
        pages, inputs = os.path.join(top, "pages"), os.path.join(top, "inputs")
        os.mkdir(pages)
        inputs_of(rule, page, inputs)

        def load(text):
            with open(os.path.join(pages, rule + ".md"), "w", encoding="utf-8") as file:
                file.write(text)
        load(page)
        usual = findings(pages, rule, inputs)
        if usual is None or not samples_pass(pages, rule):
            raise SystemExit("mutate: %s fails as it is" % rule)
        usual = visible(usual, unsafe_matters)
        for number, went, weaker in weaker_pages(page):
            count += 1
            if is_exempt(rule, went):
                continue
            load(weaker)
            found = findings(pages, rule, inputs)
            if found is not None and visible(found, unsafe_matters) == usual and \
                    samples_pass(pages, rule):
                bare.append((number, went))
                print("transforms/%s.md:%d: nothing defends: %s" % (
                    rule, number, " ".join(went.split())), flush=True)
    return count, bare


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
    parser.add_argument("rules", nargs="*")
    rules = common.chosen_rules(parser.parse_args().rules)
    if rules is None:
        return 2
    failed = 0
    for rule in rules:
        count, bare = check_rule(rule)
        failed += len(bare)
        print("%s: %d guards, %d that nothing defends" % (rule, count, len(bare)), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
