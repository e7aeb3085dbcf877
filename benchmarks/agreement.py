"""Compares what the programs of a task wrote; each function gives sentences for RESULTS.md."""

import csv
import math

import numpy
from osgeo import gdal, ogr

gdal.UseExceptions()
ogr.UseExceptions()
NO_DATA = -32768


def _others(bench, wanted):
    return sorted(folder for folder in bench.work.iterdir() if folder.name != "Tiankan" and wanted(folder))


def indices(bench) -> list:
    """Index rasters, pixel by pixel."""
    ours = {path.stem.rsplit("_", 1)[1].lower(): path for path in bench.place("Tiankan").glob("*.tif")}
    sizes = sum(path.stat().st_size for path in ours.values()) / 1e6
    said = [f"Tiankan's three files take {sizes:.0f} MB."]
    for folder in _others(bench, lambda folder: (folder / "ndvi.tif").exists()):
        parts = []
        for name, path in sorted(ours.items()):
            one, two = gdal.Open(str(path)), gdal.Open(str(folder / f"{name}.tif"))
            overviews = [file.GetRasterBand(1).GetOverviewCount() for file in (one, two)]
            differing = missing = largest = pixels = 0
            for top in range(0, one.RasterYSize, 512):
                window = (0, top, one.RasterXSize, min(512, one.RasterYSize - top))
                first, second = (file.ReadAsArray(*window).astype(numpy.int32) for file in (one, two))
                gap = (first == NO_DATA) != (second == NO_DATA)
                missing += int(gap.sum())
                difference = numpy.abs(first - second)[~gap]
                differing += int((difference > 0).sum())
                largest = max(largest, int(difference.max(initial=0)))
                pixels += first.size
            parts.append(
                f"{name} {differing / pixels:.4%} of the pixels by up to {largest} ten-thousandths, no data {missing}, "
                f"overviews {overviews[0]} and {overviews[1]}")
        size = sum((folder / f"{name}.tif").stat().st_size for name in ours) / 1e6
        said.append(f"{folder.name} ({size:.0f} MB) differs in " + "; ".join(parts) + ".")
    said.append(
        "NDVI: Tiankan computes in double precision and rounds once, half to even; the others in single precision. BSI and NDBI: "
        "GDAL's interpolation of the 20 m band, which the others use, rounds to whole numbers even into a buffer of "
        "floating-point numbers; Tiankan keeps the fractions.")
    return said


def _clues(path, clues: str, overlaps: str) -> dict:
    source = ogr.Open(str(path))
    layer = source.GetLayerByName(clues)
    area, count = 0.0, 0
    for feature in layer:
        outline = feature.GetGeometryRef()
        area += outline.GetArea() if outline else 0
        count += 1
    table = source.GetLayerByName(overlaps)
    return {"clues": count, "area": area / 1e4, "overlaps": table.GetFeatureCount() if table else 0}


def clues(bench) -> list:
    """Clues and overlaps: numbers and areas."""
    source = ogr.Open(str(bench.place("Tiankan", "clues.gpkg")))
    names = [source.GetLayer(position).GetName() for position in range(source.GetLayerCount())]
    overlaps = next((name for name in names if "overlap" in name), names[-1])
    source = None
    rows = {"Tiankan": _clues(bench.place("Tiankan", "clues.gpkg"), names[0], overlaps)}
    for folder in _others(bench, lambda folder: (folder / "clues.gpkg").exists()):
        rows[folder.name] = _clues(folder / "clues.gpkg", "clues", "clue_overlap")
    said = [
        f"{name}: {found['clues']} clues of {found['area']:.1f} ha (in the plane), {found['overlaps']} overlaps with parcels"
        for name, found in rows.items()]
    said.append(
        "The programs take medians from different samples of the pair, so thresholds differ by some ten-thousandths; "
        "gdal_calc is given those of the NumPy program and does not clean the mask. Only Tiankan measures on the ellipsoid and "
        "repairs outlines; regions that touch at a corner are one clue in the first two.")
    return said


def _table(path) -> dict:
    with open(path, encoding="utf-8") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


def _number(text: str) -> float:
    return float(text) if text not in ("", "None", "nan") else math.nan


def statistics(bench) -> list:
    """Statistics, parcel by parcel."""
    ours = _table(bench.place("Tiankan", "table.csv"))
    known = sum(row["ndvi_mean"] != "" for row in ours.values())
    said = [f"Tiankan: {len(ours)} parcels, {known} of them with data."]
    for folder in _others(bench, lambda folder: (folder / "table.csv").exists()):
        theirs = _table(folder / "table.csv")
        is_exact = "exactextract" in folder.name
        # The raster that the others read holds ten-thousandths.
        spread = "stdev" if is_exact else "std"
        mean = deviation = 0.0
        only_ours = only_theirs = 0
        for name, row in ours.items():
            other = theirs[name]
            first, second = _number(row["ndvi_mean"]), _number(other["mean"]) / 10_000
            if math.isnan(first) or math.isnan(second):
                only_ours += math.isnan(second) and not math.isnan(first)
                only_theirs += math.isnan(first) and not math.isnan(second)
                continue
            mean = max(mean, abs(first - second))
            deviation = max(deviation, abs(_number(row["ndvi_std"]) - _number(other[spread]) / 10_000))
        said.append(
            f"{folder.name}: means differ by up to {mean:.2e}, deviations by up to {deviation:.2e}; with data in Tiankan only "
            f"{only_ours}, there only {only_theirs}.")
    said.append(
        "Percentiles are not compared: Tiankan's are values that occur (lower weighted quantile), exactextract's are "
        "interpolated. rasterstats takes pixels whose centres lie inside, so its means differ and parcels smaller than a pixel "
        "have none.")
    return said
