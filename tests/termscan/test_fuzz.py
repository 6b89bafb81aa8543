"""Hostile inputs: those kept by hand and by the fuzzers are replayed, and for a while new ones are made up."""

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

import termscan

FUZZ = Path(__file__).parents[2] / "termscan" / "fuzz"
CRASHES = Path(__file__).parent / "crashes"
INPUTS = sorted([*(FUZZ / "seeds").iterdir(), *CRASHES.iterdir()])
SECONDS = 25


def properties() -> Callable[[bytes], None]:
    spec = importlib.util.spec_from_file_location("properties", FUZZ / "properties.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    check: Callable[[bytes], None] = module.check_engines
    return check


@pytest.mark.skipif(termscan.engine != "compiled", reason="the compiled core of termscan is not built here")
@pytest.mark.parametrize("kept", INPUTS, ids=lambda path: path.name)
def test_both_engines_find_the_same_in_hostile_inputs(kept: Path) -> None:
    properties()(kept.read_bytes())


@pytest.mark.skipif(termscan.engine != "compiled", reason="the compiled core of termscan is not built here")
def test_no_damaged_byte_at_the_start_of_a_stored_index_is_overlooked(tmp_path: Path) -> None:
    stored = tmp_path / "index"
    termscan.compile(["rolex", "louis vuitton"], engine="compiled").save(stored)
    whole = stored.read_bytes()
    overlooked = []
    for place in range(1200):
        stored.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        try:
            termscan.Index.open(stored)
        except ValueError:
            continue
        overlooked.append(place)
    assert overlooked == []


def run(command: list[str | Path], *, seconds: int, **environment: str) -> str:
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, errors="replace", timeout=seconds,
        check=False,
    )  # fmt: skip
    told = done.stdout + done.stderr
    assert done.returncode == 0, told[-4000:]
    return told


@pytest.fixture(scope="module")
def fuzz_core(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fuzz target of the core, built under sanitizers."""
    scripts = sysconfig.get_path("scripts")
    cmake = shutil.which("cmake", path=f"{scripts}{os.pathsep}{os.environ['PATH']}")
    ninja = shutil.which("ninja", path=f"{scripts}{os.pathsep}{os.environ['PATH']}")
    if shutil.which("clang++") is None or cmake is None or ninja is None:
        pytest.skip("NO FUZZING OF THE CORE: it needs clang++ with its sanitizers, cmake and ninja")
    folder = tmp_path_factory.mktemp("fuzz")
    probe = folder / "probe.cpp"
    probe.write_text('extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }')
    linked = ["clang++", "-fsanitize=fuzzer,address,undefined", str(probe), "-o", str(folder / "probe")]
    if subprocess.run(linked, capture_output=True, check=False).returncode:
        pytest.skip("NO FUZZING OF THE CORE: clang++ has no sanitizers here (Debian: libclang-rt-14-dev)")
    options = [f"-DCMAKE_MAKE_PROGRAM={ninja}", "-DCMAKE_CXX_COMPILER=clang++", "-DCMAKE_BUILD_TYPE=RelWithDebInfo"]
    run([cmake, "-S", FUZZ, "-B", folder, "-G", "Ninja", *options], seconds=60)
    run([cmake, "--build", folder], seconds=500)
    return folder / "fuzz_core"


@pytest.mark.slow
@pytest.mark.timeout(700)
def test_the_core_survives_hostile_inputs_under_sanitizers(fuzz_core: Path, tmp_path: Path) -> None:
    options = [f"-max_total_time={SECONDS}", "-max_len=2000", "-timeout=20", f"-artifact_prefix={tmp_path}/crash-"]
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    told = run(
        [fuzz_core, corpus, FUZZ / "seeds", CRASHES, *options], seconds=300, ASAN_OPTIONS="malloc_context_size=4"
    )
    assert "Done" in told


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_engines_agree_on_hostile_inputs(tmp_path: Path) -> None:
    if importlib.util.find_spec("atheris") is None or termscan.engine != "compiled":
        pytest.skip("NO FUZZING OF THE ENGINES: it needs atheris and the compiled core of termscan")
    options = [f"-max_total_time={SECONDS}", "-max_len=600", "-timeout=60", f"-artifact_prefix={tmp_path}/crash-"]
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    told = run([sys.executable, FUZZ / "fuzz_engines.py", corpus, FUZZ / "seeds", CRASHES, *options], seconds=250)
    assert "Done" in told
