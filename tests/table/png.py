"""Reads the pictures that the program saves: PNGs with 8 bits a channel, without a library."""

import itertools
import struct
import zlib


class Picture:
    """One picture. Its size is known at once; its lines are decoded when somebody asks for them."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            start = file.read(33)
        if start[:8] != b"\x89PNG\r\n\x1a\n":
            raise ValueError(f"{path} is no PNG")
        self.width, self.height, depth, colour = struct.unpack(">IIBB", start[16:26])
        if depth != 8 or colour not in (2, 6):
            raise ValueError(f"{path} is a PNG of a kind that this does not read: {depth} bits, colour type {colour}")
        self.channels = 3 if colour == 2 else 4

    def lines(self):
        """The bytes of each line, the top one first."""
        size = 1 + self.width * self.channels
        above = bytes(size - 1)
        inflate = zlib.decompressobj()
        waiting = b""
        for chunk in self._data():
            waiting += inflate.decompress(chunk)
            whole = len(waiting) // size
            for at in range(0, whole * size, size):
                above = unfilter(waiting[at], waiting[at + 1 : at + size], above, self.channels)
                yield above
            waiting = waiting[whole * size :]

    def _data(self):
        with open(self.path, "rb") as file:
            file.seek(8)
            while len(head := file.read(8)) == 8:
                length, kind = struct.unpack(">I4s", head)
                if kind == b"IDAT":
                    while length:
                        part = file.read(min(length, 1 << 20))
                        if not part:
                            return
                        length -= len(part)
                        yield part
                    file.seek(4, 1)
                else:
                    file.seek(length + 4, 1)

    def counts(self, most_lines=20000):
        """How many pixels have each colour, (red, green, blue) -> number. A taller picture is read no further than `most_lines`."""
        total = {}
        last, same = None, 0
        for line in itertools.islice(self.lines(), most_lines):
            if line == last:
                same += 1
                continue
            self._count(last, same, total)
            last, same = line, 1
        self._count(last, same, total)
        return total

    def _count(self, line, times, total):
        if line is None:
            return
        channels = self.channels
        if line == line[:channels] * self.width:
            key = tuple(line[:3])
            total[key] = total.get(key, 0) + times * self.width
            return
        for pixel in zip(line[0::channels], line[1::channels], line[2::channels]):
            total[pixel] = total.get(pixel, 0) + times

    def column(self, x, most_lines=20000):
        """The colours of a column, the top one first."""
        at = x * self.channels
        return [tuple(line[at : at + 3]) for line in itertools.islice(self.lines(), most_lines)]


def unfilter(kind, line, above, channels):
    """A line of a PNG as it was before the encoder's filter."""
    if kind == 0:
        return line
    if kind == 2:
        return add(line, above) if any(line) else above
    if kind == 1:
        # Each pixel is the sum of all to its left, in steps of 1, 2, 4 ... pixels.
        step = channels
        while step < len(line):
            line = add(line, bytes(step) + line[:-step])
            step *= 2
        return line
    if kind == 4 and not any(line):
        return above
    out = bytearray(line)
    for i in range(len(out)):
        left = out[i - channels] if i >= channels else 0
        up = above[i]
        if kind == 3:
            predicted = (left + up) // 2
        else:
            corner = above[i - channels] if i >= channels else 0
            to_left, to_up, to_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
            predicted = left if to_left <= to_up and to_left <= to_corner else up if to_up <= to_corner else corner
        out[i] = (out[i] + predicted) & 255
    return bytes(out)


MASKS = {}


def add(a, b):
    """The sums of the bytes of two strings, each modulo 256, all at once in one large number."""
    size = len(a)
    if size not in MASKS:
        MASKS[size] = int.from_bytes(b"\x7f" * size, "little"), int.from_bytes(b"\x80" * size, "little")
    low, high = MASKS[size]
    x, y = int.from_bytes(a, "little"), int.from_bytes(b, "little")
    return (((x & low) + (y & low)) ^ ((x ^ y) & high)).to_bytes(size, "little")
