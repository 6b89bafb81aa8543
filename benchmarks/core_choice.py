"""C++ or numba for the core of termscan: fold an Arrow column by table and look each word up, in both.

Run it where numba is installed (`pip install numba numpy pyarrow`) and a C++ compiler is at hand:
`python benchmarks/core_choice.py [LISTINGS]`. Times are CPU seconds of the process, medians of five.
"""

import ctypes
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
CORE = ROOT / "termscan" / "core"
TABLES = ROOT / "termscan" / "src" / "termscan" / "tables"
SYLLABLES = (
    *("ro", "lex", "gu", "ci", "ä", "ka", "ñi", "sil", "de", "na", "mu", "to"),
    *("vu", "lan", "бе", "ра", "ti", "ko", "ß", "fe", "ri", "pa"),
)
ROUNDS = 5


def listings(count: int) -> list[str]:
    """Return made-up texts of about 510 bytes, a third of them in ASCII only."""
    dice = random.Random(1)
    texts = []
    for number in range(count):
        syllables = [part for part in SYLLABLES if part.isascii()] if number % 3 == 0 else SYLLABLES
        words: list[str] = []
        size = 0
        while size < 505:
            word = "".join(dice.choices(syllables, k=dice.randint(1, 4)))
            words.append(word.title() if dice.random() < 0.3 else word)
            size += len(words[-1].encode()) + 1
        texts.append(" ".join(words))
    return texts


def measure(name: str, job: Callable[[], int], count: int) -> None:
    """Print the speed of a job after a first run that warms it up."""
    start = time.process_time()
    found = job()
    first = time.process_time() - start
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    speed = count / statistics.median(times)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:8} {speed:12,.0f} listings/s  first run {first:6.3f} s  {found:,} found  peak {memory:,.0f} MB so far"
    )


def compiled(data: Any, offsets: Any, slots: Any, folder: Path) -> Callable[[], int]:
    """Return the job in C++, built for this run."""
    compiler = shutil.which("c++") or shutil.which("g++") or shutil.which("clang++")
    if compiler is None:
        sys.exit("No C++ compiler is at hand: apt-get install g++")
    library = folder / "core_choice.so"
    sources = [ROOT / "benchmarks" / "core_choice.cpp", CORE / "fold.cpp", CORE / "tables.cpp"]
    start = time.perf_counter()
    command = [
        compiler,
        "-std=c++17",
        "-O3",
        "-shared",
        "-fPIC",
        "-I",
        str(CORE),
        *map(str, sources),
        "-o",
        str(library),
    ]
    subprocess.run(command, check=True)
    print(f"C++ built in {time.perf_counter() - start:.1f} s")
    count = ctypes.CDLL(str(library)).count_listed
    count.restype = ctypes.c_uint64
    fold_table, letter_table = (TABLES / "fold.bin").read_bytes(), (TABLES / "letters.bin").read_bytes()

    def job() -> int:
        return int(
            count(
                fold_table, ctypes.c_uint64(len(fold_table)), letter_table, ctypes.c_uint64(len(letter_table)),
                ctypes.c_void_p(data.ctypes.data), ctypes.c_void_p(offsets.ctypes.data),
                ctypes.c_uint64(len(offsets) - 1),
                ctypes.c_void_p(slots.ctypes.data), ctypes.c_uint64(len(slots)),
            )
        )  # fmt: skip

    return job


def stages(name: str, entry_type: str, width: int, numpy: Any) -> tuple[Any, Any, Any, Any]:
    """Return the parts of a table file as arrays."""
    content = (TABLES / name).read_bytes()
    first, second, entries, pool = numpy.frombuffer(content, "<u4", 4, 8)
    place = 24
    parts = []
    for kind, count in (("<u2", first), ("<u2", second), (entry_type, entries * width), ("<u4", pool)):
        parts.append(numpy.frombuffer(content, kind, int(count), place))
        place += int(count) * numpy.dtype(kind).itemsize
    return parts[0], parts[1], parts[2], parts[3]


def with_numba(  # noqa: C901  # one loop, as numba wants it
    data: Any, offsets: Any, slots: Any, numpy: Any, numba: Any
) -> Callable[[], int]:
    """Return the job in numba, with the same tables, look-ups and the same offsets kept."""
    f1, f2, folds, pool = stages("fold.bin", "<u4", 1, numpy)
    l1, l2, letters, _ = stages("letters.bin", "<u1", 8, numpy)

    @numba.njit(nogil=True)
    def run(data, offsets, slots, f1, f2, folds, pool, l1, l2, letters, honest, kinds, starts, ends):  # type: ignore[no-untyped-def]  # noqa: C901
        found = 0
        mask = numpy.uint64(len(slots) - 1)
        for row in range(len(offsets) - 1):
            at, end, n = offsets[row], offsets[row + 1], 0
            while at < end:
                byte = numpy.uint32(data[at])
                if byte < 0x80:
                    point, size = byte, 1
                elif byte < 0xE0:
                    point, size = (byte & 31) << 6 | data[at + 1] & 63, 2
                elif byte < 0xF0:
                    point, size = (byte & 15) << 12 | (data[at + 1] & 63) << 6 | data[at + 2] & 63, 3
                else:
                    high = (byte & 7) << 18 | (data[at + 1] & 63) << 12
                    point, size = high | (data[at + 2] & 63) << 6 | data[at + 3] & 63, 4
                entry = folds[f2[numpy.uint32(f1[point >> 8]) << 8 | point & 255]]
                count = entry >> 4 & 15
                for i in range(1 if count == 15 else count):
                    letter = point if count == 15 else pool[(entry >> 8) + i]
                    honest[n] = letter
                    kinds[n] = letters[numpy.uint32(l2[numpy.uint32(l1[letter >> 8]) << 8 | letter & 255]) * 8 + 4]
                    starts[n] = at
                    ends[n] = at + size
                    n += 1
                at += size
            kinds[n] = 0
            code = numpy.uint64(0)
            for i in range(n + 1):
                if kinds[i] == 1 or kinds[i] == 2:
                    code = (code ^ numpy.uint64(honest[i])) * numpy.uint64(0x100000001B3)
                elif code != 0:
                    slot = (code >> numpy.uint64(20)) & mask
                    while slots[slot] != 0:
                        if slots[slot] == code:
                            found += 1
                            break
                        slot = (slot + numpy.uint64(1)) & mask
                    code = numpy.uint64(0)
        return found

    room = 4096
    buffers = [numpy.zeros(room, kind) for kind in ("u4", "u1", "u4", "u4")]
    return lambda: int(run(data, offsets, slots, f1, f2, folds, pool, l1, l2, letters, *buffers))


def slots_of(words: set[str], numpy: Any) -> Any:
    """Return a hash table of honest words (open addressing)."""
    size = 1 << (2 * len(words)).bit_length()
    slots = numpy.zeros(size, "u8")
    for word in words:
        code = 0
        for letter in word:
            code = (code ^ ord(letter)) * 0x100000001B3 % 2**64
        slot = (code >> 20) & (size - 1)
        while slots[slot]:
            slot = (slot + 1) & (size - 1)
        slots[slot] = code
    return slots


def main() -> None:
    """Run both on the same column."""
    try:
        import numba  # type: ignore[import-not-found]  # no dependency: a candidate that was not chosen
        import numpy
    except ImportError:
        sys.exit("This comparison needs numba: pip install numba numpy")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    texts = [text.encode() for text in listings(count)]
    data = numpy.frombuffer(b"".join(texts), "u1")
    offsets = numpy.concatenate([[0], numpy.cumsum([len(text) for text in texts])]).astype("i8")
    dice = random.Random(2)
    plain = [part for part in SYLLABLES if part.isascii()]
    slots = slots_of({"".join(dice.choices(plain, k=dice.randint(1, 4))) for _ in range(100_000)}, numpy)
    with tempfile.TemporaryDirectory() as folder:
        measure("C++", compiled(data, offsets, slots, Path(folder)), count)
    measure("numba", with_numba(data, offsets, slots, numpy, numba), count)


if __name__ == "__main__":
    main()
