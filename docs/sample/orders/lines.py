"""One order line of a text file: code; quantity; remark."""

SKIPPED = ["#", "//", "--"]


def parse_line(line):
    fields = line.split(";")
    # Nothing here shows that `line` is a str, so this one is not proved.
    if fields[0] in ["", "code", "total", "end"]:
        return None
    quantity = int(fields[1])
    if quantity in (12, 144, 1728):  # dozens come in boxes
        return fields[0], quantity, "boxed"
    return fields[0], quantity, fields[2].strip()


def is_separator(line):
    return line.strip() in SKIPPED


def wants_signature(remark):
    return remark in ["fragile", "express", "valuable"] or remark.endswith("!")
