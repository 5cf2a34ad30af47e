# What every benchmark needs; to be sourced in the folder of the project. Bash.

# Prints what the script says of itself at its top, and ends it, if it is asked with the arguments $@.
usage_if_asked() {
  case ${1:-} in
    -h | --help) sed -n '2,/^[^#]/s/^# \{0,1\}//p' "bench/${0##*/}"; exit 0 ;;
  esac
}

# Ends the benchmark when one of the programs $@ isn't on PATH, unless it is only asked what it does.
need() {
  local program
  case ${asked:-} in -h | --help) return ;; esac
  for program in "$@"; do
    type -P "$program" >/dev/null || { echo "${0##*/}: '$program' is missing" >&2; exit 1; }
  done
}

# Makes a folder that goes away at the end, finds a JDK, and builds what is measured and the
# benchmarks: sets folder, jdk and classpath.
build() {
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  . src/main/sh/jdk.sh
  find_jdk || exit 1
  ./lifeboat version >/dev/null
  maven() { JAVA_HOME=$jdk mvn -q -B -Dstyle.color=never -Dspotless.check.skip=true "$@" >/dev/null 2>&1; }
  maven test-compile || { echo "${0##*/}: the benchmarks don't compile; 'mvn test-compile' says why" >&2; exit 1; }
  maven dependency:build-classpath -Dmdep.outputFile="$folder/classpath"
  classpath=$PWD/target/test-classes:$PWD/target/classes:$(cat "$folder/classpath")
}

# Runs a JVM with the options, class and arguments $@.
run_java() {
  "$jdk/bin/java" --enable-native-access=ALL-UNNAMED -cp "$classpath" "$@"
}
