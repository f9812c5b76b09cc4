#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures speed: builds the benches as a release, runs each pinned to one core, and writes one
# table in Markdown, with the machine and its load named.
#   bash tests/bench/run.sh [--payments N,N,...] [--rounds N] [--out FILE] [--build DIR]
#     [--peers N]      payments for the comparison with other engines; 0 leaves it out
set -euo pipefail
. "$(dirname "$0")/../../packaging/shell-functions.sh"

payments=10000,200000
rounds=7
peers=50000
out=
build=$otto_root/build/bench
while (($# > 0)); do
  case $1 in
    --payments) payments=$2 ;;
    --rounds) rounds=$2 ;;
    --peers) peers=$2 ;;
    --out) out=$2 ;;
    --build) build=$2 ;;
    *)
      echo "usage: bash tests/bench/run.sh [--payments N,N,...] [--rounds N] [--out FILE]" \
        "[--build DIR] [--peers N]" >&2
      exit 2
      ;;
  esac
  shift 2
done

benches=(cel capture engine)
if bash "$otto_root/tests/support/kafka/fetch-broker.sh" >/dev/null; then
  with_kafka=--kafka
  benches+=(bus)
else
  with_kafka=
  echo "No broker to be had: nothing is measured from one, and no peers." >&2
fi
cmake -S "$otto_root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  -DOTTO_BUILD_UI=ON -DBUILD_TESTING=ON >/dev/null
benches+=(filter)
cmake --build "$build" --target "${benches[@]/#/otto_bench_}" >&2

# The last core: the first ones serve interrupts.
core=$(($(nproc) - 1))
rows=$(mktemp)
scratch=$(mktemp -d)
trap 'rm -rf "$rows" "$scratch"' EXIT

# measure NAME ARGUMENT...: the bench's own words go to the terminal, its rows to the table.
measure() {
  local name=$1
  shift
  echo "== $name $*" >&2
  QT_QPA_PLATFORM=offscreen taskset -c "$core" "$(find "$build" -name "otto_bench_$name" -type f)" \
    "$@" | tee >(grep '^row' >>"$rows") | { grep -v '^row' >&2 || true; }
}

load_before=$(cut -d' ' -f1-3 /proc/loadavg)
for count in ${payments//,/ }; do
  following=$((count * 8 < 350000 ? count * 8 : 350000))
  measure engine --payments "$count" --facts "$following" --rounds "$rounds"
done
if [[ -n $with_kafka ]]; then
  # The broker has the other cores.
  measure engine --payments 20000 --facts 160000 --rounds "$rounds" --only-kafka
  measure bus 500000 10 "$rounds"
fi
measure cel "$rounds"
measure capture "$scratch" 500000 "$rounds"
measure filter 500000
if ((peers > 0)) && [[ -n $with_kafka ]]; then
  echo "== peers, $peers payments" >&2
  bash "$otto_root/tests/bench/peers/run.sh" --payments "$peers" --rounds "$rounds" \
    --build "$build" >>"$rows"
fi
load_after=$(cut -d' ' -f1-3 /proc/loadavg)

table() {
  echo "Machine: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(nproc) cores," \
    "$(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo); pinned to core $core." \
    "Load average before $load_before, after $load_after. $rounds rounds."
  echo
  echo "| what | unit | median | least to most | target | of it |"
  echo "|---|---|---:|---:|---:|---:|"
  awk -F'\t' '
    function figure(x) { return x >= 1000 ? sprintf("%.0f", x) : sprintf("%.3g", x) }
    {
      printf "| %s | %s | %s | %s to %s | %s | %s |\n", $2, $3, figure($4), figure($5), figure($6),
             $7, $8 == "" ? "" : sprintf("%.2f", $8)
    }' "$rows"
}
if [[ -n $out ]]; then
  table >"$out"
else
  table
fi
