#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Measures Otto's engine beside CLIPS, SQLite, Esper and Kafka Streams: the same facts, the same
# four rules, one core each (README.md). Compares the flags of all before any time is taken, then
# prints rows for tests/bench/run.sh. Ends with 1 when flags differ.
#   bash tests/bench/peers/run.sh [--payments N] [--rounds N] [--build DIR]
set -euo pipefail
. "$(dirname "$0")/../../../packaging/shell-functions.sh"
. "$(dirname "$0")/peer-functions.sh"

payments=50000
rounds=7
build=$otto_root/build/bench
while (($# > 0)); do
  case $1 in
    --payments) payments=$2 ;;
    --rounds) rounds=$2 ;;
    --build) build=$2 ;;
    *)
      echo "usage: bash tests/bench/peers/run.sh [--payments N] [--rounds N] [--build DIR]" >&2
      exit 2
      ;;
  esac
  shift 2
done

install_packages bench
class_path=$(prepare_java_peers)
bash "$otto_root/tests/support/kafka/fetch-broker.sh" >/dev/null
cmake -S "$otto_root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo \
  -DBUILD_TESTING=ON >/dev/null
programs=(otto_bench_write_facts otto_bench_otto otto_bench_clips otto_bench_sqlite)
cmake --build "$build" --target "${programs[@]}" >&2

# The last core measures, the broker has the others.
core=$(($(nproc) - 1))
work=$(mktemp -d)
broker=
clean_up() {
  trap - EXIT INT TERM
  if [[ -n $broker ]]; then
    kill "$broker" 2>/dev/null || true
    wait "$broker" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' INT TERM

facts=$work/facts
"$build/tests/bench/peers/otto_bench_write_facts" "$payments" "$facts" >&2
echo "SHA-256 of the facts: $(sha256sum <"$facts" | cut -d' ' -f1)" >&2

mkfifo "$work/broker"
taskset -c "0-$((core > 0 ? core - 1 : 0))" \
  bash "$otto_root/tests/support/kafka/run-broker.sh" >"$work/broker" 2>"$work/broker.log" &
broker=$!
if ! read -r -t 120 started <"$work/broker"; then
  cat "$work/broker.log" >&2
  echo "The broker for Kafka Streams did not start." >&2
  exit 1
fi

# The serial collector is the one for a single core; young objects die in a large nursery, and huge
# pages spare the page table. Compiler and collector share the core and count.
java=(java -XX:+UseSerialGC -Xms5g -Xmx5g -Xmn3g -XX:+AlwaysPreTouch -XX:+UseTransparentHugePages
  -cp "$class_path")

# peer NAME FLAGS [ROUNDS]
peer() {
  local name=$1 flags=$2
  shift 2
  case $name in
    esper)
      taskset -c "$core" "${java[@]}" otto.bench.EsperPeer "$facts" "$flags" \
        "$peers_dir/esper/rules.epl" "$@"
      ;;
    kafka-streams)
      taskset -c "$core" "${java[@]}" otto.bench.KafkaStreamsPeer "$facts" "$flags" \
        "${started#bootstrap.servers=}" "$@"
      ;;
    *) taskset -c "$core" "$build/tests/bench/peers/otto_bench_$name" "$facts" "$flags" "$@" ;;
  esac
}

peers=(clips sqlite esper kafka-streams)
for name in otto "${peers[@]}"; do
  echo "== flags of $name" >&2
  peer "$name" "$work/$name.flags"
done
if [[ ! -s $work/otto.flags ]]; then
  echo "No flag was raised: nothing is compared." >&2
  exit 1
fi
for name in "${peers[@]}"; do
  if ! diff "$work/otto.flags" "$work/$name.flags" >"$work/difference"; then
    head -n 20 "$work/difference" >&2
    echo "FLAGS DIFFER: Otto's (<) and those of $name (>); no time is taken." >&2
    exit 1
  fi
done
echo "The same $(wc -l <"$work/otto.flags") flags from all:" \
  "$(cut -d' ' -f1 "$work/otto.flags" | uniq -c | awk '{ printf "%s %s  ", $2, $1 }')" >&2

for name in otto "${peers[@]}"; do
  echo "== $name, $rounds rounds" >&2
  peer "$name" "$work/otto.flags" "$rounds" | tee -a "$work/rows"
done

# Otto to each peer, by the medians of CPU time, with the least that is wanted.
awk -F'\t' '
  $3 != "facts/s of CPU time" { next }
  !otto { otto = $4; next }
  {
    name = $2
    sub(/^peers: /, "", name)
    wanted = name ~ /Esper/ ? 2 : name ~ /Kafka/ ? 5 : 4
    ratio = otto / $4
    printf "row\tpeers: Otto to %s\tratio\t%.3f\t%.3f\t%.3f\tat least %d\t%.3f\n",
           name, ratio, ratio, ratio, wanted, ratio / wanted
  }' "$work/rows"
