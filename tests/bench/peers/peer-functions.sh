# SPDX-License-Identifier: Apache-2.0
# Sourced by run.sh: the Java peers' jars and classes, kept outside the source tree.

peers_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# prepare_java_peers: fetches the pinned jars with Maven, compiles, and prints the class path. Does
# nothing but that last when nothing changed.
prepare_java_peers() {
  local home stamp goal=org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies
  home=${OTTO_PEERS_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/otto-console/bench-peers}
  mkdir -p "$home"
  stamp=$({
    cat "$peers_dir/java/pom.xml" "$peers_dir"/java/src/otto/bench/*.java
    java -version 2>&1
  } | sha256sum)
  if [[ ! -f $home/complete || $(<"$home/complete") != "$stamp" ]]; then
    rm -rf "$home"/{complete,libs,classes}
    if ! mvn --batch-mode --strict-checksums --no-transfer-progress -Dstyle.color=never \
      -f "$peers_dir/java/pom.xml" "$goal" -DincludeScope=runtime \
      -DoutputDirectory="$home/libs" >"$home/fetch.log" 2>&1; then
      grep -m1 ERROR "$home/fetch.log" >&2 || tail -n 5 "$home/fetch.log" >&2
      echo "Maven could not bring the Java peers; the log is $home/fetch.log." >&2
      return 1
    fi
    javac -nowarn -proc:none -d "$home/classes" -cp "$home/libs/*" \
      "$peers_dir"/java/src/otto/bench/*.java >&2 || return 1
    echo "$stamp" >"$home/complete"
  fi
  echo "$home/classes:$home/libs/*"
}
