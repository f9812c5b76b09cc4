# SPDX-License-Identifier: Apache-2.0
# Sourced by fetch-broker.sh and run-broker.sh.

kafka_support_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

kafka_version() {
  sed -n 's#.*<kafka.version>\(.*\)</kafka.version>.*#\1#p' "$kafka_support_dir/pom.xml"
}

# Where the broker is kept: outside the source tree, so that it is downloaded once.
kafka_home() {
  echo "${OTTO_KAFKA_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/otto-console/kafka-$(kafka_version)}"
}

is_listening() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# A loopback port nobody listens on, below the range the system hands out to outgoing connections.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    if ! is_listening "$port"; then
      echo "$port"
      return
    fi
  done
}

# write_properties TEMPLATE PORT CONTROLLER_PORT DATA_DIR
write_properties() {
  sed -e "s#@PORT@#$2#g" -e "s#@CONTROLLER_PORT@#$3#g" -e "s#@DATA_DIR@#$4#g" "$1"
}

# wait_until_started LOG PID: returns when the broker says so in its log, or 1 when it ended first.
wait_until_started() {
  grep -q -m1 'Kafka Server started' < <(tail -n +1 -f --pid="$2" "$1")
}
