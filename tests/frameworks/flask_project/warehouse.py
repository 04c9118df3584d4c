"""Where the rows come from."""


def fetch_rows(count=4000):
    for i in range(count):
        yield ["%06d" % i, "name %d" % i, "x" * 40]


class UpstreamError(Exception):
    pass
