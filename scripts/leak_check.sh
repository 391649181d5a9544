#!/usr/bin/env bash
# Trains many epochs on the bundled sample and watches heap, native memory and open files of the process.
#   scripts/leak_check.sh [EPOCHS]   300 by default, 30 at least; needs a JDK (jcmd), /proc and glibc 2.33 or later
# Native memory is what is allocated from the C library and not freed, at the end of each epoch. What belongs to Java
# objects is freed at the next garbage collection, so the least of a tenth of the run is looked at: the last tenth must
# not have more than the one that begins with the eleventh epoch. The engine's cache of kernels, one for each shape that it
# meets, is off: it takes some 25 MiB until it is full, which is no leak. The resident set is shown, and not judged: it
# also holds freed blocks. Heap and open files must be at the end what they were at the tenth epoch.
. "$(dirname "${BASH_SOURCE[0]}")/shared.sh"
epochs="${1:-300}"
((epochs >= 30)) || fail "give 30 epochs or more"

# What the just-in-time compiler still takes after the first epochs; 270 epochs of one kilobyte a step would be 5 MiB.
native_margin_kib=$((4 * 1024))
heap_margin_kib=$((16 * 1024))

export ONEDNN_PRIMITIVE_CACHE_CAPACITY=0
(exec java -Xms256m -Xmx256m -XX:+AlwaysPreTouch -jar "$jar" run --data "$root/data/sample" --models generic \
  --dim 32 --layers 2 --window 32 --epochs "$epochs" --patience 0 --min-steps 0 --bootstrap-resamples 200 \
  --checkpoint-minutes 0.05 --verbose --out "$work/run" >/dev/null 2>"$work/err.txt") &
process=$!

# Open files are the least of a few looks, as one may fall into the middle of a checkpoint.
sample() { # epoch
  jcmd "$process" GC.run >/dev/null
  heap="$(jcmd "$process" GC.heap_info | sed -n 's/.*used \([0-9]*\)K.*/\1/p' | head -1)"
  resident="$(awk '/^VmRSS/ {print $2}' "/proc/$process/status")"
  files=""
  for _ in 1 2 3 4 5; do
    open="$(ls "/proc/$process/fd" | wc -l)"
    ((files && files <= open)) || files=$open
    sleep 0.05
  done
  printf '%6d  %9d  %12d  %10d\n' "$1" "$heap" "$resident" "$files"
}

# Least native memory, in KiB, of some epochs
native() { # first, last
  sed -n 's/.* epoch \([0-9]*\): \([0-9]*\) KiB of native memory$/\1 \2/p' "$work/err.txt" \
    | awk -v first="$1" -v last="$2" '$1 >= first && $1 <= last && (!least || $2 < least) {least = $2} END {print least + 0}'
}

echo " epoch   heap KiB  resident KiB  open files"
next=10
while kill -0 "$process" 2>/dev/null; do
  epoch="$(sed -n 's/.*, epoch \([0-9]*\)\/.*/\1/p' "$work/err.txt" | tail -1)"
  if ((${epoch:-0} >= next && epoch < epochs)); then
    line="$(sample "$epoch")" || break
    echo "$line"
    read -r _ heap _ files <<<"$line"
    ((next > 10)) || first_heap=$heap first_files=$files
    last_heap=$heap last_files=$files
    next=$((next < epochs / 10 ? epochs / 10 : next + epochs / 10))
  fi
  sleep 0.2
done
wait "$process" || {
  cat "$work/err.txt" >&2
  exit 1
}
[[ -n "${first_heap:-}" ]] || fail "the run ended before its tenth epoch was seen"

tenth=$((epochs / 10))
echo "  epochs  least native KiB"
for ((first = 1; first <= epochs; first += tenth)); do
  last=$((first + tenth - 1 > epochs ? epochs : first + tenth - 1))
  printf '%8s  %16d\n' "$first-$last" "$(native "$first" "$last")"
done
before="$(native 11 "$((10 + tenth))")"
after="$(native "$((epochs - tenth + 1))" "$epochs")"
((before > 0 && after > 0)) || fail "this C library does not say how much memory is in use"
((last_heap <= first_heap + heap_margin_kib)) || fail "the heap grew"
((after <= before + native_margin_kib)) || fail "native memory grew from $before to $after KiB"
((last_files <= first_files)) || fail "open files grew"
echo "leak_check: flat to the end"
