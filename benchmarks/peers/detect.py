"""The index rule of docs/algorithms.md in NumPy, SciPy and Shapely: from two dates to polygons overlaid with parcels."""

import geopandas
import numpy
import numexpr
import pandas
import rasterio
import rasterio.features
import scipy.ndimage
import shapely
from common import Reader, in_order, profile, strips

ROLES = ("blue", "green", "red", "nir", "swir1", "swir2", "scl")
BANDS = ROLES[:6]
MARGIN = 3


def ratio(above, below):
    with numpy.errstate(divide="ignore", invalid="ignore"):
        value = numpy.rint(above / below * numpy.float32(10000))
    value[~(below > 0)] = numpy.nan
    return value


def indices(bands: dict) -> dict:
    blue, red, nir, swir = bands["blue"], bands["red"], bands["nir"], bands["swir1"]
    soil, plant = swir + red, nir + blue
    return {
        "ndvi": ratio(nir - red, nir + red), "ndbi": ratio(swir - nir, swir + nir),
        "bsi": ratio(soil - plant, soil + plant),
        "brightness": (blue + bands["green"] + red) / numpy.float32(3)}


class Pair:
    """Two dates, and what must be known of both as a whole: from every fourth strip, a quarter of its columns."""

    def __init__(self, before: str, after: str, threads: int):
        self.before, self.after, self.threads = before, after, threads
        self.form = profile(after)
        self.width, self.height = self.form["width"], self.form["height"]
        self.medians, self.deviations = self.statistics()

    def statistics(self) -> tuple:
        samples = {}
        for block in in_order(self.sample, strips(self.height)[::4], self.threads):
            for name, values in block.items():
                samples.setdefault(name, []).append(values)
        medians, deviations = {}, {}
        for name, parts in samples.items():
            values = numpy.concatenate(parts)
            medians[name] = numpy.nanmedian(values)
            deviations[name] = 1.4826 * numpy.nanmedian(numpy.abs(values - medians[name]))
        return medians, deviations

    def read(self, local, strip) -> tuple:
        if not hasattr(local, "readers"):
            local.readers = [Reader(scene, ROLES) for scene in (self.before, self.after)]
        first, second = (reader.read(*strip, self.width) for reader in local.readers)
        return first["bands"], second["bands"], first["usable"] & second["usable"]

    def sample(self, local, strip) -> dict:
        first, second, usable = self.read(local, strip)
        part = numpy.zeros_like(usable)
        part[:, ::4] = usable[:, ::4]
        one = {name: band[part] for name, band in first.items()}
        two = {name: band[part] for name, band in second.items()}
        result = {name: two[name] - one[name] for name in BANDS}
        old, new = indices(one), indices(two)
        result.update({f"d_{name}": new[name] - old[name] for name in old})
        return result

    def states(self, local, strip) -> tuple:
        """The strip, its changed pixels, those seen at both dates, and the NDVI of the second date."""
        first, second, usable = self.read(local, strip)
        old, new = indices(first), indices(second)
        change = {name: new[name] - old[name] - self.medians[f"d_{name}"] for name in old}
        names = {}
        terms = []
        for name in BANDS:
            names[f"a_{name}"], names[f"b_{name}"] = first[name], second[name]
            names[f"m_{name}"] = numpy.float32(self.medians[name])
            names[f"s_{name}"] = numpy.float32(max(self.deviations[name], 1))
            terms.append(f"((b_{name} - a_{name} - m_{name}) / s_{name}) ** 2")
        magnitude = numexpr.evaluate(f"sqrt(({' + '.join(terms)}) / 6)", names)
        water = numpy.fmin(
            ratio(second["green"] - second["nir"], second["green"] + second["nir"]),
            ratio(second["green"] - second["swir1"], second["green"] + second["swir1"]))
        with numpy.errstate(invalid="ignore"):
            cleared = (change["ndvi"] <= -1500) & ((change["bsi"] >= 1000) | (change["ndbi"] >= 1000))
            altered = (old["ndvi"] <= 3500) & (numpy.abs(change["brightness"]) >= 300)
            changed = (cleared | altered) & (new["ndvi"] <= 3500) & (water < 0) & (magnitude >= 3)
        return strip, changed & usable, usable, new["ndvi"]

    def mask(self, each=None):
        """Changed pixels of the whole image, cleaned; `each` is shown every strip."""
        raw = numpy.zeros((self.height, self.width), bool)
        seen = numpy.zeros_like(raw)
        for (top, rows), changed, usable, ndvi in in_order(self.states, strips(self.height), self.threads):
            raw[top:top + rows] = changed
            seen[top:top + rows] = usable
            if each:
                each(top, rows, ndvi, usable)
        square = numpy.ones((3, 3), bool)
        closed = scipy.ndimage.binary_closing(numpy.pad(raw, 2), square)[2:-2, 2:-2] & seen
        return scipy.ndimage.binary_opening(closed, numpy.ones((2, 2), bool))

    def regions(self, mask):
        """Polygons of 8-connected regions of at least 4 pixels."""
        labels, count = scipy.ndimage.label(mask, numpy.ones((3, 3)))
        sizes = numpy.bincount(labels.ravel(), minlength=count + 1)
        small = sizes < 4
        mask &= ~small[labels]
        shapes = rasterio.features.shapes(labels.astype(numpy.int32), mask, 4, self.form["transform"])
        outlines, numbers = [], []
        for outline, number in shapes:
            outlines.append(shapely.geometry.shape(outline))
            numbers.append(int(number))
        frame = geopandas.GeoDataFrame({"clue": numbers}, geometry=outlines, crs=self.form["crs"])
        frame = frame.dissolve("clue", as_index=False) if frame["clue"].duplicated().any() else frame
        frame["area"] = frame.area
        return frame


def overlay(regions, parcels):
    """How much of each region lies in which parcel."""
    if not len(regions):
        return pandas.DataFrame({"clue": [], "BSM": [], "area": []})
    left, right = parcels.sindex.query(regions.geometry, predicate="intersects")
    common = shapely.intersection(regions.geometry.values[left], parcels.geometry.values[right])
    area = shapely.area(common)
    keep = area > 1e-6
    return pandas.DataFrame({
        "clue": regions["clue"].values[left][keep], "BSM": parcels["BSM"].values[right][keep], "area": area[keep]})
