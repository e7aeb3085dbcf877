"""Writes RESULTS.md and the plot of growth from the figures that the tasks left."""

import pathlib

FULL_TILES = "## Full tiles"
TITLES = {
    "a": "Task a: mask, NDVI, BSI and NDBI to compressed GeoTIFF with overviews",
    "a-real": "Task a on a real scene",
    "b": "Task b: two dates, regions, outlines, overlay with parcels",
    "c20000": "Task c: statistics of NDVI over 20,000 parcels (on a whole tile)",
    "c200000": "Task c: statistics of NDVI over 200,000 parcels (on a whole tile)",
    "n": "Task n: one night of one tile",
}
# How many times the floor, how many times faster than the fastest other.
TARGETS = {"a": (1.2, 2), "a-real": (1.2, 2), "b": (1.3, 7), "c20000": (1.5, 10), "c200000": (1.5, 10), "n": (1.5, 15)}
LIMIT_MB = 700
SCALING = 1.85


def _task(name: str, found: dict) -> list:
    floor = {key: sum(part[key] for part in found["floors"].values()) for key in ("wall", "cpu", "read")}
    programs = found["programs"]
    ours = programs["Tiankan"]
    lines = [
        f"## {TITLES[name]}", "",
        f"{found['date']}, commit {found['commit']}, load average {found['load']} at the end.", "",
        "| program | wall s | processor s | peak MB | read MB | written MB | × floor | × Tiankan | runs |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|"]
    for part, row in found["floors"].items():
        lines.append(f"| floor: {part} | {row['wall']:.2f} | {row['cpu']:.2f} | | {row['read']:.0f} | | | | {row['runs']} |")
    for program, row in programs.items():
        lines.append(
            f"| {program} | {row['wall']:.2f} | {row['cpu']:.2f} | {row['memory']:.0f} | {row['read']:.0f} | "
            f"{row['written']:.0f} | {row['wall'] / floor['wall']:.2f} | {row['wall'] / ours['wall']:.1f} | {row['runs']} |")
    lines.append("")
    times, factor = TARGETS[name]
    own = ours["wall"] / floor["wall"]
    verdicts = [f"{own:.2f} × the floor in wall time, {ours['cpu'] / floor['cpu']:.2f} × in processor time "
                f"(target ≤ {times}: {'met' if own <= times else 'missed'})"]
    # Programs of another kind of weight are shown, not counted.
    rivals = {key: row for key, row in programs.items() if key not in ("Tiankan", "rasterstats")}
    if rivals:
        fastest = min(rivals, key=lambda key: rivals[key]["wall"])
        speed = rivals[fastest]["wall"] / ours["wall"]
        verdicts.append(f"{speed:.1f} × faster than {fastest} (target ≥ {factor}: {'met' if speed >= factor else 'missed'})")
    verdicts.append(f"peak {ours['memory']:.0f} MB (target < {LIMIT_MB}: {'met' if ours['memory'] < LIMIT_MB else 'missed'})")
    if "alone" in found:
        gain = found["alone"]["wall"] / ours["wall"]
        verdicts.append(f"two threads {gain:.2f} × one, which takes {found['alone']['wall']:.2f} s "
                        f"(target ≥ {SCALING}: {'met' if gain >= SCALING else 'missed'})")
    lines += ["- " + "; ".join(verdicts) + ".", *(f"- {text}" for text in found["agreement"])]
    for program, why in found["failed"].items():
        lines.append(f"- {program} did not run: {why}.")
    if found["profile"]:
        lines += ["", "Where the processor's time goes:", "", "| share | library | what |", "|--:|---|---|"]
        for share, library, symbol in found["profile"][:14]:
            lines.append(f"| {share:.1f} % | {library} | `{symbol[:110].replace('|', '¦')}` |")
    return [*lines, ""]


def _growth(found: dict) -> list:
    table = found["table"]
    lines = [
        "## Growth", "", f"{found['date']}, commit {found['commit']}, load average {found['load']} at the end. "
        "![growth](growth.svg)", "", "| command | what grows | wall s | processor s | peak MB | processor s each |",
        "|---|--:|--:|--:|--:|--:|"]
    for kind, unit, each in (("area", "megapixels", 1), ("parcels", "parcels", 1e-5), ("clues", "clues", 1e-4)):
        for row in table[kind]:
            amount = row[unit]
            shown = f"{amount:.1f}" if kind == "area" else f"{amount}"
            lines.append(
                f"| {row['command']} | {shown} {unit} | {row['wall']:.2f} | {row['cpu']:.2f} | {row['memory']:.0f} | "
                f"{row['cpu'] / (amount * each):.3f} per {'megapixel' if kind == 'area' else f'{1 / each:.0f}'} |")
    return [*lines, "", *_verdicts(table), ""]


def _verdicts(table: dict) -> list:
    """Whether cost grows linearly and memory does not grow with the area: from the smallest to the largest of each."""
    lines = []
    for kind, unit in (("area", "megapixels"), ("parcels", "parcels"), ("clues", "clues")):
        for command in dict.fromkeys(row["command"] for row in table[kind]):
            rows = [row for row in table[kind] if row["command"] == command]
            first, last = rows[0], rows[-1]
            size, cost = last[unit] / first[unit], last["cpu"] / first["cpu"]
            text = (f"- {command}, {unit} × {size:.0f}: processor time × {cost:.1f} "
                    f"({'not more' if cost <= size * 1.1 else 'MORE'} than linear)")
            if kind == "area":
                memory = last["memory"] / rows[-2]["memory"]
                text += f"; memory × {memory:.2f} for the last four times the area"
            lines.append(text + ".")
    return lines


def _plot(path: pathlib.Path, found: dict) -> None:
    """Processor seconds against size, each relative to its smallest; both axes logarithmic. A straight line at 45° is linear."""
    import math

    series = {}
    for kind, unit in (("area", "megapixels"), ("parcels", "parcels"), ("clues", "clues")):
        for row in found["table"][kind]:
            series.setdefault(f"{row['command']}, {kind}", []).append((row[unit], row["cpu"]))
    width, height, margin = 640, 480, 60
    colours = ("#1b6ca8", "#c1502e", "#3f8f4f", "#8a4fa8", "#a88a1b")
    points = {name: [(x / line[0][0], y / line[0][1]) for x, y in line] for name, line in series.items()}
    right = max(math.log10(x) for line in points.values() for x, _ in line) or 1
    top = max(right, max(math.log10(max(y, 1e-3)) for line in points.values() for _, y in line))

    def place(x, y):
        return (margin + math.log10(x) / right * (width - 2 * margin),
                height - margin - math.log10(max(y, 1e-3)) / top * (height - 2 * margin))

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="{width / 2}" y="24" text-anchor="middle">Processor seconds against size, relative to the smallest</text>']
    for power in range(int(right) + 1):
        x, _ = place(10 ** power, 1)
        parts.append(f'<line x1="{x:.1f}" y1="{margin}" x2="{x:.1f}" y2="{height - margin}" stroke="#ddd"/>'
                     f'<text x="{x:.1f}" y="{height - margin + 18}" text-anchor="middle">× {10 ** power}</text>')
    for power in range(int(top) + 1):
        _, y = place(1, 10 ** power)
        parts.append(f'<line x1="{margin}" y1="{y:.1f}" x2="{width - margin}" y2="{y:.1f}" stroke="#ddd"/>'
                     f'<text x="{margin - 8}" y="{y + 4:.1f}" text-anchor="end">× {10 ** power}</text>')
    (x1, y1), (x2, y2) = place(1, 1), place(10 ** min(right, top), 10 ** min(right, top))
    parts.append(f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#999" stroke-dasharray="4 4"/>')
    for number, (name, line) in enumerate(points.items()):
        colour = colours[number % len(colours)]
        path_text = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in line))
        parts.append(f'<polyline points="{path_text}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for point in line:
            x, y = place(*point)
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>')
        parts.append(f'<text x="{margin + 12}" y="{margin + 16 + 16 * number}" fill="{colour}">{name}</text>')
    path.write_text("\n".join([*parts, "</svg>", ""]), encoding="utf-8")


def write(path: pathlib.Path, bench) -> None:
    size = bench.size
    lines = [
        "# Benchmarks", "",
        "Written by `make bench` (`benchmarks/run`); do not edit by hand. The heads of the scripts say what is measured and how the "
        "input is made. The floor is `floor.c`: decoding (libdeflate, predictor) what the task reads and encoding what it "
        "writes, two threads, nothing else. File cache warm; figures are medians of whole processes with their children; a peer "
        "slower than 30 s runs fewer times, as the last column says.", "",
        *(f"- {text}" for text in bench.versions()),
        f"- Input: {size} × {size} pixels" + ("" if size >= 10980 else
          f", a quick run: {size ** 2 / 10980 ** 2:.3f} of a tile, parcels and sites in proportion"), ""]
    for name in TITLES:
        if name in bench.results:
            lines += _task(name, bench.results[name])
    if "growth" in bench.results:
        lines += _growth(bench.results["growth"])
        _plot(path.with_name("growth.svg"), bench.results["growth"])
    if len(bench.results) < len(TITLES):
        missing = [title for name, title in TITLES.items() if name not in bench.results]
        lines += ["Not measured at this size: " + "; ".join(missing) + ".", ""]
    notes = path.with_name("NOTES.md")
    if notes.exists():
        lines += [notes.read_text(encoding="utf-8").rstrip(), ""]
    # The section of full tiles is kept: it has a script of its own.
    old = path.read_text(encoding="utf-8").partition(FULL_TILES) if path.exists() else ("", "", "")
    path.write_text("\n".join(lines) + "".join(["\n", *old[1:]] if old[1] else []), encoding="utf-8")
    print("\n".join(lines))
