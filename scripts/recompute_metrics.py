#!/usr/bin/env python3
"""Recomputes a run's like-for-like metrics from its recommendations and the raw ratings, and compares.

    scripts/recompute_metrics.py RUN_FOLDER RELEASE_FOLDER

Shares no code with the program: the split, the slice and every metric are written anew from their
definitions (per-user split and the default minimum rating only). Exits with 1 when a value differs by
more than 1e-9 from results.json.
"""
import csv
import gzip
import json
import math
import os
import sys
from collections import Counter, defaultdict

TOLERANCE = 1e-9


def read_release(folder):
    """(user, movie, time) in file order, and movie -> genres."""
    if os.path.exists(os.path.join(folder, "ratings.csv")):
        with open(os.path.join(folder, "ratings.csv"), encoding="utf-8-sig", newline="") as f:
            events = [(int(r["userId"]), int(r["movieId"]), int(r["timestamp"])) for r in csv.DictReader(f)]
        with open(os.path.join(folder, "movies.csv"), encoding="utf-8-sig", newline="") as f:
            genres = {int(r["movieId"]): r["genres"] for r in csv.DictReader(f)}
    else:
        with open(os.path.join(folder, "ratings.dat"), encoding="latin-1") as f:
            fields = [line.rstrip("\r\n").split("::") for line in f]
        events = [(int(u), int(m), int(t)) for u, m, _, t in fields]
        with open(os.path.join(folder, "movies.dat"), encoding="latin-1") as f:
            genres = {int(i): g for i, _, g in (line.rstrip("\r\n").split("::") for line in f)}
    split = {m: [] if g == "(no genres listed)" else g.split("|") for m, g in genres.items()}
    return events, split


def options_of(run):
    with open(os.path.join(run, "config.yaml"), encoding="utf-8") as f:
        return dict(line.rstrip("\n").split(": ", 1) for line in f if ": " in line)


def histories(events):
    """user -> movies in the order of (time, place in the file), the earliest of duplicates kept."""
    by_user = defaultdict(list)
    for place, (user, movie, time) in enumerate(events):
        by_user[user].append((time, place, movie))
    ordered = {}
    for user, rows in by_user.items():
        seen = set()
        ordered[user] = []
        for _, _, movie in sorted(rows):
            if movie not in seen:
                seen.add(movie)
                ordered[user].append(movie)
    return ordered


def slice_of(ordered, genres, options):
    """The genre catalogue, and the test items of each power user."""
    genre = options["genre"].strip('"')
    share, minimum = float(options["min-genre-share"]), int(options["min-genre-events"])
    train_percent = round(100 * (1 - float(options["test-fraction"])))
    training, test = {}, {}
    for user, movies in ordered.items():
        cut = len(movies) * train_percent // 100
        training[user], test[user] = movies[:cut], movies[cut:]
    catalogue = {m for movies in training.values() for m in movies if genre in genres.get(m, [])}
    truth = {}
    for user, movies in training.items():
        inside = sum(genre in genres.get(m, []) for m in movies)
        wanted = {m for m in test[user] if m in catalogue}
        if inside >= minimum and inside > share * len(movies) and wanted:
            truth[user] = wanted
    return catalogue, truth, training


def user_metrics(ranked, wanted, genres):
    top = ranked[:10]
    hits = [m in wanted for m in top]
    ideal = sum(1 / math.log2(rank + 2) for rank in range(min(10, len(wanted))))
    mass = Counter()
    for movie in ranked[:50]:
        for name in genres.get(movie, []):
            mass[name] += 1 / len(genres[movie])
    total = sum(mass.values())
    return {
        "recall@10": sum(hits) / len(wanted),
        "recall_capped@10": sum(hits) / min(10, len(wanted)),
        "hit@10": float(any(hits)),
        "mrr@10": next((1 / (rank + 1) for rank, hit in enumerate(hits) if hit), 0.0),
        "ndcg@10": sum(hit / math.log2(rank + 2) for rank, hit in enumerate(hits)) / ideal,
        "interest_entropy@50": -sum(v / total * math.log(v / total) for v in mass.values()) if total else 0.0,
    }


def coverage(lists, catalogue):
    counts = sorted(Counter(m for ranked in lists for m in ranked[:10]).values(), reverse=True)
    total, reached = sum(counts), 0
    for items, count in enumerate(counts, 1):
        reached += count
        if 10 * reached >= 9 * total:
            return items / len(catalogue)
    return 0.0


def main(run, release):
    events, genres = read_release(release)
    catalogue, truth, training = slice_of(histories(events), genres, options_of(run))
    lists = defaultdict(lambda: defaultdict(dict))
    with gzip.open(os.path.join(run, "recommendations.csv.gz"), "rt", encoding="utf-8") as f:
        for row in csv.DictReader(f):
            if row["view"] == "like-for-like":
                key = (int(row["seed"]), row["model"])
                lists[key][int(row["userId"])][int(row["rank"])] = int(row["movieId"])
    with open(os.path.join(run, "results.json"), encoding="utf-8") as f:
        results = json.load(f)

    checked, worst, bad = 0, 0.0, 0
    for (seed, model), users in sorted(lists.items()):
        assert set(users) == set(truth), f"{model}: other users than the slice has"
        ranked = {u: [movies[r] for r in sorted(movies)] for u, movies in users.items()}
        for user, movies in ranked.items():
            assert set(movies) <= catalogue - set(training[user]), f"{model}: a seen or foreign item for {user}"
        per_user = [user_metrics(ranked[u], truth[u], genres) for u in truth]
        values = {name: sum(m[name] for m in per_user) / len(per_user) for name in per_user[0]}
        values["p90_coverage@10"] = coverage(ranked.values(), catalogue)
        for name, value in values.items():
            reported = results["views"]["like-for-like"][model][name]["perSeed"][results["seeds"].index(seed)]
            difference = abs(value - reported)
            checked, worst = checked + 1, max(worst, difference)
            if difference > TOLERANCE:
                bad += 1
                print(f"seed {seed} {model} {name}: recomputed {value!r}, reported {reported!r}")
    print(f"{checked} values of {len(truth)} users recomputed, largest difference {worst:.3g}, {bad} beyond {TOLERANCE}")
    return 1 if bad or not checked else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))
