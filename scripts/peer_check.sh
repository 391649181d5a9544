#!/usr/bin/env bash
# A recommender that nobody here wrote, RankSys 0.4.3, goes the way of any other model: its item-kNN is trained on the
# split that 'data split' writes, and its lists are judged beside the models of a run. Its own NDCG and recall of every
# list in the table must be ours, for every user, to 1e-9.
#   scripts/peer_check.sh [RELEASE [GENRE [RUN-OPTION...]]]   without a release the bundled sample and Horror
# RankSys comes from Maven Central (scripts/peer/pom.xml). It is no part of the program.
. "$(dirname "${BASH_SOURCE[0]}")/shared.sh"

release="${1:-$root/data/sample}"
genre="${2:-Horror}"
models="popular,recent-popular,item-knn,item-knn-distilled,ease,ease-recent"

(cd "$root/scripts/peer" && mvn -q --batch-mode dependency:build-classpath "-Dmdep.outputFile=$work/classpath") \
  >"$work/maven.txt" 2>&1 || {
  echo "peer_check: left out, no RankSys from Maven Central: $(grep -m 1 ERROR "$work/maven.txt")"
  exit 0
}
classpath="$work/peer:$(cat "$work/classpath")"
javac -d "$work/peer" -cp "$classpath" "$root/scripts/peer/src/Peer.java" || fail "Peer.java does not compile"

java -jar "$jar" run --data "$release" --genre "$genre" --models "$models" --at 5,20 --quiet --out "$work/run" "${@:3}" \
  >"$work/run.txt" || fail "run failed with $?"
java -jar "$jar" data split --run "$work/run" --out "$work/split" --quiet >/dev/null || fail "data split failed with $?"
java -cp "$classpath" Peer lists "$work/split" 100 "$work/ranksys.csv" || fail "RankSys failed with $?"
java -jar "$jar" judge --run "$work/run" --recommendations "$work/ranksys.csv" --name ranksys-knn --quiet \
  --out "$work/judged" >"$work/judged.txt" || fail "judge failed with $?"
sed -n '/^like-for-like/,/^ndcg@10/p' "$work/judged.txt"
java -cp "$classpath" Peer metrics "$work/split" "$work/judged" 1e-9 || fail "RankSys and this program differ"
if command -v python3 >/dev/null && [[ $# -lt 3 ]]; then
  python3 "$root/scripts/recompute_metrics.py" "$work/run" "$release" || fail "other metrics by recompute_metrics.py"
fi
echo "peer_check: passed"
