# Finds a JDK for the scripts of this project; to be sourced. POSIX sh.

# Sets java_major to the major version of the JDK in folder $1, or to 0 when there is none.
# Reads the file "release", which every JDK of today has, because starting a JVM takes longer.
java_major_of() {
  java_major=0
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    while IFS='=' read -r key value; do
      if [ "$key" = JAVA_VERSION ]; then
        value=${value#\"}
        java_major=${value%%[!0-9]*}
      fi
    done <"$1/release"
  else
    java_major=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
  fi
  java_major=${java_major:-0}
}

# Sets jdk to $1 when that is a JDK of version 25 or later, and nearer to 25 than the one so far.
consider_jdk() {
  java_major_of "$1"
  if [ "$java_major" -ge 25 ] && [ "$java_major" -lt "$jdk_major" ]; then
    jdk=$1
    jdk_major=$java_major
  fi
}

# Sets jdk to the folder of a JDK of version 25 or later. Returns 1, with a message, when there is none.
find_jdk() {
  jdk=
  jdk_major=1000
  if [ -n "${LIFEBOAT_JAVA_HOME:-}" ]; then
    consider_jdk "$LIFEBOAT_JAVA_HOME"
    [ -n "$jdk" ] && return 0
    echo "lifeboat: LIFEBOAT_JAVA_HOME='$LIFEBOAT_JAVA_HOME' is not a JDK of version 25 or later" >&2
    echo "Hint: set it to the folder that contains bin/javac, or unset it" >&2
    return 1
  fi
  if [ -n "${JAVA_HOME:-}" ]; then
    consider_jdk "$JAVA_HOME"
    [ -n "$jdk" ] && return 0
  fi
  for home in "${HOME:-/nonexistent}"/.sdkman/candidates/java/* /usr/lib/jvm/* /opt/* /opt/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /usr/local/openjdk-* /usr/local/jdk*; do
    consider_jdk "$home"
  done
  if [ -z "$jdk" ] && on_path=$(command -v java); then
    # The version of a java that is only a link, or a launcher of its own, is what it says of itself.
    home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p')
    [ -n "$home" ] && consider_jdk "$home"
  fi
  if [ -z "$jdk" ] && [ -x /usr/libexec/java_home ]; then
    home=$(/usr/libexec/java_home -v 25+ 2>/dev/null) && consider_jdk "$home"
  fi
  [ -n "$jdk" ] && return 0
  echo "lifeboat: no JDK of version 25 or later was found" >&2
  echo "Hint: install one, such as Eclipse Temurin 25 (package temurin-25-jdk) or openjdk-25-jdk," >&2
  echo "Hint: or set LIFEBOAT_JAVA_HOME to the folder of one" >&2
  return 1
}
