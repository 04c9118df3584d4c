"""Slices of bytes that are read once."""
CASES = [dict(name="`crc32` of the last {:,} of {:,} bytes".format(n, n + 16),
              setup="import zlib\ndata = bytes({} + 16)".format(n),
              before="zlib.crc32(data[16:])", after="zlib.crc32(memoryview(data)[16:])", times=t)
         for n, t in ((256, 1000), (4096, 300), (65_536, 50), (1_000_000, 5))]
CASES += [dict(name="the slice alone, {:,} bytes".format(n),
               setup="data = bytes({} + 16)".format(n),
               before="data[16:]", after="memoryview(data)[16:]", times=1000 if n < 100_000 else 10)
          for n in (256, 4096, 65_536, 1_000_000)]
