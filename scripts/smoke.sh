#!/usr/bin/env bash
# Runs the built jar on a small ratings file and checks exit codes and outputs.
#   scripts/smoke.sh [RELEASE]   200 users are cut out of RELEASE where it exists, else out of the bundled sample
. "$(dirname "${BASH_SOURCE[0]}")/shared.sh"

source="${1:-}"
genre=(--genre Drama)
if [[ ! -d "$source" ]]; then
  source="$root/data/sample"
  genre=(--genre Horror)
fi
small=(--dim 32 --layers 1 --window 32 --epochs 3 --fine-tune-epochs 2 --min-steps 0 --batch-size 64 --seeds 1,2)

passed=0
ok() {
  echo "ok: $*"
  passed=$((passed + 1))
}
skip() { # what, why
  echo "left out: $1: $2"
}
have_python() {
  command -v python3 >/dev/null
}

# Waits, a minute at most, until the process in the background has said something.
await() {
  for ((i = 0; i < 1200; i++)); do
    grep -q "$1" "$work/error.txt" && return
    sleep 0.05
  done
}

java -jar "$jar" --help >"$work/help.txt" || fail "--help failed"
grep -q 'run' "$work/help.txt" || fail "--help does not name run"
ok "--help"

java -jar "$jar" data sample --from "$source" --users 200 --seed 1 --out "$work/data" || fail "data sample failed"
[[ -s "$work/data/ratings.csv" && -s "$work/data/movies.csv" ]] || fail "data sample wrote no files"
users="$(tail -n +2 "$work/data/ratings.csv" | cut -d, -f1 | sort -u | wc -l)"
[[ "$users" == 200 ]] || fail "data sample gave $users users, not 200"
ok "data sample: 200 users out of $(basename "$source")"

java -jar "$jar" run --data "$work/data" "${genre[@]}" "${small[@]}" --out "$work/run" >"$work/report.txt" \
  || fail "run failed with $?"
for file in config.yaml results.json metrics.csv training.csv per_user.csv.gz recommendations.csv.gz; do
  [[ -s "$work/run/$file" ]] || fail "run wrote no $file"
done
gzip -t "$work"/run/*.gz || fail "a gzip file is broken"
grep -q 'like-for-like' "$work/report.txt" || fail "the report has no like-for-like table"
grep -q 'not comparable' "$work/report.txt" || fail "the report does not mark what is not comparable"
ok "run: exit 0, report and files"

if have_python; then
  python3 "$root/scripts/recompute_metrics.py" "$work/run" "$work/data" >"$work/recomputed.txt" \
    || fail "other metrics by recompute_metrics.py: $(tail -1 "$work/recomputed.txt")"
  ok "recompute_metrics.py: $(tail -1 "$work/recomputed.txt")"
else
  skip "recompute_metrics.py" "no python3 here"
fi

java -jar "$jar" run --config "$work/run/config.yaml" --out "$work/again" --quiet >/dev/null || fail "run --config failed"
cmp "$work/run/metrics.csv" "$work/again/metrics.csv" || fail "the same configuration gave other numbers"
ok "run --config: the same metrics.csv"

java -jar "$jar" compare "$work/run" "$work/again" --html "$work/page.html" --quiet >"$work/compare.txt" \
  || fail "compare failed with $?"
grep -q 'The same for every user: generic' "$work/compare.txt" || fail "compare sees a difference between equal runs"
[[ -s "$work/page.html" ]] || fail "compare --html wrote no page"
ok "compare: equal runs are equal"

java -jar "$jar" completion bash >"$work/completion.bash" || fail "completion failed with $?"
bash -n "$work/completion.bash" || fail "bash does not accept the completion script"
ok "completion bash"

user="$(gzip -dc "$work/run/recommendations.csv.gz" | sed -n 2p | cut -d, -f4)"
java -jar "$jar" recommend --run "$work/run" --user "$user" --json >"$work/list.json" || fail "recommend failed with $?"
[[ "$(grep -c '"rank"' "$work/list.json")" == 10 ]] || fail "recommend gave no 10 movies"
ok "recommend: 10 movies for user $user"

for format in npy tsv torchscript; do
  java -jar "$jar" export --run "$work/run" --format "$format" --out "$work/$format" >/dev/null || fail "export failed with $?"
done
[[ -s "$work/npy/items.npy" && -s "$work/tsv/vectors.tsv" && -s "$work/torchscript/encoder.pt" ]] || fail "export wrote no files"
ok "export: npy, tsv, torchscript"

code=0
java -jar "$jar" run --data "$work/data" --genre Horrer --out "$work/bad" 2>"$work/error.txt" || code=$?
[[ "$code" == 3 && ! -e "$work/bad" && "$(wc -l <"$work/error.txt")" -le 3 ]] || fail "unknown genre: exit $code"
ok "unknown genre: exit 3, nothing written"

code=0
java -jar "$jar" run --dim many 2>"$work/error.txt" || code=$?
[[ "$code" == 2 ]] || fail "bad option: exit $code"
ok "bad option: exit 2"

# A person's Ctrl-C, a system's SIGTERM: both in training, and both end with 130 and a way on.
for signal in INT TERM; do
  out="$work/stopped by $signal ü"
  (LC_ALL=C.UTF-8 exec env --default-signal=INT java -jar "$jar" run --data "$work/data" "${genre[@]}" "${small[@]}" \
    --out "$out" >/dev/null 2>"$work/error.txt") &
  process=$!
  await 'epoch 1/'
  code=0
  (LC_ALL=C.UTF-8 java -jar "$jar" run --data "$work/data" "${genre[@]}" "${small[@]}" --out "$out" \
    >/dev/null 2>"$work/second.txt") || code=$?
  if kill -0 "$process" 2>/dev/null; then
    [[ "$code" == 2 ]] && grep -q 'another process' "$work/second.txt" || fail "a second process: exit $code"
  fi
  code=0
  kill -s "$signal" "$process" 2>/dev/null || true
  wait "$process" || code=$?
  [[ "$code" == 130 ]] || fail "SIG$signal in training: exit $code"
  grep -q 'go on with: run --resume --out "' "$work/error.txt" || fail "SIG$signal: no way on is said"
  LC_ALL=C.UTF-8 java -jar "$jar" run --resume --out "$out" --quiet >/dev/null || fail "resume failed with $?"
  cmp "$work/run/metrics.csv" "$out/metrics.csv" || fail "a resumed run gave other numbers"
done
ok "SIGINT and SIGTERM in training: exit 130, a second process refused, the resumed run has the same metrics.csv"

# The first line on stderr comes just before the data is read.
(cd "$work" && exec java -jar "$jar" run "${small[@]}" --out "$work/early" >/dev/null 2>"$work/error.txt") &
process=$!
await 'no --data given'
code=0
kill -TERM "$process"
wait "$process" || code=$?
[[ "$code" == 130 ]] || fail "SIGTERM while loading: exit $code"
ok "SIGTERM while loading: exit 130"

LC_ALL=C java -Duser.language=tr -Duser.country=TR -jar "$jar" run --config "$work/run/config.yaml" --out "$work/tr" \
  --quiet >/dev/null || fail "a Turkish run failed with $?"
cmp "$work/run/metrics.csv" "$work/tr/metrics.csv" || fail "a Turkish run gave other numbers"
ok "LC_ALL=C and Turkish: the same metrics.csv"

# What a Java test cannot set: the locale, the home folder and the memory of a process.
tiny=(--data "$work/data" --models generic --dim 8 --layers 1 --window 16 --epochs 1 --min-steps 0
  --bootstrap-resamples 100)
code=0
LC_ALL=C java -jar "$jar" run "${tiny[@]}" --out "$work/ü" 2>"$work/error.txt" || code=$?
[[ "$code" == 2 ]] && grep -q 'set LC_ALL=C.UTF-8' "$work/error.txt" || fail "a path beyond LC_ALL=C: exit $code"
ok "a path that the locale cannot hold: exit 2, says what to set"

# Without a network where this process may take it away.
offline=(unshare --map-root-user --net)
"${offline[@]}" true 2>/dev/null || offline=(env)
HOME=/nonexistent "${offline[@]}" java -Duser.home=/nonexistent -Djava.io.tmpdir="$work" -jar "$jar" run "${tiny[@]}" \
  --out "$work/homeless" --quiet >/dev/null || fail "without a home folder, by ${offline[0]}: exit $?"
rm -rf "$work/.djl.ai"
code=0
DJL_CACHE_DIR=/proc/none java -jar "$jar" run "${tiny[@]}" --out "$work/cacheless" --quiet 2>"$work/error.txt" || code=$?
[[ "$code" == 4 && "$(wc -l <"$work/error.txt")" == 1 ]] && grep -q DJL_CACHE_DIR "$work/error.txt" \
  || fail "a cache that cannot be written: exit $code"
[[ "${offline[0]}" == env ]] || ok "no network: the same"
ok "no home folder: unpacks elsewhere; no place to unpack to: exit 4, says what to set"

# What other programs with PyTorch leave in the environment.
for variable in PYTORCH_VERSION=1.13.1 PYTORCH_EXTRA_LIBRARY_PATH=/nowhere DJL_DEFAULT_ENGINE=MXNet; do
  code=0
  "${offline[@]}" env "$variable" java -jar "$jar" run "${tiny[@]}" --out "$work/other" --quiet 2>"$work/error.txt" || code=$?
  [[ "$code" == 4 && "$(wc -l <"$work/error.txt")" == 1 && ! -e "$work/other" ]] && grep -q "$variable" "$work/error.txt" \
    || fail "$variable: exit $code, $(cat "$work/error.txt")"
done
mkdir "$work/libtorch"
for library in c10 torch torch_cpu; do
  echo broken >"$work/libtorch/lib$library.so"
done
code=0
PYTORCH_LIBRARY_PATH="$work/libtorch" java -jar "$jar" run "${tiny[@]}" --out "$work/other" --quiet \
  >/dev/null 2>"$work/error.txt" || code=$?
[[ "$code" == 4 ]] && grep -q "PYTORCH_LIBRARY_PATH=$work/libtorch" "$work/error.txt" || fail "PYTORCH_LIBRARY_PATH: exit $code"
LD_LIBRARY_PATH="$work/libtorch" OMP_NUM_THREADS=1 CUDA_VISIBLE_DEVICES=7 PYTORCH_LIBRARY_PATH=/nowhere \
  java -jar "$jar" run "${tiny[@]}" --out "$work/others" --quiet >/dev/null || fail "harmless variables: exit $?"
ok "variables of other programs: named with their value, or without effect"

code=0
(ulimit -v 6000000 && exec java -Xmx512m -jar "$jar" run --models generic --dim 512 --layers 2 --window 256 --epochs 1 \
  --kernels step --min-steps 0 --batch-size 100000 --out "$work/huge" --quiet 2>"$work/error.txt") || code=$?
[[ "$code" == 4 ]] && grep -q 'out of memory in a step of .*; lower --batch-size' "$work/error.txt" \
  || fail "native memory exhausted: exit $code, $(tail -1 "$work/error.txt")"
ok "native memory exhausted: exit 4, says what to lower"

code=0
java -jar "$jar" run "${tiny[@]}" --out /proc/none --quiet 2>"$work/error.txt" || code=$?
[[ "$code" == 1 && "$(wc -l <"$work/error.txt")" == 1 ]] && grep -q 'cannot create /proc/none' "$work/error.txt" \
  || fail "a folder that cannot be made: exit $code, $(cat "$work/error.txt")"
ok "a folder that cannot be made: exit 1, says where"

# A limit on the size of a file does what a full disk does: a write ends in the middle.
code=0
(ulimit -f 200 && exec java -jar "$jar" run --data "$work/data" "${genre[@]}" "${small[@]}" --out "$work/full" --quiet \
  2>"$work/error.txt") || code=$?
[[ "$code" == 4 && "$(wc -l <"$work/error.txt")" == 1 ]] && grep -q 'cannot write checkpoint .*; free disk space' "$work/error.txt" \
  || fail "a full disk: exit $code, $(cat "$work/error.txt")"
java -jar "$jar" run --resume --out "$work/full" --quiet >/dev/null || fail "resume after a full disk failed with $?"
cmp "$work/run/metrics.csv" "$work/full/metrics.csv" || fail "a run after a full disk gave other numbers"
ok "full disk: exit 4, says where; then resumed, the same metrics.csv"

# The tasks of a sweep: one has no room for its checkpoint, the other does not notice.
cat >"$work/grid.yaml" <<EOF
base: {data: '$work/data', models: [generic, popular], dim: 8, layers: 1, window: 32, epochs: 2, min-steps: 0, threads: 1}
settings: {wide: {dim: 256}}
EOF
sweep=(java -jar "$jar" sweep --grid "$work/grid.yaml" --on here --jobs 2 --out "$work/sweep")
code=0
(ulimit -f 3000 && exec "${sweep[@]}" >/dev/null 2>"$work/error.txt") || code=$?
[[ "$code" == 4 && -s "$work/sweep/base/metrics.csv" && ! -e "$work/sweep/wide/metrics.csv" ]] \
  || fail "a full disk in one task: exit $code, $(tail -1 "$work/error.txt")"
java -jar "$jar" sweep status "$work/sweep" >"$work/status.txt" || fail "status: exit $?"
grep -q '1 of 2 tasks done, 0 running, 0 waiting, 1 failed' "$work/status.txt" \
  && grep -q 'failed: task 1 (wide, generic, seed 42): .*cannot write checkpoint .*; free disk space' "$work/status.txt" \
  || fail "status after a full disk: $(cat "$work/status.txt")"
"${sweep[@]}" --quiet >/dev/null || fail "the sweep after a full disk: exit $?"
[[ -s "$work/sweep/wide/metrics.csv" && ! -e "$work/sweep/tasks/0/2" ]] || fail "a sweep after a full disk did too much or too little"
ok "sweep: a full disk in one task: exit 4, status names it, the rest goes on; then the same command does the rest"

one=(--data "$work/data" "${genre[@]}" --models generic,distilled,popular --dim 32 --layers 1 --window 32 --epochs 6 --min-steps 0
  --threads 1 --seeds 1,2)
sweep=(java -jar "$jar" sweep "${one[@]}" --on here --jobs 2 --out "$work/stopped sweep")
"${sweep[@]}" >/dev/null 2>"$work/error.txt" &
process=$!
for ((i = 0; i < 1200; i++)); do
  grep -qs 'epoch 1/' "$work/stopped sweep/logs/0.txt" && break
  sleep 0.05
done
code=0
kill -TERM "$process"
wait "$process" || code=$?
[[ "$code" == 130 ]] && grep -q 'interrupted; .* of 4 tasks done, 0 running, .*; the same command goes on' "$work/error.txt" \
  || fail "SIGTERM to a sweep: exit $code, $(tail -1 "$work/error.txt")"
[[ -z "$(ps -eo args | grep '[s]weep work' | grep -F "$work/stopped sweep")" ]] || fail "SIGTERM to a sweep left workers"
"${sweep[@]}" --quiet >/dev/null || fail "the sweep after SIGTERM: exit $?"
java -jar "$jar" run "${one[@]}" --out "$work/one" --quiet >/dev/null || fail "run: exit $?"
cmp "$work/one/metrics.csv" "$work/stopped sweep/metrics.csv" || fail "a stopped sweep gave other numbers than run"
ok "sweep: SIGTERM: exit 130, its workers end after a checkpoint; then the same command, the metrics.csv of run"

if have_python; then
  python3 "$root/scripts/power_cut_check.py" 2 || fail "power cut"
  ok "power cuts, where there is strace"
else
  skip "power_cut_check.py" "no python3 here"
fi

"$root/scripts/kill_and_resume.sh" 3 || fail "kill and resume"
ok "three kills"

echo "smoke: $passed checks passed"
