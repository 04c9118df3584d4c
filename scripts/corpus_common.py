"""What the scripts share: where things are, which files, and which rules and their samples."""
import os
import re
import subprocess
import sys
import sysconfig
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PYHEAP = os.path.join(ROOT, "build", "release", "pyheap")
PARSE_ONLY = os.path.join(ROOT, "build", "release", "tests", "parse_only")

TRANSFORMS = os.path.join(ROOT, "transforms")
FENCE = re.compile(r"(?m)^```(\w+)([^\n]*)\n(.*?)^```$", re.S)

SKIPPED_FOLDERS = {"site-packages", "dist-packages", "__pycache__"}


def stdlib():
    """The standard library of this Python, its tests included where they are installed."""
    return os.path.realpath(sysconfig.get_path("stdlib"))


def python_files(folders):
    """Regular .py files below `folders`, in the order of their paths; a file stands for itself."""
    found = []
    for top in folders:
        if os.path.isfile(top):
            found.append(top)
            continue
        for folder, names, files in os.walk(top):
            # A folder that is named is walked, whatever it is called.
            names[:] = [name for name in names if name not in SKIPPED_FOLDERS]
            paths = (os.path.join(folder, name) for name in files if name.endswith(".py"))
            found += (path for path in paths if os.path.isfile(path) and not os.path.islink(path))
    return sorted(set(found))


def corpus(arguments):
    """The files to compare on: the standard library and what was named."""
    return python_files([stdlib()] + arguments)


def write_list(folder, files):
    """A file in `folder` that names `files`, one a line, as parse_only reads it."""
    path = os.path.join(folder, "files")
    with open(path, "wb") as out:
        out.writelines(os.fsencode(name) + b"\n" for name in files if "\n" not in name)
    return path


def parse_only(files, *options):
    """Runs parse_only over `files`; the finished process, with its output as text."""
    with tempfile.TemporaryDirectory(prefix="pyheap-corpus-") as folder:
        command = [PARSE_ONLY, *options, write_list(folder, files)]
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, errors="backslashreplace")


def chosen_rules(named):
    """The rules that are named, or all that have a page; None, and a message, if one has none."""
    pages = sorted(name[:-3] for name in os.listdir(TRANSFORMS) if name.endswith(".md"))
    for rule in named:
        if rule not in pages:
            program = os.path.splitext(os.path.basename(sys.argv[0]))[0]
            print("%s: no rule is called '%s'" % (program, rule), file=sys.stderr)
            return None
    return named or pages


def page_of(rule):
    with open(os.path.join(TRANSFORMS, rule + ".md"), encoding="utf-8") as file:
        return file.read()


def samples_of(page):
    """The programs that the samples of a page start from."""
    return [fence.group(3) for fence in FENCE.finditer(page)
            if fence.group(1) == "python" and
            fence.group(2).split()[:1] in (["before"], ["keep"], ["advise"])]
