# Shared by the scripts of this folder. Sets: root, java.

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

# Sets java to a JDK 17 or newer: JAVA_HOME's, otherwise the one on the PATH.
find_java() {
    java=java
    if [ -n "${JAVA_HOME:-}" ]; then
        java=$JAVA_HOME/bin/java
    fi
    command -v "$java" >/dev/null || fail "No java at ${java}: Baton needs a JDK, 17 or newer."
    local version
    version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = //p')
    case $version in
        '' | 1.* | 9 | 1[0-6]) fail "Baton needs JDK 17 or newer, and $java is ${version:-none that says its version}." ;;
    esac
}

# Made anew by the last module of every build, so as old as the build.
built=$root/e2e/target/baton-e2e.jar

build_if_needed() {
    local changed
    if [ ! -f "$built" ]; then
        build "for the first time"
        return
    fi
    changed=$(cd "$root" && find pom.xml ./*/pom.xml ./libs/*/pom.xml ./deploy/*/pom.xml \
        ./*/src/main ./libs/*/src/main ./deploy/*/src/main -newer "$built" -type f -print 2>/dev/null || true)
    if [ -n "$changed" ]; then
        changed=${changed%%$'\n'*}
        build "as ${changed#./} has changed"
    fi
}

build() {
    command -v mvn >/dev/null || fail "Baton has to be built, and there is no mvn: install Maven 3.8.6 or newer."
    local log=$root/target/build.log line
    mkdir -p "$root/target" 2>/dev/null || fail "$root can't be written, and Baton has to be built there."
    echo "Building Baton $1 (details in $log)"
    if ! (cd "$root" && mvn -B -DskipTests package 2>&1) | show_modules "$log"; then
        grep '^\[ERROR\]' "$log" | head -n 5 >&2 || true
        fail "Baton could not be built: see $log."
    fi
}

# Copies Maven's output to a log, and of it shows which module it has come to.
show_modules() {
    local module='Building (.*) [^ ]+ +\[([0-9]+)/([0-9]+)\]$'
    while IFS= read -r line; do
        printf '%s\n' "$line" >&3
        if [[ $line =~ $module ]]; then
            printf '  %2d of %d  %s\n' "${BASH_REMATCH[2]}" "${BASH_REMATCH[3]}" "${BASH_REMATCH[1]}"
        fi
    done 3>"$1"
}

# run_java MAIN-CLASS CLASS-PATH JVM-OPTION... -- ARGUMENT...
run_java() {
    local main=$1 classpath=$2 options=()
    shift 2
    while [ "$1" != -- ]; do
        options+=("$1")
        shift
    done
    shift
    if [ -t 1 ]; then
        options+=(-Dbaton.tty=true "-Dbaton.columns=$(tput cols 2>/dev/null || echo 100)")
    fi
    exec "$java" -XX:+UseSerialGC "${options[@]}" "-Dbaton.root=$root" -cp "$classpath" "$main" "$@"
}
