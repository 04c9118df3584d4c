a = f"{b!r:>{c} {d
