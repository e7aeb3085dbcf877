"""Clouds, their shadows and haze, as they are and as the product's scene classification has them."""

import datetime
import math

import numpy as np

from . import geometry as shape

CLOUD = np.array([0.58, 0.57, 0.57, 0.60, 0.42, 0.34], np.float32)
THIN = np.array([0.30, 0.29, 0.28, 0.34, 0.24, 0.18], np.float32)
HAZE = np.array([0.045, 0.034, 0.026, 0.010, 0.004, 0.002], np.float32)
# What is left of the light in a full shadow: blue sky light fills the short waves.
SHADE = np.array([0.62, 0.52, 0.46, 0.40, 0.34, 0.32], np.float32)


def archive_dates(generator, first: datetime.date, years: int, each_year: int, gap: bool) -> tuple[list, tuple | None]:
    """Days of the archive: slots of five days, thinned at random, and one gap of two months."""
    slots = int(years * 365.25 / 5)
    wanted = min(int(round(years * each_year)), slots)
    edges = np.linspace(0, slots, wanted + 1)
    chosen = sorted({min(int(low + generator.random() * (high - low)), slots - 1)
                     for low, high in zip(edges[:-1], edges[1:])})
    days = [5 * slot for slot in chosen]
    hole = None
    if gap and years > 1:
        begin = int(generator.uniform(0.45, years - 0.7) * 365.25)
        hole = (begin, begin + 61)
        days = [day for day in days if not hole[0] <= day < hole[1]]
    return [first + datetime.timedelta(day) for day in days], hole


def second_dates(generator, first: datetime.date, years: int) -> list:
    """Days of a second satellite: every sixteenth day, half of them kept."""
    start = int(generator.integers(1, 16))
    return [first + datetime.timedelta(day) for day in range(start, int(years * 365.25), 16) if generator.random() < 0.5]


class Sky:
    """The sky over the scene on one date, on its 10 m grid."""

    def __init__(self, generator, date: datetime.date, size: int, overcast: bool, clouds: bool):
        self.size = size
        margin = 64
        extent = size + 2 * margin
        wet = 0.5 - 0.5 * math.cos(2 * math.pi * (date.timetuple().tm_yday - 20) / 365.25)
        draw = generator.random()
        clear_odds, broken_odds = 0.44 - 0.14 * wet, 0.36
        if overcast:
            cover = float(generator.uniform(0.93, 1.0))
        elif draw < clear_odds:
            cover = 0.0 if generator.random() < 0.6 else float(generator.uniform(0.0, 0.06))
        elif draw < clear_odds + broken_odds:
            cover = float(generator.uniform(0.05, 0.55))
        else:
            cover = float(generator.uniform(0.6, 1.0))
        kind = generator.random()
        noise = shape.cloud_noise(generator, (extent, extent), 3.2 if kind < 0.6 else 3.8, 90 if kind < 0.6 else 400)
        missed = shape.broad_noise(generator, extent, 7, 2)
        haze = shape.broad_noise(generator, extent, 110, 16)
        strength = float(generator.choice((0.0, generator.uniform(0.05, 0.35), generator.uniform(0.4, 1.0)),
                                          p=(0.5, 0.35, 0.15)))
        azimuth = math.radians(generator.uniform(138, 162))
        elevation = math.radians(63 - 25 * math.cos(2 * math.pi * (date.timetuple().tm_yday + 10) / 365.25)
                                 * 0.9 - 5)
        height = float(generator.uniform(700, 2600))
        if not clouds:
            cover, strength = 0.0, 0.0
        if cover <= 0:
            opacity = np.zeros((extent, extent), np.float32)
        elif cover >= 1:
            opacity = np.ones((extent, extent), np.float32)
        else:
            threshold = np.quantile(noise[::3, ::3], 1 - cover)
            softness = 0.35 if kind < 0.6 else 0.8
            opacity = np.clip((noise - threshold) / softness + 0.05, 0, 1) * (noise > threshold - 0.05 * softness)
        reach = height / math.tan(max(elevation, 0.4)) / 10
        # The sun stands in the south-east: the shadow falls to the north-west.
        down = int(round(reach * math.cos(azimuth)))
        right = int(round(-reach * math.sin(azimuth)))
        limit = margin - 2
        down, right = max(-limit, min(limit, down)), max(-limit, min(limit, right))
        shadow = np.roll(opacity, (down, right), axis=(0, 1))
        inner = slice(margin, margin + size)
        self.opacity = opacity[inner, inner].astype(np.float32)
        self.shadow = (shadow[inner, inner] * (1 - self.opacity)).astype(np.float32)
        self.haze = (strength * np.clip(0.6 + 0.5 * haze[inner, inner], 0, 1.6)).astype(np.float32)
        self.missed = missed[inner, inner] > 1.55
        self.thin = kind >= 0.85
        self.cover = cover

    def clear(self) -> np.ndarray:
        """Where an interpreter would call the pixel clear."""
        return (self.opacity < 0.04) & (self.shadow < 0.08) & (self.haze < 0.45)

    def truth(self) -> np.ndarray:
        """0 clear, 1 cloud, 2 shadow, 3 thin cloud or haze."""
        result = np.zeros((self.size, self.size), np.uint8)
        result[self.haze >= 0.45] = 3
        result[self.shadow >= 0.08] = 2
        result[self.opacity >= 0.04] = 3
        result[self.opacity >= 0.15] = 1
        return result

    def over(self, surface: np.ndarray) -> np.ndarray:
        """What the sensor sees: surface [band, y, x] under shadow, haze and cloud."""
        shade = 1 - self.shadow[None] * (1 - SHADE[:, None, None])
        seen = surface * shade
        seen = seen * (1 - 0.10 * np.minimum(self.haze, 1)[None]) + self.haze[None] * HAZE[:, None, None]
        bright = THIN if self.thin else CLOUD
        return seen * (1 - self.opacity[None]) + self.opacity[None] * bright[:, None, None]


def classify(sky: Sky, seen: np.ndarray, generator, bright_roofs: np.ndarray) -> np.ndarray:
    """A scene classification at 20 m with the faults of real ones.

    Clouds are found where they are thick enough, with patches missed; most shadows are found; in some dates large bright
    roofs become cloud, and a little bare bright ground too.
    """
    def coarse(plane):
        return (plane[0::2, 0::2] + plane[1::2, 0::2] + plane[0::2, 1::2] + plane[1::2, 1::2]) / 4

    green, red, nir, swir = (coarse(seen[band]) for band in (1, 2, 3, 4))
    vegetation = (nir - red) / np.maximum(nir + red, 1e-3)
    wetness = (green - swir) / np.maximum(green + swir, 1e-3)
    opacity, shadow = coarse(sky.opacity), coarse(sky.shadow)
    missed = sky.missed[::2, ::2]
    scene = np.where(vegetation > 0.38, 4, 5).astype(np.uint8)
    scene[(vegetation < 0.1) & (wetness > 0.1)] = 6
    scene[(nir < 0.07) & (scene == 5)] = 2
    speckle = generator.random(scene.shape)
    scene[(speckle < 0.01) & (scene != 6)] = 7
    scene[(shadow > 0.3) & ~missed] = 3
    scene[(opacity > 0.10) & ~missed] = 10 if sky.thin else 8
    scene[(opacity > 0.55) & ~missed] = 10 if sky.thin else 9
    scene[(opacity > 0.97)] = 9
    if generator.random() < 0.3:
        scene[(coarse(bright_roofs) > 0.5) & (generator.random(scene.shape) < 0.8)] = 9
    bare = (vegetation < 0.2) & (red > 0.15) & (opacity < 0.05)
    scene[bare & (generator.random(scene.shape) < 0.015)] = 8
    return scene


def quality_bits(sky: Sky, seen: np.ndarray, count: int) -> np.ndarray:
    """QA_PIXEL-like bits at 30 m: 1 cloud grown by a pixel, 2 cirrus, 3 cloud, 4 shadow, 6 clear, 7 water."""
    opacity, shadow, missed = (thirds(plane, count) for plane in (sky.opacity, sky.shadow, sky.missed.astype(np.float32)))
    cloud = (opacity > 0.12) & (missed < 0.5)
    shade = (shadow > 0.3) & (missed < 0.5)
    grown = cloud.copy()
    for axis in (0, 1):
        for step in (-1, 1):
            moved = np.roll(cloud, step, axis)
            edge = [slice(None), slice(None)]
            edge[axis] = 0 if step == 1 else -1
            moved[tuple(edge)] = False
            grown |= moved
    water = (seen[1] - seen[4]) / np.maximum(seen[1] + seen[4], 1e-3) > 0.2
    bits = np.where(cloud, 8, 0) | np.where(grown & ~cloud, 2, 0) | np.where(cloud & sky.thin, 4, 0)
    bits = bits | np.where(shade, 16, 0) | np.where(water, 128, 0)
    return np.where(grown | shade, bits, bits | 64).astype(np.uint16)


def thirds(plane: np.ndarray, count: int) -> np.ndarray:
    """Mean of 3 x 3 pixels over the last two axes; a rest at the edge is left out."""
    inner = plane[..., :3 * count, :3 * count]
    return inner.reshape(*plane.shape[:-2], count, 3, count, 3).mean(axis=(-3, -1), dtype=np.float32)
