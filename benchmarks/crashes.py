"""Kill the real program at its system calls, and let many write at once; needs strace for the kills.

    python benchmarks/crashes.py [--kills 200] [--writers 16] [--claims 50]

Each kill is the kernel's (strace injects SIGKILL at the n-th call), at calls spread evenly from the moment at
which the lock is taken to the end of the process. After each, the store must be the old or the new one, byte
for byte, and another writer must get the lock at once.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CALLS = (
    "openat,read,pread64,write,pwrite64,lseek,close,fsync,fdatasync,rename,renameat,renameat2,link,linkat,"
    "unlink,unlinkat,fchmod,fchown,fstat,newfstatat,stat,lstat,flock,ftruncate,copy_file_range,sendfile,"
    "listxattr,getxattr,fsetxattr,getdents64,exit_group"
)
TALKS = [sys.executable, "-m", "talkscli"]
ADD = [
    "add", "--id", "new", "--who", "tass", "--about", "round-3", "--property", "date", "--value", "2025-07",
    "--document", "eunews-2025-07-22", "--text", "TASS says so.",
]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--claims", type=int, default=50)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TALKS_CACHE"] = f"{folder}/cache"
        canonical = (ROOT / "data/facts.json").read_bytes()
        pretty = json.dumps(json.loads(canonical), indent=2, ensure_ascii=False).encode()
        for form, old in (("one claim a line", canonical), ("pretty-printed", pretty)):
            kill_often(Path(folder) / form.replace(" ", "-"), form, old, (given.kills + 1) // 2)
        write_at_once(Path(folder) / "writers", given.writers, given.claims)


def kill_often(folder: Path, form: str, old: bytes, kills: int) -> None:
    if shutil.which("strace") is None:
        print("kills: no strace here")
        return
    folder.mkdir()
    store = folder / "story.json"
    store.write_bytes(old)
    trace = folder.parent / "trace"
    command = [*TALKS, *ADD, "--store", str(store)]
    subprocess.run(
        ["strace", "-o", str(trace), "-e", f"trace={CALLS}", *command], check=True, capture_output=True
    )
    new = store.read_bytes()
    lines = [line for line in trace.read_text(errors="replace").splitlines() if re.match(r"\w+\(", line)]
    first = next(number for number, line in enumerate(lines, 1) if line.startswith("flock("))
    step = max(1.0, (len(lines) - first + 1) / kills)
    places = sorted(
        {int(first + number * step) for number in range(kills) if first + number * step <= len(lines)}
    )
    ended = {"old": 0, "new": 0}
    at: dict[str, int] = {}
    for place in places:
        store.write_bytes(old)
        name = lines[place - 1].partition("(")[0]
        # strace counts each kind of call by itself.
        turn = sum(line.startswith(f"{name}(") for line in lines[:place])
        inject = f"inject={name}:signal=SIGKILL:when={turn}"
        killed = subprocess.run(
            ["strace", "-o", "/dev/null", "-e", f"trace={CALLS}", "-e", inject, *command],
            check=False, capture_output=True,
        )  # fmt: skip
        left = store.read_bytes()
        if killed.returncode not in {-9, 137}:
            print(f"call {place} was not reached: {killed.returncode}")
            continue
        if left not in (old, new):
            sys.exit(
                f"killed at call {place} ({lines[place - 1]}): the store is neither the old nor the new one"
            )
        ended["old" if left == old else "new"] += 1
        at[name] = at.get(name, 0) + 1
        again = [*TALKS, "add", "actor", "Next", "--kind", "person", "--wait", "0", "--store", str(store)]
        subprocess.run(again, check=True, capture_output=True)
        if list_names(folder) != ["story.json"]:
            sys.exit(f"killed at call {place}: something stayed behind: {list_names(folder)}")
    calls = ", ".join(f"{name} {count}" for name, count in sorted(at.items(), key=lambda one: -one[1]))
    print(
        f"kills, {form}: {sum(ended.values())} of {len(lines) - first + 1} calls from the lock on ({calls})"
    )
    print(f"       the old store {ended['old']} times, the new one {ended['new']} times, nothing else ever")


def list_names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def write_at_once(folder: Path, writers: int, claims: int) -> None:
    folder.mkdir()
    store = folder / "story.json"
    like = ["--like", str(ROOT / "data/facts.json"), "--no-claims"]
    subprocess.run([*TALKS, "init", str(store), *like], check=True)
    script = (
        "import sys\nfrom talkscli.cli.main import main\n"
        "for number in range(int(sys.argv[2])):\n"
        "    words = sys.argv[3:] + ['--id', f'w{sys.argv[1]}-{number}', '--wait', '120']\n"
        "    status = main(words)\n"
        "    if status: sys.exit(status)\n"
    )
    words = [*ADD[:1], *ADD[3:], "--store", str(store)]
    began = time.perf_counter()
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(one), str(claims), *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for one in range(writers)
    ]
    for one in running:
        _, told = one.communicate()
        if one.returncode:
            sys.exit(f"a writer ended with {one.returncode}: {told.decode()[-500:]}")
    ids = [claim["id"] for claim in json.loads(store.read_bytes())["claims"]]
    if len(ids) != writers * claims or len(set(ids)) != len(ids):
        sys.exit(f"{len(ids)} claims, {len(set(ids))} distinct, {writers * claims} expected")
    took = time.perf_counter() - began
    print(
        f"writers: {writers} processes added {claims} claims each: "
        f"{len(ids)} are there, none twice ({took:.0f} s)"
    )
    print(f"         beside the store: {list_names(folder)[:-1] or 'nothing'}")


if __name__ == "__main__":
    main()
