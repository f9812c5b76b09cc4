# SPDX-License-Identifier: Apache-2.0
# Sourced by packaging/run.sh and tests/run.sh.

otto_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# packages_of SECTION...: one line per package, alternatives separated by blanks.
packages_of() {
  awk -v wanted=" $* " '
    /^\[/ { section = substr($0, 2, length($0) - 2); next }
    /^#/ || /^[[:space:]]*$/ { next }
    index(wanted, " " section " ") { gsub(/ *\| */, " "); print }
  ' "$otto_root/packaging/debian-packages.txt"
}

is_installed() {
  [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# missing_packages SECTION...: the lines of which no alternative is installed.
missing_packages() {
  local line name found
  while read -r line; do
    found=
    for name in $line; do
      if is_installed "$name"; then
        found=yes
        break
      fi
    done
    [[ -n $found ]] || echo "$line"
  done < <(packages_of "$@")
}

# as_root COMMAND...
as_root() {
  if ((EUID == 0)); then
    "$@"
  else
    sudo "$@"
  fi
}

# install_packages SECTION...: returns at once when everything is there. Ends the script with 2 on a
# system that this cannot work on and with 1 when installing fails.
install_packages() {
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "This is neither Debian nor Ubuntu: install what stands under $(printf '[%s] ' "$@")in" \
      "packaging/debian-packages.txt by hand, then build with 'cmake --workflow --preset dev'." >&2
    exit 2
  fi
  local missing
  missing=$(missing_packages "$@")
  if [[ -z $missing ]]; then
    return
  fi
  if ((EUID != 0)) && ! command -v sudo >/dev/null; then
    echo "Missing packages: $(tr '\n' ';' <<<"$missing") run this as root, or install sudo." >&2
    exit 2
  fi

  local log line name policy chosen=()
  log=$(mktemp)
  echo "Reading the package lists (apt-get update)" >&2
  if ! as_root apt-get -o DPkg::Lock::Timeout=300 update >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    echo "apt-get update failed; the log is $log." >&2
    exit 1
  fi
  while read -r line; do
    for name in $line; do
      policy=$(LC_ALL=C apt-cache policy "$name")
      if [[ $policy == *'Candidate: '[!\(]* ]]; then
        chosen+=("$name")
        continue 2
      fi
    done
    echo "This release offers no package '${line// /\' or \'}'; Otto needs Debian 12," \
      "Ubuntu 24.04 or newer." >&2
    exit 2
  done <<<"$missing"
  echo "Installing ${chosen[*]}" >&2
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install \
    --yes --no-install-recommends "${chosen[@]}" >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    echo "apt-get install failed; the log is $log." >&2
    exit 1
  fi
  rm -f "$log"
}

# parallel_jobs GIGABYTES: cores, but no more than memory allows at that much a job; at least one.
parallel_jobs() {
  local cores memory
  cores=$(nproc)
  memory=$(awk -v each="$1" '/^MemAvailable:/ { print int($2 / 1048576 / each) }' /proc/meminfo)
  ((memory < cores)) && cores=$memory
  ((cores < 1)) && cores=1
  echo "$cores"
}

# build_preset PRESET [cmake arguments]
build_preset() {
  local preset=$1
  shift
  cmake -S "$otto_root" --preset "$preset" "$@" -Wno-dev --log-level=WARNING
  cmake --build "$otto_root/build/$preset" --parallel "$(parallel_jobs 1.5)"
}
