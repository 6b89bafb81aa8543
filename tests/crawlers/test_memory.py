import subprocess
import sys

GROW_AND_ASK = """
import subprocess, sys
held = bytearray(300_000_000)
held[::4096] = b"x" * len(held[::4096])
subprocess.run([sys.executable, "-c", sys.argv[1]], check=True)
"""
ASK = """
import resource
from crawlers.memory import OwnMemoryUsage
told = OwnMemoryUsage.get_virtual_size(object.__new__(OwnMemoryUsage))
print(told, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""


def test_a_crawler_is_not_charged_with_the_memory_of_the_program_that_started_it() -> None:
    done = subprocess.run([sys.executable, "-c", GROW_AND_ASK, ASK], capture_output=True, text=True, check=True)
    told, peak = map(int, done.stdout.split())
    assert 1_000_000 < told < 250_000_000
    assert peak > 250_000_000, "the peak that Scrapy asks for is no longer inherited: the extension can go"
