"""Objects of dataclasses, without and with slots."""


def _case(count):
    fields = "\n".join("    {}: object".format(name) for name in "abcdefgh"[:count])
    make = "objects = [C({}) for i in range(10_000)]".format(", ".join(["None"] * count))
    setup = ("from dataclasses import dataclass\n"
             "@dataclass\nclass Plain:\n{0}\n@dataclass(slots=True)\nclass Slotted:\n{0}"
             .format(fields))
    return dict(name="10,000 objects of {} fields".format(count), setup=setup,
                before=make.replace("C(", "Plain("), after=make.replace("C(", "Slotted("),
                times=10)


CASES = [_case(count) for count in (2, 3, 8)]
