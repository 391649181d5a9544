#!/usr/bin/env python3
"""Recomputes a run's like-for-like and later metrics, its lags and what is sure of its differences from
its recommendations and the raw ratings, and compares.

    scripts/recompute_metrics.py RUN_FOLDER RELEASE_FOLDER

Shares no code with the program: the split, the slice and every metric are written anew from their
definitions (per-user split and the default minimum rating only). Of a comparison it recomputes what no
draw decides: difference, effect size, and the sign-flip p of so few users that all patterns are counted.
Exits with 1 when a value differs by more than 1e-9 from results.json.
"""
import csv
import gzip
import itertools
import json
import math
import os
import sys
from collections import Counter, defaultdict

TOLERANCE = 1e-9
DAY = 86_400
LAGS = {
    "rank": [1, 5, 10, 20, 50],
    "time": [60 - 1, 3_600 - 1, DAY - 1, 28 * DAY - 1],
}


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
    """user -> (movie, time) in the order of (time, place in the file), the earliest of duplicates kept."""
    by_user = defaultdict(list)
    for place, (user, movie, time) in enumerate(events):
        by_user[user].append((time, place, movie))
    ordered = {}
    for user, rows in by_user.items():
        seen = set()
        ordered[user] = []
        for time, _, movie in sorted(rows):
            if movie not in seen:
                seen.add(movie)
                ordered[user].append((movie, time))
    return ordered


def slice_of(ordered, genres, options):
    """The genre catalogue, the genre test events of each power user, and everybody's two parts."""
    genre = options["genre"].strip('"')
    share, minimum = float(options["min-genre-share"]), int(options["min-genre-events"])
    train_percent = round(100 * (1 - float(options["test-fraction"])))
    training, test = {}, {}
    for user, movies in ordered.items():
        cut = len(movies) * train_percent // 100
        training[user], test[user] = movies[:cut], movies[cut:]
    catalogue = {m for movies in training.values() for m, _ in movies if genre in genres.get(m, [])}
    truth = {}
    for user, movies in training.items():
        inside = sum(genre in genres.get(m, []) for m, _ in movies)
        wanted = [(m, time) for m, time in test[user] if m in catalogue]
        if inside >= minimum and inside > share * len(movies) and wanted:
            truth[user] = wanted
    return catalogue, truth, training, test


def later(truth, training, days):
    """The events at least so many days after the last training event, of users who have one."""
    kept = {u: [(m, t) for m, t in events if t - training[u][-1][1] >= days * DAY] for u, events in truth.items()}
    return {u: events for u, events in kept.items() if events}


def bin_of(lag, value):
    return sum(value > largest for largest in LAGS[lag])


def lag_counts(ranked, truth, training, test):
    """lag -> bin -> (events, those of them in the top 10, the share of them for each user who has some)."""
    counts = {lag: [[0, 0, []] for _ in range(len(ends) + 1)] for lag, ends in LAGS.items()}
    for user, events in truth.items():
        place = {movie: n for n, (movie, _) in enumerate(test[user], 1)}
        of_user = defaultdict(list)
        for movie, time in events:
            for lag, value in (("rank", place[movie]), ("time", time - training[user][-1][1])):
                of_user[lag, bin_of(lag, value)].append(movie in ranked[user][:10])
        for (lag, b), hits in of_user.items():
            counts[lag][b][0] += len(hits)
            counts[lag][b][1] += sum(hits)
            counts[lag][b][2].append(sum(hits) / len(hits))
    return counts


def sign_flip_p(differences, resamples):
    """All sign patterns, or nothing where there are too many."""
    moved = [d for d in differences if abs(d) > 1e-12]
    if len(moved) > 12 or 2 ** len(moved) > resamples:
        return None
    sums = [sum(signs) for signs in itertools.product(*((d, -d) for d in moved))]
    return sum(abs(s) >= abs(sum(moved)) - 1e-9 for s in sums) / len(sums)


def judging_metrics(ranked, wanted, depth):
    hits = [m in wanted for m in ranked[:depth]]
    ideal = sum(1 / math.log2(rank + 2) for rank in range(min(depth, len(wanted))))
    values = {
        "recall": sum(hits) / len(wanted),
        "recall_capped": sum(hits) / min(depth, len(wanted)),
        "hit": float(any(hits)),
        "mrr": next((1 / (rank + 1) for rank, hit in enumerate(hits) if hit), 0.0),
        "ndcg": sum(hit / math.log2(rank + 2) for rank, hit in enumerate(hits)) / ideal,
    }
    return {f"{name}@{depth}": value for name, value in values.items()}


def user_metrics(ranked, wanted, genres, depths):
    metrics = {}
    for depth in depths:
        metrics.update(judging_metrics(ranked, wanted, depth))
    mass = Counter()
    for movie in ranked[:50]:
        for name in genres.get(movie, []):
            mass[name] += 1 / len(genres[movie])
    total = sum(mass.values())
    entropy = -sum(v / total * math.log(v / total) for v in mass.values()) if total else 0.0
    metrics["interest_entropy@50"] = entropy
    return metrics


def coverage(lists, catalogue):
    counts = sorted(Counter(m for ranked in lists for m in ranked[:10]).values(), reverse=True)
    total, reached = sum(counts), 0
    for items, count in enumerate(counts, 1):
        reached += count
        if 10 * reached >= 9 * total:
            return items / len(catalogue)
    return 0.0


def depths_of(results, view, model):
    """At which depths a model was judged."""
    return [int(name.split("@")[1]) for name in results["views"][view][model] if name.startswith("recall@")]


class Check:
    """Counts what was compared, and tells what differs."""

    def __init__(self):
        self.checked, self.worst, self.bad = 0, 0.0, 0

    def same(self, what, value, reported):
        if value is None or (isinstance(value, float) and math.isnan(value)):
            difference = 0.0 if reported is None else math.inf
        else:
            difference = math.inf if reported is None else abs(value - reported)
        self.checked, self.worst = self.checked + 1, max(self.worst, difference)
        if difference > TOLERANCE:
            self.bad += 1
            print(f"{what}: recomputed {value!r}, reported {reported!r}")


def check_view(check, view, results, lists, truth, catalogue, genres, training, test):
    """Compares one view, and returns model -> metric -> user -> mean over seeds."""
    means = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    seeds = results["seeds"]
    for (seed, model), ranked in sorted(lists.items()):
        n = seeds.index(seed)
        what = f"{view} seed {seed} {model}"
        depths = depths_of(results, view, model)
        per_user = {u: user_metrics(ranked[u], {m for m, _ in truth[u]}, genres, depths) for u in truth}
        names = list(next(iter(per_user.values())))
        values = {name: sum(m[name] for m in per_user.values()) / len(per_user) for name in names}
        values["p90_coverage@10"] = coverage([ranked[u] for u in truth], catalogue)
        for name, value in values.items():
            check.same(f"{what} {name}", value, results["views"][view][model][name]["perSeed"][n])
        for user, metrics in per_user.items():
            for name, value in metrics.items():
                means[model][name][user] += value / len(seeds)
        if "lags" in results:
            lags = results["lags"][view][model]
            events = [m for u in truth for m, _ in test[u]]
            known = {m for movies in training.values() for m, _ in movies}
            check.same(f"{what} test events", len(events), lags["testEvents"])
            check.same(f"{what} cold events", sum(m not in known for m in events), lags["coldEvents"])
            for lag, bins in lag_counts(ranked, truth, training, test).items():
                table = lags["byLag"][lag]
                for b, (count, found, shares) in enumerate(bins):
                    check.same(f"{what} {lag} {b} events", count, table["events"][b])
                    check.same(
                        f"{what} {lag} {b} share", found / count if count else None, table["perSeed"][n][b])
                    if table.get("perSeedByUser"):
                        check.same(
                            f"{what} {lag} {b} share by user",
                            sum(shares) / len(shares) if shares else None,
                            table["perSeedByUser"][n][b])
    return means


def check_comparisons(check, view, results, means, resamples):
    for c in results["comparisons"]:
        if c["view"] != view or c["metric"] not in means[c["a"]] or not c.get("certainty"):
            continue
        of_a, of_b = means[c["a"]][c["metric"]], means[c["b"]][c["metric"]]
        differences = [of_a[user] - of_b[user] for user in of_a]
        what = f"{view} {c['a']} - {c['b']} {c['metric']}"
        effect = c["certainty"]["effect"]
        mean, n = sum(differences) / len(differences), len(differences)
        sd = math.sqrt(sum((d - mean) ** 2 for d in differences) / (n - 1)) if n > 1 else 0.0
        check.same(f"{what} difference", mean, c["difference"])
        check.same(f"{what} d_z", mean / sd if sd > 1e-12 else None, effect["dz"])
        check.same(f"{what} better", sum(d > 1e-12 for d in differences) / n, effect["better"])
        check.same(f"{what} worse", sum(d < -1e-12 for d in differences) / n, effect["worse"])
        check.same(f"{what} same", sum(abs(d) <= 1e-12 for d in differences) / n, effect["same"])
        p = sign_flip_p(differences, resamples)
        if p is not None:
            check.same(f"{what} sign-flip p", p, c["certainty"]["pSignFlip"])


def main(run, release):
    events, genres = read_release(release)
    options = options_of(run)
    resamples = int(options["bootstrap-resamples"])
    catalogue, truth, training, test = slice_of(histories(events), genres, options)
    lists = defaultdict(lambda: defaultdict(dict))
    with gzip.open(os.path.join(run, "recommendations.csv.gz"), "rt", encoding="utf-8") as f:
        for row in csv.DictReader(f):
            if row["view"] == "like-for-like":
                key = (int(row["seed"]), row["model"])
                lists[key][int(row["userId"])][int(row["rank"])] = int(row["movieId"])
    with open(os.path.join(run, "results.json"), encoding="utf-8") as f:
        results = json.load(f)

    ranked = {}
    for key, users in lists.items():
        assert set(users) == set(truth), f"{key}: other users than the slice has"
        ranked[key] = {u: [movies[r] for r in sorted(movies)] for u, movies in users.items()}
        for user, movies in ranked[key].items():
            seen = {m for m, _ in training[user]}
            assert set(movies) <= catalogue - seen, f"{key}: a seen or foreign item for {user}"
    views = {"like-for-like": truth}
    if results.get("judging"):
        views["later"] = later(truth, training, results["judging"]["laterDays"])
        assert bool(views["later"]) == ("later" in results["views"]), "a later view without users, or none with"
    check = Check()
    for view, judged in views.items():
        if judged:
            means = check_view(check, view, results, ranked, judged, catalogue, genres, training, test)
            check_comparisons(check, view, results, means, resamples)
    print(
        f"{check.checked} values of {len(truth)} users recomputed, "
        f"largest difference {check.worst:.3g}, {check.bad} beyond {TOLERANCE}"
    )
    return 1 if check.bad or not check.checked else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))
