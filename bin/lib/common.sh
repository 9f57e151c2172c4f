# What bin/headroom, bin/demo and bin/test share. Sourced, with ROOT set to the repository's root.

java_options=(--enable-native-access=ALL-UNNAMED -Djava.awt.headless=true)

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$(basename "$0"): $*"
  exit 1
}

newest_java_home() { # of version 21 or later; $1 is the program that it must have: java or javac
  local home version
  for home in "${JAVA_HOME:-}" "$(home_on_path)" /usr/lib/jvm/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$home" ] && [ -x "$home/bin/$1" ] && [ -r "$home/release" ] || continue
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    if [ "${version:-0}" -ge 21 ]; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

home_on_path() {
  local java
  java=$(command -v java) || return 0
  java=$(readlink -f "$java")
  printf '%s\n' "${java%/bin/java}"
}

can_install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

install_packages() { # from Debian's or Ubuntu's archive; what apt says goes to standard error if it fails
  can_install || return 1
  local log
  log=$(mktemp)
  say "installing $*"
  if DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@" >"$log" 2>&1 </dev/null ||
    { apt-get -qq update >"$log" 2>&1 </dev/null &&
      DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@" >>"$log" 2>&1 </dev/null; }; then
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
}

find_java() { # sets JAVA_HOME; $1 is the program that it must have
  local package
  if JAVA_HOME=$(newest_java_home "$1"); then
    export JAVA_HOME
    return
  fi
  if can_install; then
    for package in openjdk-25-jdk-headless openjdk-21-jdk-headless temurin-25-jdk temurin-21-jdk; do
      if apt-cache show "$package" >/dev/null 2>&1 && install_packages "$package"; then
        break
      fi
    done
    if JAVA_HOME=$(newest_java_home "$1"); then
      export JAVA_HOME
      return
    fi
  fi
  die "needs a JDK of version 21 or later: install one and set JAVA_HOME, or use 'docker compose up'"
}

find_maven() {
  command -v mvn >/dev/null && return
  install_packages maven && return
  die "needs Maven 3.8 or later to build: install the package 'maven', or use 'docker compose up'"
}

find_program() { # $1 is the program, $2 its package, $3 what it is for
  command -v "$1" >/dev/null && return
  install_packages "$2" && command -v "$1" >/dev/null && return
  die "needs $1 $3: install the package '$2', or use 'docker compose up'"
}

is_built() {
  [ -r "$ROOT/target/run/current" ] || return 1
  local stamp
  stamp="$ROOT/target/run/$(cat "$ROOT/target/run/current")/built"
  [ -e "$stamp" ] || return 1
  [ -z "$(cd "$ROOT" && find pom.xml src/main db frontend ! -name '*.test.js' -newer "$stamp" -print 2>/dev/null | head -n 1)" ]
}

# Builds what is not built or older than its sources, into a folder of its own below target/run: a server that runs from
# an older one keeps it. Says nothing unless it fails.
ensure_built() {
  is_built && return
  find_java javac
  find_maven
  exec 9<"$ROOT/pom.xml"
  command -v flock >/dev/null && flock 9
  if ! is_built; then
    say "building Headroom (about a minute)"
    build
  fi
  exec 9<&-
}

build() {
  local run="$ROOT/target/run" name log
  name="$(date +%Y%m%d%H%M%S)-$$"
  log="$ROOT/target/build.log"
  mkdir -p "$run/$name"
  touch "$run/$name/begun"
  if ! (cd "$ROOT" && mvn -B -q -Dmaven.test.skip=true -Dspotless.check.skip=true -Dcyclonedx.skip=true package) \
    >"$log" 2>&1 </dev/null 9<&-; then
    rm -rf "${run:?}/$name"
    grep -E '^\[ERROR\]|BUILD' "$log" | head -n 20 >&2
    die "the build failed; all it said is in $log"
  fi
  "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$ROOT/target/headroom.jar" extract --force --destination "$run/$name" >>"$log" 2>&1 ||
    die "could not unpack target/headroom.jar; see $log"
  train "$run/$name" >>"$log" 2>&1
  mv "$run/$name/begun" "$run/$name/built"
  printf '%s\n' "$name" >"$run/current.new"
  mv "$run/current.new" "$run/current"
  remove_unused_builds "$name"
}

# Starts the server once, on a database of its own, to keep what a start loads and links: later starts take half the
# time. Where the JDK is older than 25 or the start fails, there is no cache, and the server starts as it would without.
train() {
  local scratch
  scratch=$(mktemp -d)
  (cd "$scratch" && env -i PATH="$PATH" SERVER_PORT=0 HEADROOM_DATA_DIR="$scratch" \
    "$JAVA_HOME/bin/java" "${java_options[@]}" -XX:AOTCacheOutput="$1/headroom.aot" -Dspring.context.exit=onRefresh \
    -jar "$1/headroom.jar" </dev/null 9<&-) || rm -f "$1/headroom.aot"
  rm -rf "$scratch"
}

remove_unused_builds() { # a running server holds a lock on its own
  local other
  command -v flock >/dev/null || return 0
  for other in "$ROOT"/target/run/*/; do
    if [ "$(basename "$other")" != "$1" ] && [ -e "$other/built" ]; then
      (flock -n -x 8 && rm -rf "$other") 8<"$other/built" || true
    fi
  done
}
