# why: fixes on one line go together; semicolons and one-line suites stay
# run: yes
def f(a, b): x = str(a) in ["p", "q", "r"]; y = str(b) in ["s", "t", "u"] or hex(b) in ["0x1", "0x2", "0x3"]; return x, y


print(f("p", 1), f(0, 9))
