"""Renders the surfaces on each date and writes product folders of one-band GeoTIFFs."""

import datetime
import pathlib

import numpy as np
from osgeo import gdal

from . import geometry as shape
from .land import LEFT, PIXEL, TOP
from .sky import Sky, classify

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


def sensed_at(date: datetime.date, number: int) -> str:
    return f"{date.isoformat()}T02:{48 + number % 9:02d}:{(number * 17) % 60:02d}Z"


def write_scenes(renderer: Renderer, dates: list, generator, out: pathlib.Path, tile: str, options) -> list:
    """One folder per date; returns what was true on each date."""
    facts = []
    size = renderer.size
    (out / "truth-sky").mkdir(parents=True, exist_ok=True)
    for number, date in enumerate(dates):
        own = np.random.Generator(np.random.PCG64(generator.integers(2 ** 63)))
        overcast = options.cloudy is not None and options.cloudy[0] <= date < options.cloudy[1]
        sky = Sky(own, date, size, overcast, options.clouds)
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
        classes = classify(sky, seen, own, renderer.bright_roofs)
        folder = out / "scenes" / f"SIMULATED_{tile}_{date:%Y%m%d}"
        folder.mkdir(parents=True, exist_ok=True)
        # The offset came with processing baseline 04.00; older products of an archive stay as they were delivered.
        offset = -1000 if date >= datetime.date(2022, 1, 25) else 0
        baseline = "04.00" if offset else "03.01"
        for band, name in enumerate(BANDS):
            plane = seen[band] if band < 4 else coarse(seen[band])
            if options.noise:
                plane = plane + own.standard_normal(plane.shape, dtype=np.float32) * (0.0015 + 0.01 * plane)
            counts = np.clip(np.rint(plane * 10000) - offset, 1, 65535).astype(np.uint16)
            write(folder / f"{name}.tif", counts, PIXEL if band < 4 else 2 * PIXEL, 0, {})
        write(folder / "SCL.tif", classes, 2 * PIXEL, 0, {})
        platform = "simulated-2a" if number % 2 == 0 else "simulated-2b"
        (folder / "scene.yaml").write_text(SIDECAR.format(
            notice=NOTICE, platform=platform, tile=tile, sensed=sensed_at(date, number), baseline=baseline,
            offset=offset), encoding="utf-8")
        write(out / "truth-sky" / f"SIMULATED_{date:%Y%m%d}.tif", sky.truth(), PIXEL, 255, {})
        facts.append({"date": date.isoformat(), "folder": f"scenes/{folder.name}", "platform": platform,
                      "cloud_cover": round(float((sky.truth() == 1).mean()), 4),
                      "clear_share": round(float(sky.clear().mean()), 4),
                      "shift_pixels": [round(int(right) / 4, 2), round(-int(down) / 4, 2)],
                      "_clear": sky.clear()})
    return facts
