"""What the peers share: where a scene's files are, how blocks are read, and the formulas in NumExpr.

Blocks are rows of tiles: 512 rows, the width of the image. Each thread has files of its own, because GDAL's may not be shared;
reading and NumExpr release Python's lock, so threads help.
"""

import concurrent.futures
import pathlib
import threading

import numexpr
import numpy
import rasterio
from rasterio.enums import Resampling
from rasterio.windows import Window

ROWS = 512
NO_DATA = -32768
# Added to every digital number from processing baseline 04.00 on.
OFFSET = -1000
USABLE = numpy.zeros(256, bool)
USABLE[[2, 4, 5, 6, 7]] = True
FORMULAS = {
    "ndvi": ("nir - red", "nir + red"),
    "ndbi": ("swir1 - nir", "swir1 + nir"),
    "bsi": ("(swir1 + red) - (nir + blue)", "(swir1 + red) + (nir + blue)"),
    "ndwi": ("green - nir", "green + nir"),
    "mndwi": ("green - swir1", "green + swir1"),
}
NAMES = {"blue": "B02", "green": "B03", "red": "B04", "nir": "B08", "swir1": "B11", "swir2": "B12", "scl": "SCL"}

numexpr.set_num_threads(1)


def files(scene: str) -> dict:
    """The file of each band."""
    found = {}
    for role, name in NAMES.items():
        found[role] = str(next(pathlib.Path(scene).glob(f"*_{name}_*.tif")))
    return found


def profile(scene: str) -> dict:
    with rasterio.open(files(scene)["red"]) as source:
        return source.profile


class Reader:
    """A thread's open files of one scene."""

    def __init__(self, scene: str, roles):
        paths = files(scene)
        self.sources = {role: rasterio.open(paths[role]) for role in roles}

    def read(self, top: int, rows: int, width: int) -> dict:
        """Reflectance in ten-thousandths (float32) and what is usable."""
        bands = {}
        usable = None
        for role, source in self.sources.items():
            step = 1 if source.width == width else 2
            window = Window(0, top // step, source.width, rows // step)
            shape = (rows, width)
            if role == "scl":
                classes = source.read(1, window=window)
                usable = USABLE[classes].repeat(2, axis=0).repeat(2, axis=1)
            elif step == 1:
                bands[role] = source.read(1, window=window)
            else:
                bands[role] = source.read(1, window=window, out_shape=shape, resampling=Resampling.bilinear)
        for role, numbers in bands.items():
            usable = numbers != 0 if usable is None else usable & (numbers != 0)
        bands = {role: numbers.astype(numpy.float32) + numpy.float32(OFFSET) for role, numbers in bands.items()}
        return {"bands": bands, "usable": usable}


def index(name: str, bands: dict, usable):
    """Int16 ten-thousandths, rounded half to even."""
    above, below = FORMULAS[name]
    above = numexpr.evaluate(above, bands)
    below = numexpr.evaluate(below, bands)
    with numpy.errstate(divide="ignore", invalid="ignore"):
        value = above / below
    value *= numpy.float32(10000)
    numpy.rint(value, out=value)
    good = usable & (below > 0)
    value[~good] = NO_DATA
    return numpy.clip(value, NO_DATA, 32767).astype(numpy.int16)


def strips(height: int):
    return [(top, min(ROWS, height - top)) for top in range(0, height, ROWS)]


def in_order(work, items, threads: int):
    """Gives the results of `work(local, item)` in order; `local` belongs to the thread."""
    local = threading.local()
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        waiting = []
        items = list(items)
        position = 0
        while position < len(items) or waiting:
            while position < len(items) and len(waiting) < threads + 1:
                waiting.append(pool.submit(work, local, items[position]))
                position += 1
            yield waiting.pop(0).result()
