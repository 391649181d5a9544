# What the scripts share. After '. shared.sh' a script has
#   root   the repository
#   jar    the built jar, which is there
#   work   an empty folder, which is removed when the script ends
#   fail   says one line, with the script's name, and ends with 1
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
jar="$root/target/experiment.jar"

fail() {
  echo "$(basename "$0" .sh): $*" >&2
  exit 1
}

[[ -s "$jar" ]] || fail "there is no target/experiment.jar; build it with: mvn -q -DskipTests package"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
