"""The township's land: hills, river, roads, villages, farmland blocks and parcels, mines; one label per surface."""

import math

import numpy as np
from osgeo import ogr

from . import geometry as shape
from . import surfaces as ground

LEFT, TOP, PIXEL = 520_000.0, 2_870_000.0, 10.0
COUNTIES = (("359901", "模拟县甲(SIMULATED)"), ("359902", "模拟县乙(SIMULATED)"))


class Parcel:
    """A cropland parcel (图斑)."""

    def __init__(self, ring, block, field):
        self.ring, self.block, self.field = ring, block, field
        self.geometry = shape.polygon(ring)
        self.identifier = ""
        self.label = 0
        self.event = None
        self.permanent = False
        self.fallow = None


class Block:
    def __init__(self, ring, use, axis):
        self.ring, self.use, self.axis = ring, use, axis
        self.geometry = shape.polygon(ring)
        self.parcels = []
        self.in_town = False
        self.permanent = False


class Mine:
    def __init__(self, identifier, ring, manner):
        self.identifier, self.ring, self.manner = identifier, ring, manner
        self.geometry = shape.polygon(ring)
        self.benches = []           # (geometry, label, planned day, actual day, relapse day or None, highest cover)


class Land:
    """Builds everything that is there before anything happens."""

    def __init__(self, generator, crops, seasons, size: int):
        self.generator, self.crops, self.seasons, self.size = generator, crops, seasons, size
        self.width = size * PIXEL
        self.grid = shape.FineGrid(LEFT, TOP, size, PIXEL)
        self.shares, self.names, self.gains = [], [], []
        self.blocks, self.parcels, self.mines = [], [], []
        # Changes that come over a label: (label, label before, weight by date, shares), and whole parcels by label.
        self.pending, self.converted = [], {}
        self.hectares = (self.width / 100) ** 2
        self.make()

    # Surfaces ---------------------------------------------------------------------------------------------------

    def surface(self, name: str, shares: np.ndarray, spread: float = 0.05) -> int:
        """A new label: its name for the truth, its shares by date, a gain of its own by band."""
        common = self.generator.normal(0, spread)
        bands = self.generator.normal(0, spread * 0.35, 6)
        self.shares.append(shares)
        self.names.append(name)
        self.gains.append((1 + common + bands).astype(np.float32))
        return len(self.shares) - 1

    def point(self, margin: float = 0.0) -> np.ndarray:
        low, high = margin, self.width - margin
        return np.array([LEFT + self.generator.uniform(low, high), TOP - self.generator.uniform(low, high)])

    def cell(self, point) -> tuple[int, int]:
        """Row and column on the fine grid."""
        left, step, _, top, _, _ = self.grid.transform
        limit = self.grid.count - 1
        return (int(np.clip((top - point[1]) / step, 0, limit)), int(np.clip((point[0] - left) / step, 0, limit)))

    # Making -----------------------------------------------------------------------------------------------------

    def make(self) -> None:
        fixed, seasons = ground.fixed, self.seasons
        self.road = self.surface("road", fixed(seasons, asphalt=0.75, gravel=0.25))
        self.track = self.surface("track", fixed(seasons, gravel=0.6, grass=0.4))
        self.water = self.surface("river", fixed(seasons, water=1), 0.02)
        self.forests = [self.surface("forest", fixed(seasons, forest=0.85 + 0.15 * share, grass=0.15 * (1 - share)), 0.06)
                        for share in (0.2, 0.5, 0.8, 1.0, 1.0)]
        self.grasses = [self.surface("grass", fixed(seasons, grass=1 - bare, soil=bare * 0.7, residue=bare * 0.3), 0.06)
                        for bare in (0.05, 0.12, 0.2, 0.35)]
        self.orchards = [self.surface("orchard", fixed(seasons, canopy=0.55, grass=0.35, soil=0.1), 0.05)
                         for _ in range(4)]
        self.ridge = self.surface("ridge", fixed(seasons, grass=0.75, soil=0.25))
        self.yard = self.surface("village", fixed(seasons, town=0.6, grass=0.2, gravel=0.2))
        self.square = self.surface("sealed", fixed(seasons, asphalt=0.8, gravel=0.2))
        self.roofs = {"bright": [self.surface("roof_bright", fixed(seasons, roof=1), 0.12) for _ in range(6)],
                      "dark": [self.surface("roof_dark", fixed(seasons, asphalt=0.75, roof=0.25), 0.12) for _ in range(6)]}
        self.plastic = self.surface("greenhouse", fixed(seasons, greenhouse=1), 0.05)

        count = self.grid.count
        meter = 1 / self.grid.step
        self.height = shape.smooth_noise(self.generator, (count, count), min(650, self.width / 6) * meter)
        detail = shape.smooth_noise(self.generator, (count, count), 45 * meter)
        self.height = self.height + 0.12 * detail
        self.forest_mask = self.height > np.quantile(self.height, 0.74)
        self.slope_mask = (self.height > np.quantile(self.height, 0.70)) & ~self.forest_mask

        axis = self.generator.uniform(-0.4, 0.4)
        self.axis = axis
        frame = shape.rectangle([LEFT + self.width / 2, TOP - self.width / 2], self.width * 1.6, self.width * 1.6, axis)
        cells = shape.split(frame, self.generator, lambda: 520_000, axis, 0.05)
        extent = shape.polygon(shape.rectangle([LEFT + self.width / 2, TOP - self.width / 2], self.width + 60,
                                               self.width + 60, 0))
        cells = [cell for cell in (shape.shrink(cell, 4.5) for cell in cells)
                 if len(cell) >= 3 and shape.polygon(cell).Intersects(extent)]
        self.make_river()
        self.make_mines()
        self.make_blocks(cells)
        self.make_parcels()
        self.paint(cells)

    def make_river(self) -> None:
        """A winding river from north to south that avoids the hills as far as its smooth path can."""
        rows = np.linspace(-60, self.width + 60, 90)
        phase, turns = self.generator.uniform(0, 6.28), self.generator.uniform(1.1, 1.9)
        start = self.generator.uniform(0.25, 0.75) * self.width
        course = start + 0.10 * self.width * np.sin(phase + turns * 6.28 * rows / self.width)
        course += 0.03 * self.width * np.sin(2.7 * phase + 3.1 * turns * 6.28 * rows / self.width)
        line = ogr.Geometry(ogr.wkbLineString)
        for x, y in zip(course, rows):
            line.AddPoint_2D(LEFT + x, TOP - y)
        self.river = line.Buffer(self.generator.uniform(16, 28), 8)
        self.banks = line.Buffer(self.river.GetArea() / line.Length() / 2 + 12, 8)

    def make_mines(self) -> None:
        """Open pits in the hills: one on plan, one that lags behind, one that is mined again."""
        manners = ["on_plan", "lagging", "relapse"]
        wanted = 3 if self.size >= 384 else (2 if self.size >= 224 else 1)
        manners = manners[1:1 + wanted] if wanted < 3 else manners
        for number, manner in enumerate(manners):
            radius = self.generator.uniform(120, 210) * (1 if self.size >= 384 else 0.7)
            best, score = None, -np.inf
            for _ in range(300):
                point = self.point(radius + 120)
                row, column = self.cell(point)
                near = min((np.hypot(*(point - shape.centre(mine.ring))) for mine in self.mines), default=1e9)
                if near < 2.6 * radius + 250 or self.river.Distance(shape.polygon(shape.rectangle(point, 10, 10, 0))) < radius + 40:
                    continue
                value = self.height[row, column]
                if value > score:
                    best, score = point, value
                if value > np.quantile(self.height, 0.86):
                    break
            if best is None:
                continue
            ring = shape.blob(best, radius, self.generator, rough=0.22)
            mine = Mine(f"MK{number + 1:03d}", ring, manner)
            self.mines.append(mine)
            self.make_benches(mine)

    def make_benches(self, mine: Mine) -> None:
        """Strips of a pit that are re-greened one after another."""
        seasons = self.seasons
        angle = self.generator.uniform(0, math.pi)
        normal = np.array([np.cos(angle), np.sin(angle)])
        values = mine.ring @ normal
        edges = np.quantile(values, np.linspace(0, 1, 8))
        edges[0] -= 5
        edges[-1] += 5
        cuts = np.linspace(values.min() - 1, values.max() + 1, 7)
        total = seasons.years * ground.YEAR
        middle, across = shape.centre(mine.ring), np.array([-normal[1], normal[0]])
        for number in range(6):
            low, high = cuts[number], cuts[number + 1]
            centre = middle + normal * ((low + high) / 2 - middle @ normal)
            strip = shape.polygon(shape.rectangle(centre, high - low, 4000, angle))
            part = shape.multi(mine.geometry.Intersection(strip))
            if part.GetArea() < 50:
                continue
            planned = 40 + number * (total - 420) / 6.0
            actual = planned + self.generator.normal(0, 12)
            relapse = None
            highest = float(self.generator.uniform(0.74, 0.86))
            if mine.manner == "lagging" and number >= 2:
                actual = planned + (number - 1) * self.generator.uniform(230, 300)
            if mine.manner == "relapse":
                if number in (0, 1):
                    relapse = total * 0.62 + number * 35
                elif number >= 3:
                    actual = total + 999
            shares = self.bench_shares(actual, relapse, highest)
            label = self.surface("mine", shares, 0.04)
            mine.benches.append((part, label, planned, actual, relapse, highest))

    def bench_shares(self, start: float, relapse, highest: float) -> np.ndarray:
        seasons = self.seasons
        cover = ground.greening(seasons, start, highest)
        rock = ground.fixed(seasons, subsoil=0.55, gravel=0.35, soil=0.1)
        earth = ground.fixed(seasons, subsoil=0.25, soil=0.75)
        base = ground.mixed(rock, earth, ground.ramp(seasons.days, start - 35, 30))
        shares = ground.mixed(base, ground.fixed(seasons, grass=1), cover)
        if relapse is not None:
            shares = ground.mixed(shares, rock, ground.ramp(seasons.days, relapse, 15))
        return shares

    def make_blocks(self, cells: list) -> None:
        generator = self.generator
        lowest = sorted(cells, key=lambda ring: self.height[self.cell(shape.centre(ring))])
        inside = [ring for ring in lowest if self.contains(shape.centre(ring), 350 if self.size >= 256 else 60)
                  and shape.polygon(ring).Distance(self.river) > 0]
        town = inside[0] if inside else lowest[0]
        self.town_cell = town
        for cell in cells:
            axis = self.axis + generator.normal(0, 0.12)
            for ring in shape.split(cell, generator, lambda: generator.uniform(22_000, 80_000), axis, 0.05):
                ring = shape.shrink(ring, generator.uniform(1.5, 3.0))
                if len(ring) < 3 or shape.area(ring) < 2500:
                    continue
                use = str(generator.choice(("farmland", "grass", "village", "orchard", "ponds", "greenhouses"),
                                           p=(0.80, 0.055, 0.055, 0.05, 0.025, 0.015)))
                block = Block(ring, use, axis)
                if cell is town:
                    block.in_town = True
                    block.use = str(generator.choice(("works", "village", "farmland", "grass"), p=(0.3, 0.3, 0.25, 0.15)))
                self.blocks.append(block)
        # The town holds at least one block of each sort.
        own = sorted((block for block in self.blocks if block.in_town), key=lambda block: shape.area(block.ring))
        for block, use in zip(own, ("grass", "farmland", "village", "works")):
            block.use = use

    def county_of(self, point) -> int:
        """0 west of the slanting boundary, 1 east of it."""
        x, y = (point[0] - LEFT) / self.width, (TOP - point[1]) / self.width
        return 0 if x < 0.80 - 0.06 * y else 1

    def county_rings(self) -> list:
        left, right, top, low = LEFT, LEFT + self.width, TOP, TOP - self.width
        upper, lower = LEFT + 0.80 * self.width, LEFT + 0.74 * self.width
        return [np.array([[left, low], [lower, low], [upper, top], [left, top]]),
                np.array([[lower, low], [right, low], [right, top], [upper, top]])]

    def contains(self, point, margin: float) -> bool:
        x, y = point[0] - LEFT, TOP - point[1]
        return margin <= x <= self.width - margin and margin <= y <= self.width - margin

    def make_parcels(self) -> None:
        """Fields of 1 to 15 mu and some larger ones; those in forest, river or mine are left out."""
        generator, crops = self.generator, self.crops
        systems = list(ground.SYSTEMS)
        odds = np.array([ground.SYSTEMS[name][2] for name in systems])
        blocked = self.forest_mask.copy()
        shapes = [(self.banks, 1)] + [(mine.geometry.Buffer(15), 1) for mine in self.mines]
        blocked |= self.grid.burn(shapes) == 1
        candidates = []
        for block in self.blocks:
            if block.use != "farmland":
                continue
            system = str(crops.choice(systems, p=odds / odds.sum()))
            if generator.random() < 0.18:
                typical = generator.uniform(12_000, 34_000)
            else:
                typical = float(np.clip(np.exp(generator.normal(np.log(3600), 0.5)), 1300, 11_000))
            for ring in shape.split(block.ring, generator,
                                    lambda: typical * float(np.exp(generator.normal(0.25, 0.35))), block.axis, 0.035):
                ring = shape.shrink(ring, generator.uniform(0.5, 1.3))
                if len(ring) < 3 or shape.area(ring) < 600:
                    continue
                own = system if crops.random() > 0.2 else str(crops.choice(systems, p=odds / odds.sum()))
                candidates.append(Parcel(ring, block, ground.Field(crops, own, self.seasons.years)))
        burnt = self.grid.burn([(parcel.geometry, index + 1) for index, parcel in enumerate(candidates)])
        whole = np.bincount(burnt.ravel(), minlength=len(candidates) + 1)
        covered = np.bincount(burnt[blocked], minlength=len(candidates) + 1)
        for index, parcel in enumerate(candidates, start=1):
            middle = shape.centre(parcel.ring)
            corners = all(self.contains(corner, 2) for corner in parcel.ring)
            if corners and self.contains(middle, 5) and whole[index] > 60 and covered[index] <= 0.02 * whole[index]:
                self.parcels.append(parcel)
                parcel.block.parcels.append(parcel)
        self.parcels.sort(key=lambda parcel: (-shape.centre(parcel.ring)[1], shape.centre(parcel.ring)[0]))
        for number, parcel in enumerate(self.parcels, start=1):
            parcel.county = self.county_of(shape.centre(parcel.ring))
            parcel.identifier = f"{COUNTIES[parcel.county][0]}21{number:010d}"
        for block in self.blocks:
            block.permanent = block.use == "farmland" and not block.in_town and generator.random() < 0.85
            for parcel in block.parcels:
                parcel.permanent = block.permanent

    def paint(self, cells: list) -> None:
        """The label of every fine cell."""
        count = self.grid.count
        stands = shape.smooth_noise(self.generator, (count, count), 60 / self.grid.step)
        forest = np.array(self.forests)[np.clip(((stands + 1.6) / 0.64).astype(int), 0, 4)]
        grass = np.array(self.grasses)[np.clip(((stands + 1.6) / 0.8).astype(int), 0, 3)]
        base = np.where(self.forest_mask, forest, grass)
        covered = self.grid.burn([(shape.polygon(cell), 1) for cell in cells]) == 1
        open_land = ~self.forest_mask & ~self.slope_mask
        base = np.where(covered, base, self.road)
        shapes = []
        for block in self.blocks:
            label = {"farmland": self.ridge, "grass": self.grasses[int(self.generator.integers(4))],
                     "village": self.yard, "works": self.square, "ponds": self.ridge, "greenhouses": self.ridge,
                     "orchard": self.orchards[int(self.generator.integers(4))]}[block.use]
            shapes.append((block.geometry, label))
            if block.use in ("village", "works"):
                shapes += self.houses(block)
            if block.use in ("ponds", "greenhouses"):
                label = self.water if block.use == "ponds" else self.plastic
                width = 3500 if block.use == "ponds" else 1200
                for ring in shape.split(block.ring, self.generator, lambda: width * self.generator.uniform(0.8, 1.6),
                                        block.axis, 0.02):
                    ring = shape.shrink(ring, 2.5)
                    if len(ring) >= 3:
                        shapes.append((shape.polygon(ring), label))
        painted = self.grid.burn(shapes, base)
        painted = np.where(open_land & covered, painted, base)
        shapes = []
        for parcel in self.parcels:
            parcel.label = self.surface("parcel", None, 0.07)
            shapes.append((parcel.geometry, parcel.label))
        shapes.append((self.river, self.water))
        for mine in self.mines:
            shapes += [(part, label) for part, label, *_ in mine.benches]
        self.labels = self.grid.burn(shapes, painted)

    def houses(self, block: Block) -> list:
        """Houses in rows, works with large roofs."""
        generator = self.generator
        works = block.use == "works"
        step = 75.0 if works else 21.0
        along = np.array([np.cos(block.axis), np.sin(block.axis)])
        across = np.array([-along[1], along[0]])
        spans = [(block.ring @ along).min(), (block.ring @ along).max(),
                 (block.ring @ across).min(), (block.ring @ across).max()]
        inner = shape.polygon(shape.shrink(block.ring, 4)) if len(shape.shrink(block.ring, 4)) >= 3 else None
        shapes = []
        if inner is None:
            return shapes
        for u in np.arange(spans[0] + step / 2, spans[1], step):
            for v in np.arange(spans[2] + step / 2, spans[3], step * (0.8 if works else 1.0)):
                if generator.random() < (0.2 if works else 0.3):
                    continue
                middle = u * along + v * across + generator.normal(0, 1.5, 2)
                length, width = ((generator.uniform(35, 62), generator.uniform(22, 40)) if works
                                 else (generator.uniform(9, 15), generator.uniform(8, 12)))
                house = shape.polygon(shape.rectangle(middle, length, width, block.axis))
                if not inner.Contains(house):
                    continue
                sort = "bright" if generator.random() < (0.6 if works else 0.2) else "dark"
                shapes.append((house, self.roofs[sort][int(generator.integers(6))]))
        return shapes

    def finish(self) -> None:
        """Shares of the parcels, once all that befalls them is known."""
        for parcel in self.parcels:
            self.shares[parcel.label] = parcel.field.shares(self.seasons)
