#!/usr/bin/env bash
# Runs the examples of README.md and docs/ as they are printed, one after the other, in one scratch folder.
#   scripts/readme_check.sh   needs target/experiment.jar
# A fenced block is what the word after its fence says:
#   sh              run by bash; the check fails when a command in it fails
#   sh long         named, and not run
#   yaml            with a first line "# NAME.yaml": the file that a later block reads
#   python, r       run where the interpreter and the libraries that it imports are installed; else named
#   bibtex, text    not for a machine
# What cannot be had in a check, network and minutes of building, is replaced, and each replacement is said.
. "$(dirname "${BASH_SOURCE[0]}")/shared.sh"
java="$(command -v java)"

mkdir -p "$work/bin" "$work/place"
ln -s "$root/target" "$work/place/target"

cat >"$work/bin/mvn" <<'EOF'
#!/usr/bin/env bash
echo "readme_check: 'mvn $*' is not run: the jar that is checked is built already"
EOF
# Small, and with power users of Drama and Horror
cat >"$work/bin/java" <<EOF
#!/usr/bin/env bash
if [[ "\$*" == "-jar target/experiment.jar data download "* ]]; then
  echo "readme_check: data/\$5 is 40 users of the bundled synthetic sample: there is no download without a network"
  exec "$java" -jar target/experiment.jar data sample --from "$root/data/sample" --users 40 --out "data/\$5"
fi
exec "$java" "\$@"
EOF
chmod +x "$work/bin/mvn" "$work/bin/java"

run=0
skipped=0

skip() { # place, why
  echo "not run: $1: $2"
  skipped=$((skipped + 1))
}

try() { # place, command…
  local place="$1"
  shift
  local started=$SECONDS
  if ! (cd "$work/place" && PATH="$work/bin:$PATH" "$@") </dev/null >"$work/log" 2>&1; then
    echo "readme_check: $place fails:" >&2
    cat "$work/block" >&2
    echo "--- its last lines:" >&2
    tail -20 "$work/log" >&2
    exit 1
  fi
  grep '^readme_check: ' "$work/log" || true
  echo "ok: $place, $((SECONDS - started)) s"
  run=$((run + 1))
}

# Checks the block in $work/block.
check() { # kind, place
  case "$1" in
    sh) try "$2" bash -euo pipefail "$work/block" ;;
    "sh long") skip "$2" "it is marked as long" ;;
    yaml)
      local name
      name="$(sed -n '1s/^# \([a-z-]*\.yaml\)$/\1/p' "$work/block")"
      [[ -n "$name" ]] || fail "$2: the first line of a yaml block is not '# NAME.yaml'"
      cp "$work/block" "$work/place/$name"
      ;;
    python)
      if sed -n 's/^\(import .*\|from .*\)$/\1/p' "$work/block" | python3 2>/dev/null; then
        try "$2" python3 "$work/block"
      else
        skip "$2" "no python3 here with what it imports"
      fi
      ;;
    r)
      if command -v Rscript >/dev/null; then
        try "$2" Rscript "$work/block"
      else
        skip "$2" "no Rscript here"
      fi
      ;;
    bibtex | text) ;;
    *) fail "$2: a block of the unknown kind '$1'" ;;
  esac
}

cd "$root"
for document in README.md CONTRIBUTING.md docs/*.md; do
  number=0
  begin=0
  while IFS= read -r line <&3; do
    number=$((number + 1))
    if [[ "$line" != '```'* ]]; then
      ((begin == 0)) || printf '%s\n' "$line" >>"$work/block"
    elif ((begin == 0)); then
      begin=$number
      kind="${line#'```'}"
      : >"$work/block"
    else
      check "$kind" "$document:$begin"
      begin=0
    fi
  done 3<"$document"
  ((begin == 0)) || fail "$document:$begin: the block has no end"
done
echo "readme_check: $run examples run, $skipped named and not run"
