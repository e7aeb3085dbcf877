"""Plane geometry of the township: convex cells by halving, irregular outlines, OGR polygons, burning to the fine grid."""

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
ogr.UseExceptions()
EPSG = 4548
EARTH_RADIUS = 6_371_000.0


def reference() -> osr.SpatialReference:
    spatial = osr.SpatialReference()
    spatial.ImportFromEPSG(EPSG)
    spatial.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return spatial


def area(ring: np.ndarray) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return 0.5 * abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))))


def centre(ring: np.ndarray) -> np.ndarray:
    return ring.mean(axis=0)


def clip(ring: np.ndarray, point: np.ndarray, normal: np.ndarray) -> np.ndarray:
    """The part of a convex ring where (p - point) . normal <= 0; empty where nothing is left."""
    side = (ring - point) @ normal
    kept = []
    for index in range(len(ring)):
        following = (index + 1) % len(ring)
        if side[index] <= 0:
            kept.append(ring[index])
        if (side[index] < 0 < side[following]) or (side[following] < 0 < side[index]):
            share = side[index] / (side[index] - side[following])
            kept.append(ring[index] + share * (ring[following] - ring[index]))
    return np.array(kept) if len(kept) >= 3 else np.empty((0, 2))


def shrink(ring: np.ndarray, distance: float) -> np.ndarray:
    """A convex ring moved inwards."""
    middle = centre(ring)
    result = ring
    for index in range(len(ring)):
        start, end = ring[index], ring[(index + 1) % len(ring)]
        edge = end - start
        length = np.hypot(*edge)
        if length < 1e-6:
            continue
        normal = np.array([edge[1], -edge[0]]) / length
        if (middle - start) @ normal > 0:
            normal = -normal
        result = clip(result, start - distance * normal, normal)
        if len(result) == 0:
            return result
    return result


def split(ring: np.ndarray, generator, target, axis: float, lean: float) -> list:
    """Halves a convex ring across its longer direction until every part is below its target area.

    `target` gives the area at which a part is left as it is; `axis` is the direction (radians) of the field pattern,
    `lean` the deviation of each cut from it.
    """
    parts, waiting = [], [ring]
    along = np.array([np.cos(axis), np.sin(axis)])
    across = np.array([-along[1], along[0]])
    while waiting:
        part = waiting.pop()
        if len(part) < 3:
            continue
        if area(part) <= target():
            parts.append(part)
            continue
        spans = [np.ptp(part @ along), np.ptp(part @ across)]
        direction = along if spans[0] >= spans[1] * generator.uniform(0.7, 1.3) else across
        values = part @ direction
        place = values.min() + np.ptp(values) * generator.uniform(0.38, 0.62)
        angle = generator.normal(0, lean)
        normal = np.array([direction[0] * np.cos(angle) - direction[1] * np.sin(angle),
                           direction[0] * np.sin(angle) + direction[1] * np.cos(angle)])
        middle = centre(part)
        point = middle + (place - middle @ direction) * direction
        waiting += [clip(part, point, normal), clip(part, point, -normal)]
    return parts


def rectangle(middle, length: float, width: float, angle: float) -> np.ndarray:
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    return np.array([middle + 0.5 * (a * length * along + b * width * across) for a, b in corners])


def angled(middle, length: float, width: float, angle: float) -> np.ndarray:
    """An L-shaped outline: a rectangle without one quarter."""
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    corners = [(-1, -1), (1, -1), (1, 0), (0, 0), (0, 1), (-1, 1)]
    return np.array([middle + 0.5 * (a * length * along + b * width * across) for a, b in corners])


def blob(middle, radius: float, generator, vertices: int = 48, rough: float = 0.18) -> np.ndarray:
    """An irregular outline without self-crossing, radius varying smoothly with the direction."""
    angles = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    change = np.zeros(vertices)
    for order in range(2, 7):
        change += generator.normal(0, rough / order) * np.cos(order * angles + generator.uniform(0, 2 * np.pi))
    lengths = radius * np.clip(1 + change, 0.45, 1.7)
    return np.asarray(middle) + np.stack([lengths * np.cos(angles), lengths * np.sin(angles)], axis=1)


def polygon(ring: np.ndarray) -> ogr.Geometry:
    """A ring as OGR polygon, to the centimetre."""
    line = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in np.round(ring, 2):
        line.AddPoint_2D(float(x), float(y))
    line.CloseRings()
    result = ogr.Geometry(ogr.wkbPolygon)
    result.AddGeometry(line)
    return result


def multi(geometry: ogr.Geometry) -> ogr.Geometry:
    """Any areal geometry as MultiPolygon; lines and points of an overlay are dropped."""
    result = ogr.Geometry(ogr.wkbMultiPolygon)
    kind = ogr.GT_Flatten(geometry.GetGeometryType())
    if kind == ogr.wkbPolygon:
        result.AddGeometry(geometry)
    else:
        for index in range(geometry.GetGeometryCount()):
            part = geometry.GetGeometryRef(index)
            if ogr.GT_Flatten(part.GetGeometryType()) == ogr.wkbPolygon:
                result.AddGeometry(part)
    return result


def union(geometries: list) -> ogr.Geometry:
    """The union of areal geometries."""
    collected = ogr.Geometry(ogr.wkbMultiPolygon)
    for geometry in geometries:
        for part in (multi(geometry)):
            collected.AddGeometry(part)
    return multi(collected.UnionCascaded())


def ground_area(geometry: ogr.Geometry) -> float:
    """Area on the ellipsoid in square metres: the planar area over the square of the projection's scale there.

    Scale of the Gauss projection: 1 + (E - 500 km)^2 / (2 R^2); over a township the error is below 1e-6.
    """
    middle = geometry.Centroid()
    scale = 1 + (middle.GetX() - 500_000) ** 2 / (2 * EARTH_RADIUS ** 2)
    return geometry.GetArea() / scale ** 2


class FineGrid:
    """The grid on which outlines are burnt: four cells to a pixel each way, with a margin around the scene."""

    FINE = 4
    MARGIN = 4

    def __init__(self, left: float, top: float, size: int, pixel: float):
        self.left, self.top, self.size, self.pixel = left, top, size, pixel
        self.step = pixel / self.FINE
        self.count = (size + 2 * self.MARGIN) * self.FINE
        self.shape = (self.count, self.count)
        self.transform = (left - self.MARGIN * pixel, self.step, 0, top + self.MARGIN * pixel, 0, -self.step)

    def burn(self, shapes: list, start: np.ndarray | None = None) -> np.ndarray:
        """Burns (geometry, value) in order, the later over the earlier; a cell belongs to the shape at its centre."""
        target = gdal.GetDriverByName("MEM").Create("", self.shape[1], self.shape[0], 1, gdal.GDT_Int32)
        target.SetGeoTransform(self.transform)
        target.SetProjection(reference().ExportToWkt())
        if start is not None:
            target.GetRasterBand(1).WriteArray(start.astype(np.int32))
        source = ogr.GetDriverByName("Memory").CreateDataSource("")
        layer = source.CreateLayer("shapes", reference(), ogr.wkbUnknown)
        layer.CreateField(ogr.FieldDefn("value", ogr.OFTInteger))
        for geometry, value in shapes:
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetField(0, int(value))
            feature.SetGeometry(geometry)
            layer.CreateFeature(feature)
        gdal.RasterizeLayer(target, [1], layer, options=["ATTRIBUTE=value"])
        return target.ReadAsArray()

    def window(self, geometry: ogr.Geometry, distance: int = 0) -> tuple:
        """The rows and columns of fine cells around a shape."""
        left, right, low, top = geometry.GetEnvelope()
        columns = [(value - self.transform[0]) / self.step for value in (left, right)]
        rows = [(self.transform[3] - value) / self.step for value in (top, low)]
        bounds = [slice(max(int(np.floor(first)) - distance, 0), max(min(int(np.ceil(last)) + distance, self.count), 0))
                  for first, last in (rows, columns)]
        return bounds[0], bounds[1]

    def burn_near(self, shapes: list) -> tuple:
        """As `burn`, but only around the first shape: (rows and columns, cells)."""
        rows, columns = self.window(shapes[0][0], 1)
        part = FineGrid.__new__(FineGrid)
        part.step = self.step
        part.transform = (self.transform[0] + columns.start * self.step, self.step, 0,
                          self.transform[3] - rows.start * self.step, 0, -self.step)
        part.shape = (rows.stop - rows.start, columns.stop - columns.start)
        return (rows, columns), part.burn(shapes)

    def pixels(self, mask: np.ndarray) -> np.ndarray:
        """The share of each pixel of the scene that a fine mask covers."""
        fine, margin = self.FINE, self.MARGIN * self.FINE
        inner = mask[margin:-margin, margin:-margin].astype(np.float32)
        return inner.reshape(self.size, fine, self.size, fine).mean(axis=(1, 3))


def smooth_noise(generator, shape: tuple, length: float) -> np.ndarray:
    """Gaussian noise of unit variance with the correlation length given in cells, made in the frequency domain."""
    rows = np.fft.fftfreq(shape[0])[:, None]
    columns = np.fft.rfftfreq(shape[1])[None, :]
    weight = np.exp(-2 * (np.pi * length) ** 2 * (rows ** 2 + columns ** 2))
    field = np.fft.irfft2(np.fft.rfft2(generator.standard_normal(shape)) * weight, shape)
    return (field - field.mean()) / max(field.std(), 1e-9)


def broad_noise(generator, size: int, length: float, factor: int) -> np.ndarray:
    """Smooth noise of a square, made on a grid `factor` times as coarse and interpolated: for long correlations only."""
    count = -(-size // factor) + 2
    field = smooth_noise(generator, (count, count), length / factor)
    place = (np.arange(size) + 0.5) / factor
    index = place.astype(int)
    share = (place - index).astype(np.float32)
    field = field.astype(np.float32)
    rows = field[index] * (1 - share[:, None]) + field[index + 1] * share[:, None]
    return rows[:, index] * (1 - share) + rows[:, index + 1] * share


def cloud_noise(generator, shape: tuple, slope: float, longest: float) -> np.ndarray:
    """Noise with power falling as frequency^-slope below a longest wave: the ragged forms of clouds."""
    rows = np.fft.fftfreq(shape[0])[:, None]
    columns = np.fft.rfftfreq(shape[1])[None, :]
    frequency = np.sqrt(rows ** 2 + columns ** 2 + (1 / longest) ** 2)
    field = np.fft.irfft2(np.fft.rfft2(generator.standard_normal(shape)) * frequency ** (-slope / 2), shape)
    return (field - field.mean()) / max(field.std(), 1e-9)
