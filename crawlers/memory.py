"""The memory that the crawler's own process holds, for Scrapy's limit."""

from pathlib import Path

from scrapy.extensions.memusage import MemoryUsage

_STATUS = Path("/proc/self/status")


class OwnMemoryUsage(MemoryUsage):
    """Scrapy's limit on memory, told what this process holds now.

    Scrapy asks for `ru_maxrss`, which Linux hands on from the parent through fork and exec: under a program that
    once held a gigabyte, every crawl would stop at its first check.
    """

    def get_virtual_size(self) -> int:
        """Return the resident memory in bytes; the peak that Scrapy asks for where there is no /proc."""
        try:
            lines = _STATUS.read_text(encoding="ascii").splitlines()
        except OSError:
            return super().get_virtual_size()
        resident = next(line for line in lines if line.startswith("VmRSS:"))
        return int(resident.split()[1]) * 1024
