#!/usr/bin/env python3
"""Writes the tables of docs/RESULTS.md from the results that are kept in docs/results.

    scripts/results_tables.py                        rewrites the tables
    scripts/results_tables.py --check                exits with 1 when a table is not what the results say
    scripts/results_tables.py --keep NAME FOLDER     keeps results.json and config.yaml of a finished run, or of
                                                     each run of a folder with several, or the table of an
                                                     ablation, in docs/results/NAME

A table stands between '<!-- table: NAME -->' and '<!-- end -->'. With --root DIR, DIR takes the place of the
repository.
"""
import argparse
import csv
import json
import os
import re
import statistics
import sys

NOT_RUN = "*Not run yet.*"
TABLE = re.compile(r"(<!-- table: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
BASELINES = ["popular", "recent-popular", "item-knn", "ease"]

# hit@10, ndcg@10; leave-one-out, every movie ranked
PUBLISHED = [
    ("SASRec, binary cross-entropy", 0.2500, 0.1341),
    ("BERT4Rec", 0.2843, 0.1537),
    ("gSASRec", 0.3003, 0.1726),
    ("eSASRec", 0.3133, 0.1772),
    ("SASRec, full softmax", 0.3152, 0.1821),
    ("SASRec, 3000 negatives", 0.3159, 0.1857),
    ("HSTU, original", 0.3097, 0.1720),
    ("HSTU in RecTools, stable sort", 0.3226, 0.1880),
    ("HSTU-large in RecTools", 0.3642, 0.2164),
]


class Run:
    """One kept run: its name below docs/results, its options and its results."""

    def __init__(self, folder, name):
        self.name = name
        with open(os.path.join(folder, "results.json"), encoding="utf-8") as f:
            self.results = json.load(f)
        with open(os.path.join(folder, "config.yaml"), encoding="utf-8") as f:
            lines = [line.rstrip("\n").split(": ", 1) for line in f if ": " in line and not line.startswith("#")]
        self.options = {key: value.strip('"') for key, value in lines}
        self.data = self.results["dataset"]["name"]
        self.fingerprint = self.results["dataset"]["fingerprint"]
        self.slice = self.results["slice"]
        self.objective = self.options.get("objective", "")

    def metric(self, view, model, metric):
        return self.results["views"].get(view, {}).get(model, {}).get(metric)

    def difference(self, metric, a="distilled", b="generic"):
        for c in self.results["comparisons"]:
            if (c["view"], c["metric"], c["a"], c["b"]) == ("like-for-like", metric, a, b):
                return c
        return None

    def trainings(self, model):
        """Empty for results of a program that did not write them."""
        return [t for t in self.results.get("trainings") or [] if t["model"] == model]


def kept(root):
    """Every run below docs/results, by name."""
    top = os.path.join(root, "docs", "results")
    runs = []
    for folder, _, files in os.walk(top):
        if "results.json" in files:
            runs.append(Run(folder, os.path.relpath(folder, top).replace(os.sep, "/")))
    return sorted(runs, key=lambda run: run.name)


def value(number, sign=""):
    return "n/a" if number is None else format(number, sign + ".4f")


def mean(summary):
    if summary is None:
        return ""
    text = value(summary["mean"])
    return f"{text} ± {value(summary['sd'])}" if summary["sd"] else text


def interval(comparison):
    if comparison is None:
        return ""
    difference, low, high = (value(comparison[key], "+") for key in ("difference", "low", "high"))
    return f"{difference} [{low}, {high}]"


def probability(p):
    return "n/a" if p is None else "< 0.001" if p < 0.001 else format(p, ".3f")


def span(numbers):
    low, high = min(numbers), max(numbers)
    return str(low) if low == high else f"{low}–{high}"


def duration(seconds):
    if seconds < 95:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 95 else f"{minutes // 60} h {minutes % 60:02d} min"


def counted(number, noun):
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def markdown(header, rows):
    lines = [header, ["---"] * len(header)] + rows
    return "".join("| " + " | ".join(row) + " |\n" for row in lines)


def leave_one_out(runs):
    rows = []
    for run in runs:
        hit = run.metric("as-published", "generic", "hit@10")
        if run.options.get("split") != "leave-one-out" or run.slice or not hit:
            continue
        trainings = run.trainings("generic")
        seconds = [t["trainSeconds"] for t in trainings]
        environment = run.results["environment"]
        machine = environment.get("machine") or environment["device"]
        if environment["device"] == "cpu":
            machine += f", {counted(environment['threads'], 'thread')}"
        if run.options.get("precision", "float32") != "float32":
            machine += f", {run.options['precision']}"
        rows.append([
            f"**{run.name}**",
            run.data,
            mean(hit),
            mean(run.metric("as-published", "generic", "ndcg@10")),
            str(len(run.results["seeds"])),
            f"{span([t['bestEpoch'] for t in trainings])} of {span([t['epochs'] for t in trainings])}"
            if trainings else "not kept",
            duration(sum(seconds) / len(seconds)) if seconds else "not kept",
            machine,
        ])
    if not rows:
        rows = [["*this program: not run yet*"] + [""] * 7]
    rows += [[name, "ml-1m", value(hit), value(ndcg), "", "", "", "published"] for name, hit, ndcg in PUBLISHED]
    return markdown(
        ["model", "data", "hit@10", "ndcg@10", "seeds", "epoch kept, of", "training of a seed", "machine"], rows)


def holm(p):
    """Holm's correction; None where there is no p."""
    order = sorted((i for i in range(len(p)) if p[i] is not None), key=lambda i: p[i])
    corrected, largest = [None] * len(p), 0.0
    for rank, i in enumerate(order):
        largest = max(largest, min(1.0, (len(order) - rank) * p[i]))
        corrected[i] = largest
    return corrected


def corrected_over_slices(runs):
    """(run name, metric) -> p of distilled - generic, Holm-corrected over all metrics and all slices of the same data
    whose models were trained for the same objective."""
    families = {}
    for run in runs:
        for c in run.results["comparisons"]:
            if (c["view"], c["a"], c["b"]) == ("like-for-like", "distilled", "generic"):
                families.setdefault((run.fingerprint, run.objective), []).append((run.name, c["metric"], c["p"]))
    return {
        (name, metric): p
        for family in families.values()
        for (name, metric, _), p in zip(family, holm([p for _, _, p in family]))
    }


def best_baseline(run, metric):
    found = [(run.metric("like-for-like", b, metric), b) for b in BASELINES]
    found = [(summary["mean"], b) for summary, b in found if summary]
    if not found:
        return ""
    best, name = max(found, key=lambda pair: pair[0])
    return f"{name} {value(best)}"


def question(runs, metric):
    runs = [run for run in runs if run.slice]
    runs.sort(key=lambda run: (
        run.data, run.objective, run.slice["genre"], float(run.options["min-genre-share"]), run.name))
    p_of_all = corrected_over_slices(runs)
    rows = []
    for run in runs:
        c = run.difference(metric)
        tuned = run.difference(metric, "fine-tuned")
        rows.append([
            run.data,
            run.objective,
            run.slice["genre"],
            run.options["min-genre-share"],
            f"{run.slice['powerUsers']:,}",
            *(mean(run.metric("like-for-like", m, metric)) for m in ("generic", "distilled", "fine-tuned")),
            best_baseline(run, metric),
            interval(c),
            probability(p_of_all[run.name, metric]) if c else "",
            interval(tuned),
            str(len(run.results["seeds"])),
        ])
    if not rows:
        return NOT_RUN + "\n"
    return markdown(
        ["data", "objective", "genre", "share above", "power users", "generic", "distilled", "fine-tuned",
         "best baseline", "distilled − generic", "Holm p", "fine-tuned − generic", "seeds"],
        rows)


def ablations(root):
    """One row per trial; the first trial of a study is what its others are compared with, seed by seed."""
    top = os.path.join(root, "docs", "results")
    rows = []
    for folder, _, files in sorted(os.walk(top)):
        if "ablation.csv" not in files:
            continue
        trials = {}
        with open(os.path.join(folder, "ablation.csv"), encoding="utf-8", newline="") as f:
            for row in csv.DictReader(f):
                trials.setdefault(row["trial"], {})[row["seed"]] = row
        base = next(iter(trials.values()))
        for trial, seeds in trials.items():
            values = [float(row["validation_ndcg@10"]) for row in seeds.values()]
            shared = [seed for seed in seeds if seed in base]
            gains = [float(seeds[s]["validation_ndcg@10"]) - float(base[s]["validation_ndcg@10"]) for s in shared]
            rows.append([
                os.path.relpath(folder, top).replace(os.sep, "/"),
                trial,
                mean({"mean": statistics.fmean(values), "sd": spread(values)}),
                "" if seeds is base or not gains else
                f"{value(statistics.fmean(gains), '+')} ± {value(spread(gains))}",
                ", ".join(seeds),
                duration(statistics.fmean(float(row["seconds"]) for row in seeds.values())),
            ])
    if not rows:
        return NOT_RUN + "\n"
    return markdown(["study", "trial", "validation ndcg@10", "− first trial", "seeds", "a seed took"], rows)


def spread(values):
    return statistics.stdev(values) if len(values) > 1 else 0


def tables(root):
    runs = kept(root)
    return {
        "leave-one-out": leave_one_out(runs),
        "ablations": ablations(root),
        "question-recall": question(runs, "recall@10"),
        "question-ndcg": question(runs, "ndcg@10"),
    }


def rewritten(text, contents):
    unknown = {match.group(2) for match in TABLE.finditer(text)} ^ set(contents)
    if unknown:
        sys.exit(f"docs/RESULTS.md and this program do not have the same tables: {', '.join(sorted(unknown))}")
    return TABLE.sub(lambda match: match.group(1) + "\n" + contents[match.group(2)] + "\n" + match.group(3), text)


def text_of(*path):
    with open(os.path.join(*path), encoding="utf-8") as f:
        return f.read()


def write(target, files):
    os.makedirs(target, exist_ok=True)
    for name, text in files.items():
        with open(os.path.join(target, name), "w", encoding="utf-8", newline="\n") as f:
            f.write(text)
    print(target)


def keep(root, name, folder):
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", name):
        sys.exit(f"'{name}' is not a name of small letters, digits, dots and hyphens")
    top = os.path.join(root, "docs", "results", name)
    if os.path.exists(os.path.join(folder, "ablation.csv")):
        write(top, {"ablation.csv": text_of(folder, "ablation.csv")})
        return
    parts = [""] if os.path.exists(os.path.join(folder, "results.json")) else sorted(
        part for part in os.listdir(folder) if os.path.exists(os.path.join(folder, part, "results.json")))
    if not parts:
        sys.exit(f"{folder} has no results.json; give the folder of a finished run or ablation")
    for part in parts:
        results = text_of(folder, part, "results.json")
        # Where the data lay on one machine says nothing on another.
        data = json.loads(results)["dataset"]["name"]
        config = re.sub(r"(?m)^data: .*$", lambda _: f"data: data/{data}", text_of(folder, part, "config.yaml"))
        write(os.path.join(top, part), {"results.json": results, "config.yaml": config})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--keep", nargs=2, metavar=("NAME", "RUN_FOLDER"))
    parser.add_argument("--root", default=os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    arguments = parser.parse_args()
    if arguments.keep:
        keep(arguments.root, *arguments.keep)
    page = os.path.join(arguments.root, "docs", "RESULTS.md")
    with open(page, encoding="utf-8") as f:
        before = f.read()
    after = rewritten(before, tables(arguments.root))
    if arguments.check:
        if before != after:
            sys.exit("docs/RESULTS.md is not what docs/results says; run scripts/results_tables.py")
    elif before != after:
        with open(page, "w", encoding="utf-8", newline="\n") as f:
            f.write(after)


if __name__ == "__main__":
    main()
