#!/usr/bin/env bash
# Kills a run on the bundled sample with SIGKILL at random moments, starts it again each time, and compares its
# files with those of a run that was left alone. A run that comes to its end between two kills is compared too,
# and the next one starts in a new folder.
#   scripts/kill_and_resume.sh [KILLS]   20 by default; SEED=… repeats the moments (in milliseconds)
. "$(dirname "${BASH_SOURCE[0]}")/shared.sh"
kills="${1:-20}"
seed="${SEED:-$((RANDOM))}"
RANDOM="$seed"

options=(--data "$root/data/sample" --dim 16 --layers 1 --window 32 --epochs 4 --fine-tune-epochs 2 --min-steps 0
  --seeds 1,2 --bootstrap-resamples 200 --checkpoint-minutes 0.005)

run() {
  exec java -jar "$jar" run "${options[@]}" --out "$@"
}

# positions_per_second, the last column, is the only thing that time decides
compare() {
  for file in metrics.csv per_user.csv.gz recommendations.csv.gz config.yaml; do
    cmp "$work/undisturbed/$file" "$1/$file" || fail "$file differs (SEED=$seed)"
  done
  cmp <(sed 's/,[^,]*$//' "$work/undisturbed/training.csv") <(sed 's/,[^,]*$//' "$1/training.csv") \
    || fail "training.csv differs (SEED=$seed)"
}

started="$(date +%s%N)"
(run "$work/undisturbed" >/dev/null 2>"$work/err.txt") || fail "the undisturbed run failed: $(tail -1 "$work/err.txt")"
length=$((($(date +%s%N) - started) / 1000000))
echo "undisturbed: $length ms; SEED=$seed"

killed=0
ended=0
out="$work/run-0"
while ((killed < kills)); do
  again=()
  # A resumed run is started now with --resume, now with the same command as before.
  ((killed % 2 == 0)) || [[ ! -e "$out/config.yaml" ]] || again=(--resume)
  moment=$((RANDOM * length / 32768))
  (run "$out" "${again[@]}" >/dev/null 2>"$work/err.txt") &
  process=$!
  sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
  kill -9 "$process" 2>/dev/null || true
  code=0
  wait "$process" 2>/dev/null || code=$?
  case "$code" in
    137)
      killed=$((killed + 1))
      echo "kill $killed after $moment ms: $(grep -v warning "$work/err.txt" | tail -1)"
      ;;
    0)
      compare "$out"
      ended=$((ended + 1))
      out="$work/run-$ended"
      ;;
    2)
      # The kill before this one came after the results, while the report was drawn.
      grep -q 'holds a finished run' "$work/err.txt" || fail "exit 2: $(tail -1 "$work/err.txt") (SEED=$seed)"
      compare "$out"
      ended=$((ended + 1))
      out="$work/run-$ended"
      ;;
    *) fail "exit $code after a kill: $(tail -1 "$work/err.txt") (SEED=$seed)" ;;
  esac
  ! grep -q damaged "$work/err.txt" || fail "$(grep damaged "$work/err.txt") (SEED=$seed)"
done
(run "$out" >/dev/null 2>"$work/err.txt") || grep -q 'holds a finished run' "$work/err.txt" \
  || fail "the last resume failed: $(tail -1 "$work/err.txt")"
compare "$out"
echo "kill_and_resume: $killed kills, $((ended + 1)) runs brought to their end, each with the bytes of the undisturbed one"
