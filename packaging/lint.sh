#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Checks formatting with clang-format 14, and with clang-tidy 14 what a build directory compiles.
#   bash packaging/lint.sh [--fix-format] [BUILD_DIR]      default: build/dev
#   bash packaging/lint.sh --only-format
set -euo pipefail
cd "$(dirname "$0")/.."

format=(--dry-run --Werror)
only_format=
if [[ ${1:-} == --fix-format ]]; then
  format=(-i)
  shift
elif [[ ${1:-} == --only-format ]]; then
  only_format=yes
  shift
fi
build=${1:-build/dev}

tools=(clang-format-14)
[[ -n $only_format ]] || tools+=(clang-tidy-14 run-clang-tidy-14)
for tool in "${tools[@]}"; do
  if ! command -v "$tool" >/dev/null; then
    echo "'$tool' is not installed (Debian: clang-format-14, clang-tidy-14)." >&2
    exit 2
  fi
done
if [[ -z $only_format && ! -f $build/compile_commands.json ]]; then
  echo "There is no $build/compile_commands.json; configure first: cmake --preset dev" >&2
  exit 2
fi

status=0
find app core ui tests \( -name '*.h' -o -name '*.cpp' \) -print0 |
  xargs -0 -n 40 -P "$(nproc)" clang-format-14 "${format[@]}" || status=1
[[ -z $only_format ]] || exit "$status"

# The commands were written for GCC, some of whose warnings clang does not know. Only lines with a
# finding are shown.
findings=$(run-clang-tidy-14 -quiet -p "$build" -extra-arg=-Wno-unknown-warning-option \
  "^$PWD/(app|core|ui|tests)/" 2>/dev/null | grep -E '(error|warning):' | sort -u) || true
if [[ -n $findings ]]; then
  echo "$findings" >&2
  status=1
fi
exit "$status"
