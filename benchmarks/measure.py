#!/usr/bin/python3
"""Runs a program and says what it cost as a whole: it and every process it started.

    measure.py COMMAND [ARGUMENT ...]        prints one line of JSON

- wall: seconds from start to end
- cpu: processor seconds of all its processes
- memory: the largest sum of resident memory of all its processes at one time, in MB (looked at every 50 ms), or the largest of one
  process as the kernel reports it, whichever is more
- read, written: MB passed to read and write calls, cached or not (/proc/PID/io); pages of mapped files are not counted
"""

import json
import os
import subprocess
import sys
import threading
import time

PAGE = os.sysconf("SC_PAGE_SIZE")


def resident(root: int) -> int:
    """The resident bytes of a process and what descends from it; pages they share count for each."""
    parents, sizes = {}, {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", encoding="ascii", errors="replace") as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(name)], sizes[int(name)] = int(fields[1]), int(fields[21])
    family, grown = {root}, True
    while grown:
        more = {child for child, parent in parents.items() if parent in family} - family
        grown = bool(more)
        family |= more
    return sum(sizes.get(member, 0) for member in family) * PAGE


def measure(command: list, log=None, allowed: tuple = (0,)) -> dict:
    """Runs a program to its end; its output goes to `log`.

    Raises RuntimeError where it ends with a status that is not allowed.
    """
    peak, done = 0, threading.Event()
    begin = time.perf_counter()
    target = log or subprocess.DEVNULL
    process = subprocess.Popen(
        [str(part) for part in command], stdout=target, stderr=target, stdin=subprocess.DEVNULL)

    def watch():
        nonlocal peak
        while not done.wait(0.05):
            peak = max(peak, resident(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    # Not reaped yet: what it read and wrote can still be asked for.
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    wall = time.perf_counter() - begin
    done.set()
    watcher.join()
    try:
        with open(f"/proc/{process.pid}/io", encoding="ascii") as file:
            traffic = dict(line.split(": ") for line in file.read().splitlines())
    except OSError:
        traffic = {}
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        raise RuntimeError(f"{command[0]} ended with status {process.returncode}")
    return {
        "wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "memory": max(peak / 1e6, usage.ru_maxrss / 1024 * 1.048576),
        "read": int(traffic.get("rchar", 0)) / 1e6, "written": int(traffic.get("wchar", 0)) / 1e6}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1:])))
