#!/usr/bin/env bash
# Trains many epochs on the bundled sample and watches heap, native memory and open files of the process.
#   scripts/leak_check.sh [EPOCHS]   300 by default; needs a JDK (jcmd) and /proc
# The heap is touched in full at the start, so that a resident set that grows is native memory. Blocks that were freed
# are given back to the system before it is read: the program keeps them otherwise, and how many of their pages were
# ever touched goes on growing slowly. Fails when, after the tenth epoch, the heap after a collection, the resident set
# or the number of open files has grown.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
jar="$root/target/experiment.jar"
epochs="${1:-300}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Growth that is noise: JIT and metaspace, not tensors. Most of it is over by a tenth of the run, and what is resident
# after that is held to a quarter of what is allowed before.
resident_margin_kib=$((96 * 1024))
late_margin_kib=$((24 * 1024))
heap_margin_kib=$((16 * 1024))

(exec java -Xms256m -Xmx256m -XX:+AlwaysPreTouch -jar "$jar" run --data "$root/data/sample" --models generic \
  --dim 32 --layers 2 --window 32 --epochs "$epochs" --patience 0 --min-steps 0 --bootstrap-resamples 200 \
  --checkpoint-minutes 0.05 --out "$work/run" >/dev/null 2>"$work/err.txt") &
process=$!

# The least of a few, as one may fall into the middle of a step or of a checkpoint. What is resident is what the trim
# itself says is left, in MiB: a moment later it is tens of MiB more.
sample() { # epoch
  jcmd "$process" GC.run >/dev/null
  heap="$(jcmd "$process" GC.heap_info | sed -n 's/.*used \([0-9]*\)K.*/\1/p' | head -1)"
  resident="" files=""
  for _ in 1 2 3 4 5; do
    left="$(jcmd "$process" System.trim_native_heap | sed -n 's/.*->\([0-9]*\)M.*/\1/p')"
    [[ -n "$left" ]] || { echo "this JDK cannot trim; use 17.0.9 or later" >&2; exit 1; }
    ((resident && resident <= left * 1024)) || resident=$((left * 1024))
    open="$(ls "/proc/$process/fd" | wc -l)"
    ((files && files <= open)) || files=$open
  done
  printf '%6d  %9d  %12d  %10d\n' "$1" "$heap" "$resident" "$files"
}

echo " epoch   heap KiB  resident KiB  open files"
next=10
while kill -0 "$process" 2>/dev/null; do
  epoch="$(sed -n 's/.*, epoch \([0-9]*\)\/.*/\1/p' "$work/err.txt" | tail -1)"
  if ((${epoch:-0} >= next)); then
    line="$(sample "$epoch")" || break
    echo "$line"
    read -r _ heap resident files <<<"$line"
    if ((next == 10)); then
      first_heap=$heap first_resident=$resident first_files=$files
    fi
    ((next != epochs / 10)) || late_resident=$resident
    last_heap=$heap last_resident=$resident last_files=$files
    next=$((next < epochs / 10 ? epochs / 10 : next + epochs / 10))
  fi
  sleep 0.2
done
wait "$process" || {
  cat "$work/err.txt" >&2
  exit 1
}
[[ -n "${first_heap:-}" ]] || { echo "the run ended before its tenth epoch was seen" >&2; exit 1; }
((last_heap <= first_heap + heap_margin_kib)) || { echo "the heap grew" >&2; exit 1; }
((last_resident <= first_resident + resident_margin_kib)) || { echo "native memory grew" >&2; exit 1; }
((last_resident <= ${late_resident:-$last_resident} + late_margin_kib)) || { echo "native memory grew late" >&2; exit 1; }
((last_files <= first_files)) || { echo "open files grew" >&2; exit 1; }
echo "leak_check: flat from epoch 10 to the end"
