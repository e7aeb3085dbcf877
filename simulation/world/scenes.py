"""Renders the surfaces on each date and writes product folders of one-band GeoTIFFs."""

import datetime
import pathlib

import numpy as np
from osgeo import gdal

from . import geometry as shape
from .land import LEFT, PIXEL, TOP
from .sky import Sky, classify, quality_bits, thirds

gdal.UseExceptions()
BANDS = ("B02", "B03", "B04", "B08", "B11", "B12")
NOTICE = "模拟数据 SIMULATED: no ground was imaged"


class Renderer:
    """The scene's pixels on any date, from the labels of the fine grid and the shares of each label."""

    def __init__(self, land, spectra, generator):
        self.land, self.size = land, land.size
        shares = np.stack(land.shares)                                  # [label, date, component]
        self.values = np.einsum("ldc,cdb->dbl", shares, spectra.table, optimize=True).astype(np.float32)
        self.values *= np.stack(land.gains).T[None]
        self.labels = land.labels.astype(np.uint16)
        self.mixtures: dict = {}
        size = self.size
        rough = np.array([0.10 if name in ("forest", "mine") else 0.12 if name in (
            "village", "roof_bright", "roof_dark", "sealed", "road") else 0.05 for name in land.names], np.float32)
        fine, margin = land.grid.FINE, land.grid.MARGIN * land.grid.FINE
        middle = self.labels[margin + 1:-margin:fine, margin + 1:-margin:fine][:size, :size]
        texture = 0.6 * generator.standard_normal((size, size)) + 0.8 * shape.smooth_noise(generator, (size, size), 3)
        self.texture = (1 + rough[middle] * texture).astype(np.float32)
        # Better and worse places within a field, of some 40 m: more or less green.
        self.vigour = (0.06 * shape.smooth_noise(generator, (size, size), 4)).astype(np.float32)
        bright = np.array([name == "roof_bright" for name in land.names])
        self.bright_roofs = land.grid.pixels(bright[land.labels])

    def shifted(self, down: int, right: int) -> tuple:
        """What each pixel is made of, the scene moved by quarters of a pixel.

        Three lists: the labels met in each pixel, one pixel after the other; their shares; where each pixel begins.
        """
        key = (down, right)
        if key not in self.mixtures:
            fine, margin = self.land.grid.FINE, self.land.grid.MARGIN * self.land.grid.FINE
            low, left = margin + down, margin + right
            inner = self.labels[low:low + self.size * fine, left:left + self.size * fine]
            cells = inner.reshape(self.size, fine, self.size, fine).transpose(0, 2, 1, 3)
            cells = np.sort(cells.reshape(-1, fine * fine), axis=1)
            begins = np.ones(cells.shape, bool)
            begins[:, 1:] = cells[:, 1:] != cells[:, :-1]
            places = np.flatnonzero(begins)
            shares = np.diff(np.append(places, cells.size)).astype(np.float32) / (fine * fine)
            self.mixtures[key] = (cells.ravel()[places], shares, np.flatnonzero(places % (fine * fine) == 0))
        return self.mixtures[key]

    def surface(self, date: int, down: int = 0, right: int = 0) -> np.ndarray:
        """Reflectance of the ground [band, y, x], without air, noise and texture."""
        labels, shares, begins = self.shifted(down, right)
        result = np.empty((6, self.size, self.size), np.float32)
        for band in range(6):
            sums = np.add.reduceat(self.values[date, band][labels] * shares, begins)
            result[band] = sums.reshape(self.size, self.size)
        return result


def coarse(plane: np.ndarray) -> np.ndarray:
    return (plane[0::2, 0::2] + plane[1::2, 0::2] + plane[0::2, 1::2] + plane[1::2, 1::2]) * 0.25


def write(path: pathlib.Path, plane: np.ndarray, pixel: float, nodata: int, metadata: dict) -> None:
    is_classes = plane.dtype == np.uint8
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(path), plane.shape[1], plane.shape[0], 1, gdal.GDT_Byte if is_classes else gdal.GDT_UInt16,
        ["COMPRESS=DEFLATE", "TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "ZLEVEL=1",
         f"PREDICTOR={1 if is_classes else 2}"])
    dataset.SetGeoTransform((LEFT, pixel, 0, TOP, 0, -pixel))
    dataset.SetProjection(shape.reference().ExportToWkt())
    dataset.SetMetadata({"TIFFTAG_IMAGEDESCRIPTION": NOTICE, **metadata})
    dataset.GetRasterBand(1).SetNoDataValue(nodata)
    dataset.GetRasterBand(1).WriteArray(plane)
    dataset = None


SIDECAR = """\
# {notice}
sensor: sentinel2-l2a
platform: {platform}
tile: {tile}
date: {sensed}
baseline: "{baseline}"
dn-offset: {offset}
"""


def sensed_at(date: datetime.date) -> str:
    number = date.toordinal()
    return f"{date.isoformat()}T02:{48 + number % 9:02d}:{(number * 17) % 60:02d}Z"


SECOND_SIDECAR = """\
# {notice}
sensor: generic
platform: simulated-l8
tile: {tile}-l
date: {sensed}
scale: 0.0000275
offset: -0.2
nodata: 0
quality: {{file: QA_PIXEL.tif, bits: {{0: fill, 1: adjacent, 2: cirrus, 3: cloud, 4: shadow, 5: snow, 7: water}}, growth: 0}}
"""


def write_scenes(renderer: Renderer, acquisitions: list, generators: dict, out: pathlib.Path, tile: str, options) -> list:
    """One folder per acquisition (date, sensor); returns what was true on each date."""
    facts = []
    (out / "truth-sky").mkdir(parents=True, exist_ok=True)
    for number, (date, sensor) in enumerate(acquisitions):
        own = np.random.Generator(np.random.PCG64(generators[sensor].integers(2 ** 63)))
        overcast = options.cloudy is not None and options.cloudy[0] <= date < options.cloudy[1]
        sky = Sky(own, date, renderer.size, overcast, options.clouds)
        down, right = (np.clip(np.round(own.normal(0, 0.3 / np.sqrt(2), 2) * 4), -6, 6).astype(int)
                       if options.misregistration else (0, 0))
        ground = renderer.surface(number, int(down), int(right)) * renderer.texture[None]
        lush = 1 + renderer.vigour
        ground[3] *= lush
        ground[2] *= 2 - lush
        if options.noise:
            gain = (1 + own.normal(0, 0.03)) * (1 + own.normal(0, 0.012, 6))
            path = np.abs(own.normal(0, 1)) * np.array([0.004, 0.003, 0.002, 0.001, 0.001, 0.001])
            ground = ground * gain[:, None, None].astype(np.float32) + path[:, None, None].astype(np.float32)
        seen = sky.over(ground)
        name = f"SIMULATED_{tile}{'' if sensor == 'first' else '-l'}_{date:%Y%m%d}"
        folder = out / "scenes" / name
        folder.mkdir(parents=True, exist_ok=True)
        make = write_first if sensor == "first" else write_second
        platform = make(folder, seen, sky, own, renderer, date, tile, options)
        write(out / "truth-sky" / f"{name}.tif", sky.truth(), PIXEL, 255, {})
        facts.append({"date": date.isoformat(), "folder": f"scenes/{name}", "sky": f"truth-sky/{name}.tif",
                      "platform": platform, "cloud_cover": round(float((sky.truth() == 1).mean()), 4),
                      "clear_share": round(float(sky.clear().mean()), 4),
                      "shift_pixels": [round(int(right) / 4, 2), round(-int(down) / 4, 2)],
                      "_clear": sky.clear()})
    return facts


def noisy(plane: np.ndarray, own, options) -> np.ndarray:
    if not options.noise:
        return plane
    return plane + own.standard_normal(plane.shape, dtype=np.float32) * (0.0015 + 0.01 * plane)


def write_first(folder, seen, sky, own, renderer, date, tile, options) -> str:
    """A product like Sentinel-2 L2A: four bands at 10 m, two and the scene classification at 20 m."""
    classes = classify(sky, seen, own, renderer.bright_roofs)
    # The offset came with processing baseline 04.00; older products of an archive stay as they were delivered.
    offset = -1000 if date >= datetime.date(2022, 1, 25) else 0
    for band, name in enumerate(BANDS):
        plane = noisy(seen[band] if band < 4 else coarse(seen[band]), own, options)
        counts = np.clip(np.rint(plane * 10000) - offset, 1, 65535).astype(np.uint16)
        write(folder / f"{name}.tif", counts, PIXEL if band < 4 else 2 * PIXEL, 0, {})
    write(folder / "SCL.tif", classes, 2 * PIXEL, 0, {})
    platform = "simulated-2a" if date.toordinal() // 5 % 2 == 0 else "simulated-2b"
    (folder / "scene.yaml").write_text(SIDECAR.format(
        notice=NOTICE, platform=platform, tile=tile, sensed=sensed_at(date), baseline="04.00" if offset else "03.01",
        offset=offset), encoding="utf-8")
    return platform


def write_second(folder, seen, sky, own, renderer, date, tile, options) -> str:
    """A product like Landsat Collection 2: six bands and quality bits at 30 m, DN x 0.0000275 - 0.2."""
    count = renderer.size // 3
    planes = thirds(seen, count)
    for band, name in enumerate(("blue", "green", "red", "nir", "swir1", "swir2")):
        counts = np.clip(np.rint((noisy(planes[band], own, options) + 0.2) / 0.0000275), 1, 65535).astype(np.uint16)
        write(folder / f"{name}.tif", counts, 3 * PIXEL, 0, {})
    write(folder / "QA_PIXEL.tif", quality_bits(sky, planes, count), 3 * PIXEL, 0, {})
    (folder / "scene.yaml").write_text(SECOND_SIDECAR.format(notice=NOTICE, tile=tile, sensed=sensed_at(date)),
                                       encoding="utf-8")
    return "simulated-l8"
