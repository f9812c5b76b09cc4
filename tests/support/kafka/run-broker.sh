#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A Kafka broker to try things against by hand: prints bootstrap.servers once it answers and stays
# until Ctrl-C. Its data is gone afterwards.
#   bash tests/support/kafka/run-broker.sh [--port N]
set -euo pipefail
. "$(dirname "$0")/broker-functions.sh"

usage="usage: run-broker.sh [--port N]"
port=
while (($#)); do
  case $1 in
    --port)
      port=${2:-}
      if ! [[ $port =~ ^[0-9]{1,5}$ ]] || ((10#$port < 1 || 10#$port > 65535)); then
        echo "--port needs a number from 1 to 65535; $usage" >&2
        exit 2
      fi
      shift 2
      ;;
    -h | --help)
      echo "$usage"
      exit 0
      ;;
    *)
      echo "Unknown argument '$1'; $usage" >&2
      exit 2
      ;;
  esac
done

home=$(bash "$kafka_support_dir/fetch-broker.sh")
port=${port:-$(free_port)}
if is_listening "$port"; then
  echo "Port $port is already in use on 127.0.0.1." >&2
  exit 1
fi
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
trap 'exit 0' INT TERM

cp -r "$home/formatted" "$work/data"
write_properties "$home/broker.properties.in" "$port" "$(free_port)" "$work/data" \
  >"$work/broker.properties"
java "@$home/broker.args" kafka.Kafka "$work/broker.properties" >"$work/log" 2>&1 &
broker=$!
if ! wait_until_started "$work/log" "$broker"; then
  cat "$work/log" >&2
  echo "The broker ended instead of starting; its log is above." >&2
  exit 1
fi
echo "bootstrap.servers=127.0.0.1:$port"
wait "$broker"
