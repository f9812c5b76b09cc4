#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what the tests need, a real Kafka broker among it, builds and runs every test.
#   bash tests/run.sh [--cel-cases DIR] [ctest arguments, e.g. -R tst_Engine]
# --cel-cases, or OTTO_CEL_CASES_DIR in the environment, names a folder with third-party CEL
# conformance cases.
set -euo pipefail
. "$(dirname "$0")/../packaging/shell-functions.sh"

cel_cases=${OTTO_CEL_CASES_DIR:-}
if [[ ${1:-} == --cel-cases ]]; then
  cel_cases=${2:-}
  if [[ ! -d $cel_cases ]]; then
    echo "--cel-cases needs a folder; '$cel_cases' is none." >&2
    exit 2
  fi
  shift 2
fi
if [[ -n $cel_cases ]]; then
  cel_cases=$(cd "$cel_cases" && pwd)
fi

install_packages build run test
bash "$otto_root/tests/support/kafka/fetch-broker.sh" >/dev/null
build_preset check -DOTTO_CEL_CASES_DIR="$cel_cases"

# A broker and its test take about half a gigabyte; such tests count for two jobs.
cd "$otto_root"
exec ctest --preset check --parallel "$(parallel_jobs 0.5)" "$@"
