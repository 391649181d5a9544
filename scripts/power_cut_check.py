#!/usr/bin/env python3
"""Cuts the power of a run on the bundled sample, on paper: the run's system calls are recorded, and played again on a
disk that keeps only what was synced.

    scripts/power_cut_check.py [CUTS]    10 by default; SEED=... repeats the moments

First every rename is held to the rule: the file's bytes are synced before it, its folder after it, those above it
before, and nothing else is written between; and without any one of the syncs the rule would be broken. Then CUTS
moments are taken. What a disk may hold at each is put into a folder: of a file, the bytes of its last sync or any part
of what came later; of names made, moved and removed since the folder's last sync, none, all, or any of them. The run is
started again there and must end with the bytes of the undisturbed one.

Needs strace; where there is none, or it may not trace, says so and ends with 0.
"""

import glob
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
JAR = os.path.join(ROOT, "target", "experiment.jar")
OPTIONS = [
    "--data", os.path.join(ROOT, "data", "sample"), "--dim", "16", "--layers", "1", "--window", "32", "--epochs", "3",
    "--fine-tune-epochs", "2", "--min-steps", "0", "--bootstrap-resamples", "200",
    "--checkpoint-minutes", "0.005",
]  # fmt: skip
CALLS = [
    "openat", "open", "creat", "write", "pwrite64", "writev", "pwritev", "lseek", "ftruncate", "truncate", "fallocate",
    "copy_file_range", "sendfile", "fsync", "fdatasync", "rename", "renameat", "renameat2", "link", "linkat", "symlink",
    "symlinkat", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir",
]  # fmt: skip
SAME = ["metrics.csv", "per_user.csv.gz", "recommendations.csv.gz", "config.yaml"]
LOCK = ".lock"
# Two folders that are not there before the run.
RUN = os.path.join("runs", "horror")


def fail(message):
    sys.exit("power_cut_check: " + message)


class File:
    def __init__(self):
        self.content = bytearray()
        self.synced = b""

    def write(self, position, data):
        if position > len(self.content):
            self.content.extend(bytes(position - len(self.content)))
        self.content[position : position + len(data)] = data

    def dirty(self):
        return bytes(self.content) != self.synced


class Folder:
    def __init__(self):
        self.names = {}
        self.synced = {}
        self.pending = []

    def change(self, change):
        apply(self.names, change)
        self.pending.append(change)

    def sync(self):
        self.synced = dict(self.names)
        self.pending = []


def apply(names, change):
    """A change is (name or None that goes, name or None that comes, what it names)."""
    gone, come, node = change
    if gone is not None:
        names.pop(gone, None)
    if come is not None:
        names[come] = node


class Disk:
    """A folder that was there before and what a process does in it."""

    def __init__(self, top):
        self.top = top
        self.root = Folder()
        self.open = {}

    def folder_and_name(self, path):
        folder = self.root
        parts = os.path.relpath(path, self.top).split("/")
        for part in parts[:-1]:
            folder = folder.names[part]
        return folder, parts[-1]

    def find(self, path):
        if path == self.top:
            return self.root
        folder, name = self.folder_and_name(path)
        return folder.names.get(name)

    def do(self, call):
        kind = call[0]
        if kind == "open":
            _, path, flags, descriptor = call
            node = self.find(path)
            if node is None:
                node = File()
                folder, name = self.folder_and_name(path)
                folder.change((None, name, node))
            elif "O_TRUNC" in flags:
                node.content.clear()
            self.open[descriptor] = [node, len(node.content) if "O_APPEND" in flags else 0]
        elif kind == "seek":
            self.open[call[1]][1] = call[2]
        elif kind == "write":
            _, descriptor, data, position = call
            handle = self.open[descriptor]
            handle[0].write(handle[1] if position is None else position, data)
            if position is None:
                handle[1] += len(data)
        elif kind == "cut":
            node = self.open[call[1]][0]
            del node.content[call[2] :]
            node.write(call[2], b"")
        elif kind == "sync":
            node = self.open[call[1]][0]
            if isinstance(node, Folder):
                node.sync()
            else:
                node.synced = bytes(node.content)
        elif kind == "mkdir":
            folder, name = self.folder_and_name(call[1])
            folder.change((None, name, Folder()))
        elif kind == "rename":
            folder, old = self.folder_and_name(call[1])
            other, new = self.folder_and_name(call[2])
            if folder is not other:
                fail(f"{call[1]} is moved to another folder, which this check does not know")
            folder.change((old, new, folder.names[old]))
        elif kind == "unlink":
            folder, name = self.folder_and_name(call[1])
            folder.change((name, None, None))

    def durable(self, path):
        """Whether a path leads to the same after a power cut."""
        node = self.root
        for part in os.path.relpath(path, self.top).split("/"):
            if node.synced.get(part) is not node.names[part]:
                return False
            node = node.names[part]
        return True

    def dirty_folders(self):
        found, todo = [], [("", self.root)]
        while todo:
            path, folder = todo.pop()
            if any(come != LOCK for _, come, _ in folder.pending):
                found.append(path or "the folder above")
            todo += [(f"{path}/{name}", node) for name, node in folder.names.items() if isinstance(node, Folder)]
        return found


def unescape(text):
    return re.sub(rb"\\x(..)", lambda match: bytes([int(match[1], 16)]), text.encode("latin-1"))


def read_trace(work, top):
    """The calls on a folder and what is in it, in the order of time."""
    lines = []
    for name in glob.glob(os.path.join(work, "trace.*")):
        with open(name, encoding="latin-1") as file:
            for line in file:
                time, _, call = line.rstrip("\n").partition(" ")
                lines.append((float(time), call))
    lines.sort(key=lambda line: line[0])

    def inside(path):
        return path == top or path.startswith(top + "/")

    calls = []
    for _, line in lines:
        match = re.match(r"(\w+)\((.*)\)\s+= (-?\d+)", line)
        if not match or int(match[3]) < 0:
            continue
        kind, arguments, result = match[1], match[2], int(match[3])
        texts = [unescape(text) for text in re.findall(r'"((?:\\x..)*)"', arguments)]
        of_file = re.match(r"(\d+)<([^>]*)>", arguments)
        if of_file:
            if inside(os.fsdecode(unescape(of_file[2]))):
                last = arguments.rpartition(",")[2].strip()
                calls.append(descriptor_call(kind, int(of_file[1]), texts, last, result))
        elif any(inside(os.fsdecode(text)) for text in texts):
            calls.append(path_call(kind, [os.fsdecode(text) for text in texts], arguments, result))
    return calls


def descriptor_call(kind, descriptor, texts, last, result):
    if kind == "write":
        return "write", descriptor, texts[0][:result], None
    if kind == "pwrite64":
        return "write", descriptor, texts[0][:result], int(last)
    if kind == "lseek":
        return "seek", descriptor, result
    if kind == "ftruncate":
        return "cut", descriptor, int(last)
    if kind in ("fsync", "fdatasync"):
        return "sync", descriptor
    fail(f"the run calls {kind}, which this check does not know")


def path_call(kind, paths, arguments, result):
    if kind in ("openat", "open", "creat"):
        return "open", paths[0], "O_TRUNC" if kind == "creat" else arguments, result
    if kind in ("rename", "renameat", "renameat2"):
        return "rename", *paths
    if kind in ("mkdir", "mkdirat"):
        return "mkdir", paths[0]
    if kind in ("unlink", "unlinkat"):
        return "unlink", paths[0]
    fail(f"the run calls {kind}, which this check does not know")


def broken_rule(top, calls):
    """What the first call does that breaks the rule of the renames, or None; and how many renames there are."""
    disk = Disk(top)
    renames = 0
    moved = None
    for call in calls:
        if call[0] in ("write", "mkdir") and moved:
            return f"the folder of {moved} is not synced before the next write", renames
        if call[0] == "rename":
            node = disk.find(call[1])
            if isinstance(node, File) and node.dirty():
                return f"{call[1]} is renamed to {call[2]} before its bytes are synced", renames
            renames += 1
            moved = call[2]
        disk.do(call)
        if moved and not disk.folder_and_name(moved)[0].pending:
            if not disk.durable(moved):
                return f"a folder above {moved} is not synced into the one above it", renames
            moved = None
    dirty = disk.dirty_folders()
    return (f"names are never synced in {', '.join(dirty)}" if dirty else None), renames


def put(folder, path, chosen, draw):
    """Makes what the disk may hold: `chosen` is the share of unsynced names that it holds."""
    names = dict(folder.synced)
    for change in folder.pending:
        if draw.random() < chosen:
            apply(names, change)
    os.makedirs(path, exist_ok=True)
    for name, node in names.items():
        inner = os.path.join(path, name)
        if isinstance(node, Folder):
            put(node, inner, chosen, draw)
            continue
        content = bytes(node.content)
        if content != node.synced:
            end = draw.randrange(len(content) + 1)
            content = draw.choice([node.synced, content[:end], content[:end] + bytes(len(content) - end)])
        with open(inner, "wb") as file:
            file.write(content)


def all_files(path):
    return {
        os.path.relpath(os.path.join(folder, name), path): open(os.path.join(folder, name), "rb").read()
        for folder, _, names in os.walk(path)
        for name in names
        if name != LOCK
    }


def without_last_column(path):
    # positions_per_second, the last one, is the only thing that time decides
    with open(path) as file:
        return [line.rpartition(",")[0] for line in file]


def compare(expected, found, what):
    for name in SAME:
        with open(os.path.join(expected, name), "rb") as one, open(os.path.join(found, name), "rb") as other:
            if one.read() != other.read():
                fail(f"{name} differs {what}")
    if without_last_column(f"{expected}/training.csv") != without_last_column(f"{found}/training.csv"):
        fail(f"training.csv differs {what}")


def command(out):
    return ["java", "-jar", JAR, "run", *OPTIONS, "--out", out]


def main():
    cuts = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    seed = int(os.environ.get("SEED", random.randrange(1 << 16)))
    if not shutil.which("strace"):
        print("power_cut_check: skipped, there is no strace here")
        return
    if subprocess.run(["strace", "-f", "-o", os.devnull, "true"], capture_output=True).returncode:
        print("power_cut_check: skipped, strace may not trace here")
        return
    with tempfile.TemporaryDirectory() as work:
        check(os.path.realpath(work), cuts, seed)


def check(work, cuts, seed):
    top = os.path.join(work, "disk")
    os.mkdir(top)
    out = os.path.join(top, RUN)
    # Every thread in a file of its own, so that no call is cut in two by another's; with the path of each descriptor.
    strace = ["strace", "-ff", "-y", "--seccomp-bpf", "-ttt", "-xx", "-s", "1000000000"]
    # Not every machine has every call; strace passes over those marked so.
    strace += ["-e", "trace=" + ",".join("?" + call for call in CALLS), "-o", os.path.join(work, "trace")]
    done = subprocess.run([*strace, *command(out)], capture_output=True, text=True)
    if done.returncode:
        fail(f"the run failed: {done.stderr.strip()[-500:]}")
    calls = read_trace(work, top)
    broken, renames = broken_rule(top, calls)
    if broken:
        fail(broken)
    syncs = [i for i, call in enumerate(calls) if call[0] == "sync"]
    unnoticed = [i for i in syncs if not broken_rule(top, calls[:i] + calls[i + 1 :])[0]]
    if not renames or unnoticed:
        fail(f"the rule would not notice that a sync is missing: {[calls[i] for i in unnoticed]}")
    print(f"{len(calls)} calls, {renames} renames, {len(syncs)} syncs: nothing is renamed unsynced, and no sync may go")

    disk = Disk(top)
    for call in calls:
        disk.do(call)
    put(disk.root, os.path.join(work, "end"), 0, random.Random(0))
    if all_files(os.path.join(work, "end", RUN)) != all_files(out):
        fail("of a finished run, something is not on the disk")
    print("after the end, everything is on the disk")

    draw = random.Random(seed)
    renamed = [i for i, call in enumerate(calls) if call[0] == "rename"]
    for cut in range(1, cuts + 1):
        # Every other moment comes just after a rename, when its folder is not synced yet.
        moment = draw.randrange(len(calls)) if cut % 2 else draw.choice(renamed)
        disk = Disk(top)
        for call in calls[: moment + 1]:
            disk.do(call)
        chosen = draw.choice([0, 0.5, 1])
        folder = os.path.join(work, f"cut-{cut}")
        put(disk.root, folder, chosen, draw)
        again = os.path.join(folder, RUN)
        held = len(all_files(again))
        done = subprocess.run(command(again), capture_output=True, text=True)
        what = f"after call {moment} of {len(calls)} (SEED={seed})"
        if done.returncode and not (done.returncode == 2 and "holds a finished run" in done.stderr):
            fail(f"exit {done.returncode} {what}: {done.stderr.strip()[-500:]}")
        if "damaged" in done.stderr:
            fail(f"a damaged checkpoint {what}: {done.stderr.strip()[-500:]}")
        compare(out, again, what)
        print(f"cut {cut} after call {moment}, {held} files on the disk: the same bytes in the end", flush=True)
        shutil.rmtree(folder)
    print(f"power_cut_check: {renames} renames, {cuts} cuts, each run ended with the bytes of the undisturbed one; SEED={seed}")


if __name__ == "__main__":
    main()
