#!/usr/bin/env python3
"""The runner of transcripts, on transcripts that hold and on some that do not."""
import os
import subprocess
import sys
import tempfile
import unittest

RUN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "run.py")

HOLDS = """Prose, and a command.

  $ printf 'one\\n\\ntwo\\n'
  one
  
  two
  $ cat > a <<'END'
  > three
  > END
  $ cat a; echo four >&2; false
  three
  four
  [1]

Variables and the folder stay.

  $ x=5; mkdir d; cd d
  $ echo $x; basename "$PWD"; ls ..
  5
  d
  a
  d
  $ printf 'a\\033b\\tc\\n\\377'
  a\\x1bb\\x09c (esc)
  \\xff (esc) (no-eol)
"""


def run(text, update=False):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "case.t")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        env = dict(os.environ, UPDATE="1" if update else "")
        process = subprocess.run([sys.executable, RUN, "/bin/true", path], env=env,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        with open(path, encoding="utf-8") as file:
            return process.returncode, process.stdout.decode(), file.read()


class Runner(unittest.TestCase):
    def test_a_transcript_that_holds_passes(self):
        status, printed, _ = run(HOLDS)
        self.assertEqual((status, printed), (0, ""))

    def test_wrong_output_fails_and_is_shown(self):
        status, printed, after = run("  $ echo a\n  b\n")
        self.assertEqual((status, after), (1, "  $ echo a\n  b\n"))
        self.assertIn("-  b\n+  a\n", printed)

    def test_missing_output_and_status_fail(self):
        self.assertEqual(run("  $ echo a\n")[0], 1)
        self.assertEqual(run("  $ true\n  a\n")[0], 1)
        self.assertEqual(run("  $ false\n")[0], 1)
        self.assertEqual(run("  $ true\n  [1]\n")[0], 1)

    def test_missing_line_end_is_a_difference(self):
        self.assertEqual(run("  $ printf a\n  a\n")[0], 1)

    def test_update_rewrites_output_only(self):
        _, _, after = run("Prose.\n\n  $ echo a\n  b\n  c\n\nMore.\n\n  $ exit_7() { return 7; }; exit_7\n", True)
        self.assertEqual(after, "Prose.\n\n  $ echo a\n  a\n\nMore.\n\n  $ exit_7() { return 7; }; exit_7\n  [7]\n")

    def test_a_transcript_that_ends_its_shell_fails(self):
        status, printed, _ = run("  $ echo a\n  a\n  $ exit 0\n  $ echo b\n")
        self.assertEqual(status, 1)
        self.assertIn("exit 0", printed)

    def test_a_transcript_without_commands_fails(self):
        self.assertEqual(run("Only prose.\n")[0], 1)


if __name__ == "__main__":
    unittest.main()
