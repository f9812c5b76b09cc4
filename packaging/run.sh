#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what a bare Debian or Ubuntu needs, builds the release preset and starts otto-console
# with the arguments given, e.g.
#   bash packaging/run.sh --exit-after 90 --screenshots out
set -euo pipefail
. "$(dirname "$0")/shell-functions.sh"

install_packages build run
build_preset release >&2

if [[ -z ${DISPLAY:-} && -z ${WAYLAND_DISPLAY:-} ]]; then
  echo "There is no display (DISPLAY and WAYLAND_DISPLAY are not set): running offscreen, with a" \
    "status line a second." >&2
  export QT_QPA_PLATFORM=offscreen OTTO_STATUS_LINE=1
  set -- --status-line "$@"
fi
exec "$otto_root/build/release/bin/otto-console" "$@"
