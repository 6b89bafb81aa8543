#!/bin/sh
# Fuzz termscan: the compiled core under the address and undefined behaviour sanitizers (libFuzzer), then both engines against
# each other (atheris), each for half of the time.
#
#     termscan/fuzz/run.sh [MINUTES]     one minute unless told
#
# Needs clang with its sanitizers (Debian: apt-get install clang libclang-rt-14-dev), cmake and ninja, and for the second half
# a Python (PYTHON=...) with termscan and atheris. What crashes is kept in tests/termscan/crashes and replayed by the tests.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${BUILD:-$root/build/termscan-fuzz}
python=${PYTHON:-$root/.venv/bin/python}
crashes=$root/tests/termscan/crashes
seconds=$((${1:-1} * 30))
PATH=$(dirname "$python"):$PATH

mkdir -p "$build/corpus" "$build/corpus-engines" "$crashes"
cmake -S "$here" -B "$build" -G Ninja -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_BUILD_TYPE=RelWithDebInfo >/dev/null
cmake --build "$build"

ASAN_OPTIONS=malloc_context_size=4 "$build/fuzz_core" "$build/corpus" "$here/seeds" "$crashes" \
  -max_total_time="$seconds" -max_len=2000 -timeout=10 -artifact_prefix="$crashes/core-" -print_final_stats=1
"$python" "$here/fuzz_engines.py" "$build/corpus-engines" "$here/seeds" "$crashes" \
  -max_total_time="$seconds" -max_len=600 -timeout=30 -artifact_prefix="$crashes/engines-"
