"""A small package to try pyheap on: it reads order lines and sums them up."""
from orders.codes import checksum, is_valid_code
from orders.lines import parse_line
from orders.report import print_report

__all__ = ["checksum", "is_valid_code", "parse_line", "print_report"]
