#!/usr/bin/env bash
# Runs one sweep three ways and compares the bytes: by 'run' in one process, by '--on here --jobs 2', and on two nodes of a
# Slurm of its own, of which one is killed in the middle of a training. The daemons are started in a temporary folder, on
# this machine, and ended whatever happens.
#   scripts/slurm_check.sh [RELEASE]   RELEASE where it exists, else the bundled sample
# Needs slurm-wlm and munge. On Debian, as root, it installs what is missing; else it says what it lacks and ends with 0.
. "$(dirname "${BASH_SOURCE[0]}")/shared.sh"

say() {
  printf '%4d s  %s\n' "$SECONDS" "$*"
}
leave_out() {
  echo "slurm_check: left out: $*"
  exit 0
}

# What someone needs who has nothing but this output.
headed() { # file…
  for file in "$@"; do
    [[ ! -s "$file" ]] || printf -- '--- %s\n%s\n' "${file#"$work"/}" "$(tail -n 15 "$file")"
  done
}
picture() {
  headed "$slurm"/slurmd-*.log "$out"/logs/*.txt "$out"/tasks/*/*/state.json
  echo "--- slurmctld.log, from the first job on"
  sed -n '/_submit_batch_job/,$p' "$slurm/slurmctld.log" | grep -v '_update_job\|state file\|state save file' | tail -n 60
  echo "--- the daemons that live, nodes, jobs"
  ps -o pid=,args= -p "$(cat "$slurm"/*.pid | paste -sd ,)"
  sinfo --Node --long --noheader
  scontrol --oneliner show job \
    | grep -o '^JobId=[^ ]*\| \(ArrayTaskId\|JobState\|Reason\|Restarts\|ExitCode\|StartTime\|NodeList\)=[^ ]*' \
    | tr -d '\n' | sed 's/JobId=/\n&/g'
  printf '\n--- how far the sweep is\n'
  java -jar "$jar" sweep status "$out"
}
why=
fail() {
  why="$*"
  exit 1
}

needed=(sbatch squeue scontrol scancel slurmctld slurmd munged)
missing() {
  for command in "${needed[@]}"; do
    command -v "$command" >/dev/null || echo "$command"
  done
}
PATH="$PATH:/usr/sbin:/sbin"
((EUID == 0)) || leave_out "its daemons are started as root"
if [[ -n "$(missing)" ]] && command -v apt-get >/dev/null; then
  (apt-get update && apt-get install -y --no-install-recommends slurm-wlm munge) </dev/null >"$work/apt.log" 2>&1 || true
fi
[[ -z "$(missing)" ]] || leave_out "no $(missing | tr '\n' ' ')here, and apt-get does not bring them"

release="${1:-}"
genres=Drama,Comedy
if [[ ! -d "$release" ]]; then
  release="$root/data/sample"
  genres=Drama,Horror
fi
release="$(cd "$release" && pwd)"
options=(--data "$release" --genre "$genres" --seeds 1,2 --models generic,distilled,fine-tuned,popular
  --dim 16 --layers 1 --window 32 --epochs 5 --fine-tune-epochs 2 --min-steps 0 --bootstrap-resamples 1000 --threads 1)

# ---- a Slurm with two nodes of one processor each -------------------------------------------------------------------
slurm="$work/slurm"
mkdir -p "$slurm/state"
chmod 755 "$work" "$slurm"
export SLURM_CONF="$slurm/slurm.conf"
port=$((20000 + RANDOM % 20000))
cat >"$SLURM_CONF" <<EOF
ClusterName=check
SlurmctldHost=$(hostname)(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$slurm/munge.socket
CredType=cred/munge
StateSaveLocation=$slurm/state
SlurmdSpoolDir=$slurm/spool-%n
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd-%n.pid
SlurmctldLogFile=$slurm/slurmctld.log
SlurmdLogFile=$slurm/slurmd-%n.log
SlurmctldPort=$port
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
ReturnToService=2
SlurmdTimeout=5
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=2,bf_interval=2
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
MpiDefault=none
NodeName=n1 NodeHostname=$(hostname) NodeAddr=127.0.0.1 Port=$((port + 1)) CPUs=1
NodeName=n2 NodeHostname=$(hostname) NodeAddr=127.0.0.1 Port=$((port + 2)) CPUs=1
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
EOF

# Tells why the check failed, if it did, and ends what was started here, by its process id alone.
end() {
  local code=$? command="$BASH_COMMAND"
  set +e
  if ((code != 0)); then
    [[ ! -d "${out:-}" ]] || picture >&2 2>&1
    echo "slurm_check: after $SECONDS s: ${why:-exit $code of: $command}" >&2
  fi
  [[ -z "${worker:-}" ]] || kill -CONT "$worker" 2>/dev/null
  [[ -z "${run:-}" ]] || kill "$run" 2>/dev/null
  scancel --quiet --user=root 2>/dev/null
  for ((i = 0; i < 50; i++)); do
    [[ -n "$(squeue --noheader 2>/dev/null)" ]] || break
    sleep 0.2
  done
  for pid in "$slurm"/*.pid; do
    kill "$(cat "$pid" 2>/dev/null)" 2>/dev/null
  done
  for ((i = 0; i < 50; i++)); do
    alive=
    for pid in "$slurm"/*.pid; do
      kill -0 "$(cat "$pid" 2>/dev/null)" 2>/dev/null && alive=1
    done
    [[ -n "$alive" ]] || break
    sleep 0.1
  done
  for pid in "$slurm"/*.pid; do
    kill -9 "$(cat "$pid" 2>/dev/null)" 2>/dev/null
  done
  rm -rf "$work"
}
trap end EXIT

dd if=/dev/urandom of="$slurm/munge.key" bs=1024 count=1 2>/dev/null
chmod 600 "$slurm/munge.key"
munged --force --key-file="$slurm/munge.key" --socket="$slurm/munge.socket" --pid-file="$slurm/munged.pid" \
  --log-file="$slurm/munged.log" --seed-file="$slurm/munged.seed" || leave_out "munged does not start"
slurmctld -c || leave_out "slurmctld does not start: $(tail -1 "$slurm/slurmctld.log")"
start_node() {
  rm -rf "$slurm/spool-$1"
  mkdir "$slurm/spool-$1"
  slurmd -N "$1"
}
start_node n1 && start_node n2 || leave_out "slurmd does not start: $(tail -1 "$slurm"/slurmd-*.log)"

# Waits, so many seconds at most, until a command succeeds.
await() { # seconds, what, command…
  local end=$((SECONDS + $1)) what="$2"
  shift 2
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < end)) || fail "$what has not come"
    sleep 0.2
  done
}
idle_nodes() {
  [[ "$(sinfo --noheader --states=idle --format=%D)" == 2 ]]
}
await 30 "the second node" idle_nodes
say "slurm_check: $(sbatch --version), two nodes on $(hostname)"

# ---- what it must refuse, and what it must not do -------------------------------------------------------------------
code=0
java -jar "$jar" sweep "${options[@]/1,2/1..1000}" --on slurm --out "$work/large" >/dev/null 2>"$work/error.txt" || code=$?
[[ "$code" == 2 && ! -e "$work/large" ]] && grep -q '3,000 tasks.*room for 1,001 (MaxArraySize = 1001)' "$work/error.txt" \
  || fail "too many tasks: exit $code, $(cat "$work/error.txt")"
say "ok: 3,000 tasks are refused where an array has room for 1,001, before anything is written"

# What would run something if a shell ever read it as text.
out="$work/sweep of 'two' \"genres\" \$(touch $work/ran) \`touch $work/ran\`; 100%"
java -jar "$jar" sweep "${options[@]}" --on slurm --at-most 2 --print --out "$out" >"$work/print.txt" || fail "--print"
[[ ! -e "$out" && -z "$(squeue --noheader)" ]] || fail "--print wrote or submitted something"
sed '/^sbatch/d' "$work/print.txt" | bash -n || fail "the script that --print shows is no bash"
say "ok: --print submits nothing"

# ---- on two nodes, one of which dies --------------------------------------------------------------------------------
began=$SECONDS
java -jar "$jar" sweep "${options[@]}" --on slurm --at-most 2 --out "$out" >"$work/submitted.txt" || fail "submitting: $?"
while IFS= read -r line; do say "$line"; done <"$work/submitted.txt"

trained() { # task, what
  grep -q "$2" "$out/logs/$1.txt"
}
job_of() { # task
  squeue --noheader --array --format='%K %i' | sed -n "s/^$1 //p"
}
requeued() { # job
  scontrol --oneliner show job "$1" | grep -q 'JobState=PENDING.*Restarts=1\|Restarts=1.*JobState=PENDING'
}
# Spares a requeued job the two minutes that Slurm lets it wait. It must not begin in the second in which it was taken
# from its node: that node takes the start for one of the job that it has just ended ("Job credential revoked"), and the
# controller ends the job for good.
hasten() { # job
  scontrol update jobid="$1" starttime=now+2
}

# A worker that is told to stop, as before a time limit: a checkpoint, and its job requeues itself.
await 60 "the first epoch of task 1" trained 1 'generic, seed 2, epoch 1/'
second="$(job_of 1)"
await 10 "a signal to task 1" scancel --batch --signal=TERM "$second"
await 30 "the requeue of task 1" requeued "$second"
trained 1 'experiment: interrupted in epoch' || fail "task 1 was stopped without a checkpoint"
hasten "$second"
say "ok: SIGTERM: $(grep -o 'experiment: interrupted[^;]*' "$out/logs/1.txt"); its job is requeued"

# A node that dies: its daemon, the keeper of its job, the job's shell and its worker. The worker is halted first, or it
# could be done with its training before all the rest is found out.
await 60 "the second epoch of task 0" trained 0 'generic, seed 1, epoch 2/'
worker="$(sed -n 's/.*"process":\([0-9]*\).*/\1/p' "$out/tasks/0/1/state.json")"
kill -STOP "$worker" || fail "task 0 ended before its node could die"
node="$(squeue --noheader --array --format='%K %N' | sed -n 's/^0 //p')"
[[ -n "$node" ]] || fail "task 0 is on no node: $(squeue --array)"
[[ "$(java -jar "$jar" sweep status "$out")" == *"running: task 0"* ]] || fail "status does not see what runs"
shell="$(ps -o ppid= -p "$worker" | tr -d ' ')"
keeper="$(ps -o ppid= -p "$shell" | tr -d ' ')"
kill -9 "$(cat "$slurm/slurmd-$node.pid")" "$keeper" "$shell" "$worker"
worker=
died=$SECONDS
before="$(grep -o 'generic, seed 1, epoch [0-9]*/' "$out/logs/0.txt" | tail -1)"
say "killed: $node, with task 0 after '$before'"

java -jar "$jar" run "${options[@]}" --out "$work/run" --quiet >/dev/null &
run=$!
first="$(job_of 0)"
await 90 "the requeue of task 0" requeued "$first"
say "ok: requeued $((SECONDS - died)) s after the death"
hasten "$first"
elsewhere() {
  [[ -s "$out/tasks/0/2/state.json" ]]
}
await 90 "task 0 on the other node" elsewhere
start_node "$node" || fail "the daemon of $node does not start again"

no_jobs() {
  local jobs
  jobs="$(squeue --noheader)" && [[ -z "$jobs" ]]
}
await 300 "the end of the last job" no_jobs
[[ -s "$out/genres.csv" ]] || fail "all jobs have ended, and the sweep is not collected"
say "ok: collected, $((SECONDS - began)) s after it was submitted; $(java -jar "$jar" sweep status "$out")"
[[ ! -e "$work/ran" ]] || fail "a path was run as a command"

# A log for each task, with what all its workers said.
epochs() {
  grep -Ho '[a-z-]*, seed [0-9]*, epoch [0-9]*/[0-9]*' logs/[0-9]*.txt | sort
}
cd "$out"
[[ -n "$(epochs)" && -z "$(epochs | uniq -d)" ]] || fail "trained twice: $(epochs | uniq -d)"
after="$(grep -o 'generic, seed 1, epoch [0-9]*/' "$out/logs/0.txt" | sed -n "/${before//\//\\/}/{n;p;}")"
say "ok: no epoch was finished twice; after '$before' came '$after', in attempts $(ls -m "$out/tasks/0")"

# ---- the same bytes -------------------------------------------------------------------------------------------------
wait "$run" || fail "run: exit $?"
java -jar "$jar" sweep "${options[@]}" --on here --jobs 2 --out "$work/here" --quiet >/dev/null || fail "--on here: exit $?"
IFS=, read -ra names <<<"${genres,,}"
for other in "$out" "$work/here"; do
  for file in genres.csv differences.csv "${names[@]/%//metrics.csv}"; do
    cmp "$work/run/$file" "$other/$file" || fail "$file differs in $other"
  done
done
say "slurm_check: run, --on here --jobs 2 and two nodes of which one died made the same genres.csv, differences.csv and metrics.csv"
