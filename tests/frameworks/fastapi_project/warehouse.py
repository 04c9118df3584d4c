"""Where the rows come from."""


def fetch_rows(count=4000):
    for i in range(count):
        yield ["%06d" % i, "name %d" % i, "x" * 40]


async def follow_rows(count=4000):
    for row in fetch_rows(count):
        yield row


def get_session():
    session = {"open": True}
    yield session
    session["open"] = False
