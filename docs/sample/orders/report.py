"""The monthly report."""
from orders.codes import checksum

QUARTER_ENDS = {3, 6, 9, 12}


def headline(month):
    if int(month) in [3, 6, 9, 12]:
        return "Quarter"
    return "Month"


def print_report(orders, columns):
    for month in range(1, 13):
        if month in [1, 4, 7, 10]:  # the first of a quarter
            print()
        print(headline(month), month)
    for code, quantity, remark in orders:
        if columns in [["code"], ["code", "quantity"]]:  # lists: a set cannot hold them
            print(code, quantity)
        else:
            print(code, quantity, checksum(code), remark)
