#!/bin/sh
# Get clang with its sanitizers, for fuzzing: as root on Debian by apt-get; elsewhere say what is missing and go on.
works() {
  echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }' |
    clang++ -fsanitize=fuzzer,address,undefined -x c++ - -o /dev/null 2>/dev/null
}
works && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update >/dev/null && apt-get -qq install -y --no-install-recommends clang >/dev/null &&
    version=$(clang++ -dumpversion | cut -d. -f1) &&
    apt-get -qq install -y --no-install-recommends "libclang-rt-$version-dev" >/dev/null
fi
works || echo "There is no clang++ with sanitizers here: the core of termscan is not fuzzed (Debian: apt-get install clang libclang-rt-14-dev)."
