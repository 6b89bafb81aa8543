"""Install termscan into the Python that runs this, by the first way that works.

1. With the C++ compiler of the machine.
2. As root on Debian: after `apt-get install g++`.
3. With the compiler that the package `ziglang` carries, from the Python package registry.
4. Without the compiled core: the pure-Python reference does the same, slower, and `termscan.engine` says so.

The build tools (scikit-build-core, nanobind, cmake, ninja) must be installed already: nothing else is downloaded.
"""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
_ZIG = """#!/bin/sh
for option do
  shift
  case $option in -march=x86-64-v2) option=-march=x86_64_v2 ;; esac
  set -- "$@" "$option"
done
exec "{python}" -m ziglang {command} "$@"
"""
"""Zig's compiler under the name of a compiler, and the one option that it spells in its own way."""
TRY_IT = "import termscan; assert termscan.compile(['rolex']).find('a rolex'); print(termscan.engine)"


def main() -> int:
    """Try each way in turn; tell what was tried where the compiled core could not be had."""
    for name, environment in _ways():
        if environment is not None and _install(environment) and _engine() == "compiled":
            print(f"termscan: compiled core installed ({name})")
            return 0
    if _install({"SKBUILD_WHEEL_CMAKE": "false"}) and _engine() == "python":
        print("termscan: no C++ compiler could be had, the pure-Python reference is installed: the same finds, slower.")
        print("          Install one (apt-get install g++) and run this again.")
        return 0
    print("termscan: could not be installed; the messages above say why", file=sys.stderr)
    return 1


def _ways() -> Iterator[tuple[str, dict[str, str] | None]]:
    """Yield the name of each way with the environment of its build, or None where the way is closed."""
    yield "compiler of this machine", {} if _has_compiler() else None
    yield "g++ from Debian", {} if not _has_compiler() and _apt() else None
    with tempfile.TemporaryDirectory() as folder:
        yield "compiler of the package ziglang", _zig(Path(folder)) if not _has_compiler() else None


def _has_compiler() -> bool:
    named = os.environ.get("CXX")
    return shutil.which(named) is not None if named else any(map(shutil.which, ("c++", "g++", "clang++")))


def _apt() -> bool:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", "g++"]):
        if subprocess.run(["apt-get", "-qq", *arguments], env=quietly, stdout=subprocess.DEVNULL).returncode:
            return False
    return _has_compiler()


def _zig(folder: Path) -> dict[str, str] | None:
    if subprocess.run([*PIP, "ziglang>=0.13,<0.17"]).returncode:
        return None
    environment = {}
    for variable, command in (("CC", "cc"), ("CXX", "c++")):
        script = folder / command
        script.write_text(_ZIG.format(python=sys.executable, command=command))
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        environment[variable] = str(script)
    return environment


def _install(environment: dict[str, str]) -> bool:
    command = [*PIP, "--no-deps", "--no-build-isolation", "--force-reinstall", str(HERE)]
    return subprocess.run(command, env={**os.environ, **_build_path(), **environment}).returncode == 0


def _build_path() -> dict[str, str]:
    """Put the build tools of this Python (cmake, ninja) before those of the machine."""
    return {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])}


def _engine() -> str:
    done = subprocess.run([sys.executable, "-c", TRY_IT], capture_output=True, text=True, cwd=tempfile.gettempdir())
    if done.returncode:
        print(done.stderr, file=sys.stderr)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
