"""A program in a pseudo-terminal, driven key by key: waits for what it shows, never sleeps."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

PATIENCE = 60  # seconds; only a failure takes them
ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """`seen` is all that was printed; expect() looks behind what it found last."""

    def __init__(self, words, cwd, env, columns=100):
        self.master, self.slave = pty.openpty()
        self.resize(columns, signals=False)
        self.before = termios.tcgetattr(self.slave)
        self.seen = b""
        self.at = 0
        slave = self.slave

        def lead():
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)

        self.process = subprocess.Popen(
            words, cwd=cwd, env=env, stdin=slave, stdout=slave, stderr=slave,
            preexec_fn=lead, close_fds=True)

    def resize(self, columns, signals=True):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))

    def _read(self, limit):
        ready, _, _ = select.select([self.master], [], [], limit)
        if not ready:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            data = b""
        self.seen += data
        return bool(data)

    def expect(self, pattern):
        """What was printed up to the end of the next match of `pattern`."""
        wanted = re.compile(pattern.encode() if isinstance(pattern, str) else pattern)
        end = time.monotonic() + PATIENCE
        while True:
            found = wanted.search(self.seen, self.at)
            if found:
                text = self.seen[self.at:found.end()]
                self.at = found.end()
                return text.replace(b"\r\n", b"\n").decode("utf-8", "replace")
            if time.monotonic() > end or (not self._read(0.2) and
                                          self.process.poll() is not None and
                                          not self._read(0)):
                raise AssertionError("waited for %r, the screen shows:\n%s" % (
                    pattern, self.seen[-3000:].decode("utf-8", "replace")))

    def send(self, keys):
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)

    def ask(self, keys):
        """Sends keys and waits for the next question; what was printed till then."""
        self.send(keys)
        return self.expect(r"\]\? ")

    def signal(self, number):
        os.kill(self.process.pid, number)

    def end(self):
        """Waits for the end: exit status (negative: a signal) and the rest of the output."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            if time.monotonic() > end:
                self.process.kill()
                raise AssertionError("does not end; the screen shows:\n%s" %
                                     self.seen[-3000:].decode("utf-8", "replace"))
            self._read(0.02)
        while self._read(0):
            pass
        text = self.seen[self.at:].replace(b"\r\n", b"\n").decode("utf-8", "replace")
        self.at = len(self.seen)
        return self.process.returncode, text

    def is_sane(self):
        """Whether the terminal is as it was before the program."""
        return termios.tcgetattr(self.slave) == self.before

    def hang_up(self):
        os.close(self.master)
        self.master = -1

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        for fd in (self.master, self.slave):
            if fd >= 0:
                os.close(fd)
