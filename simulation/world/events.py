"""What happens in the township: planted events, legitimate changes, and what must not be taken for either."""

import math

import numpy as np

from . import geometry as shape
from . import surfaces as ground
from .land import Land

MINIMUM_UNIT = 400.0            # m2: listed from here on 10 m imagery
RELIABLE_UNIT = 900.0

# (area m2, where, marks). Where: permanent (basic farmland), cropland, grass, forest, town (growth boundary), bare.
CONSTRUCTION = (
    (150, "cropland", ""), (300, "permanent", ""), (350, "grass", ""),
    (520, "permanent", ""), (640, "grass", ""), (760, "cropland", ""), (860, "forest", ""),
    (980, "permanent", ""), (1150, "cropland", ""), (1300, "forest", ""), (1500, "grass", ""),
    (1800, "permanent", ""), (2100, "town", ""), (2600, "cropland", "stalled"), (3400, "permanent", ""),
    (4200, "forest", ""), (5200, "cropland", ""), (6800, "permanent", ""), (9500, "town", ""),
    (14000, "cropland", ""), (28000, "permanent", ""),
    (1200, "bare", ""), (2600, "bare", ""),
    (2200, "cropland", "expired"),
    (3000, "cropland", "approved"), (8000, "town", "approved"), (5000, "permanent", "temporary"),
    (4000, "cropland", "resettlement"),
)
ABANDONMENT = ("weedy", "weedy", "weedy", "weedy", "weedy", "weedy", "bare", "bare", "bare", "bare",
               "latest", "latest", "one_year", "one_year", "one_year", "recultivated", "recultivated")
NON_GRAIN = ("orchard", "orchard", "orchard", "pond", "pond", "pond", "trees", "trees", "trees")


class Event:
    """One change with its place and time; `role` is planted, unscored, legitimate or confuser."""

    def __init__(self, kind, subtype, geometry, start, end, role, state, **facts):
        self.kind, self.subtype, self.geometry = kind, subtype, geometry
        self.start, self.end, self.role, self.state = start, end, role, state
        self.facts = facts
        self.identifier = ""
        self.mask = None            # share of each pixel
        self.labels = []            # labels that belong to the event alone


class Events:
    def __init__(self, generator, land: Land, enabled: bool, abandoned: int = 0):
        self.abandoned = abandoned      # parcels that are left for good, in place of the usual list
        self.generator, self.land, self.seasons = generator, land, land.seasons
        self.list: list[Event] = []
        self.approvals = []         # (kind, geometry, from, to, number, project)
        self.total = self.seasons.years * ground.YEAR
        self.taken = np.zeros_like(land.labels, bool)
        self.scale = min(1.0, land.hectares / 2621)
        # Changes begin once there are two years of archive (where it is long enough), and end 150 days before it does.
        self.earliest = max(self.total - 1.75 * ground.YEAR, 0.5 * self.total)
        self.latest = max(self.total - 150, self.earliest)
        if enabled:
            self.parcels()
            self.construction()
            self.greenhouses()
            self.demolition()
            self.felling()
        self.mines()
        self.fallow()
        order = {"construction": "JS", "abandonment": "LH", "non_grain": "FL", "rehabilitation_lag": "KS"}
        for number, event in enumerate(self.list, start=1):
            event.identifier = f"SIM-{order.get(event.kind, 'QT')}-{number:03d}"

    def thinned(self, entries):
        """A smaller township gets fewer events; every kind is kept while it lasts."""
        if self.scale >= 0.999:
            return list(entries)
        wanted = max(int(round(len(entries) * self.scale)), min(len(entries), 4))
        order = self.generator.permutation(len(entries))[:wanted]
        return [entries[index] for index in sorted(order)]

    # Places -----------------------------------------------------------------------------------------------------

    def reserve(self, geometry, distance: float = 60.0) -> None:
        place, cells = self.land.grid.burn_near([(geometry.Buffer(distance), 1)])
        self.taken[place] |= cells == 1

    def place(self, size: float, allowed: np.ndarray, angle: float | None = None, tries: int = 500):
        """An outline of the wanted area that lies on allowed ground and away from other events."""
        generator, grid = self.generator, self.land.grid
        rows, columns = np.nonzero(allowed & ~self.taken)
        if len(rows) == 0:
            return None
        for attempt in range(tries):
            index = int(generator.integers(len(rows)))
            x = grid.transform[0] + (columns[index] + generator.random()) * grid.step
            y = grid.transform[3] - (rows[index] + generator.random()) * grid.step
            direction = generator.uniform(0, math.pi) if angle is None else angle + generator.normal(0, 0.1)
            slender = generator.uniform(1.0, 1.9)
            if size > 1500 and generator.random() < 0.35:
                full = size / 0.75
                ring = shape.angled([x, y], math.sqrt(full * slender), math.sqrt(full / slender), direction)
            elif size > 900 and generator.random() < 0.2:
                ring = shape.blob([x, y], math.sqrt(size / math.pi), generator, rough=0.12)
                ring = np.array([x, y]) + (ring - [x, y]) * math.sqrt(size / shape.area(ring))
            else:
                ring = shape.rectangle([x, y], math.sqrt(size * slender), math.sqrt(size / slender), direction)
            if not all(self.land.contains(corner, 35) for corner in ring):
                continue
            geometry = shape.polygon(ring)
            mask = self.window(ring, geometry)
            inside, (low, high, left, right) = mask
            if not inside.any():
                continue
            fit = 0.995 if attempt < tries // 2 else 0.9
            if allowed[low:high, left:right][inside].mean() >= fit and not self.taken[low:high, left:right][inside].any():
                return ring, geometry
        return None

    def window(self, ring, geometry):
        """The fine cells inside a small outline, with the window they stand in."""
        grid = self.land.grid
        left = max(int((ring[:, 0].min() - grid.transform[0]) / grid.step) - 1, 0)
        right = min(int((ring[:, 0].max() - grid.transform[0]) / grid.step) + 2, grid.count)
        low = max(int((grid.transform[3] - ring[:, 1].max()) / grid.step) - 1, 0)
        high = min(int((grid.transform[3] - ring[:, 1].min()) / grid.step) + 2, grid.count)
        x = grid.transform[0] + (np.arange(left, right) + 0.5) * grid.step
        y = grid.transform[3] - (np.arange(low, high) + 0.5) * grid.step
        px, py = np.meshgrid(x, y)
        inside = np.zeros(px.shape, bool)
        for index in range(len(ring)):
            (x1, y1), (x2, y2) = ring[index], ring[(index + 1) % len(ring)]
            crossing = (y1 > py) != (y2 > py)
            with np.errstate(divide="ignore", invalid="ignore"):
                inside ^= crossing & (px < (x2 - x1) * (py - y1) / (y2 - y1) + x1)
        return inside, (low, high, left, right)

    def ground_masks(self) -> dict:
        land = self.land
        names = np.array(land.names)
        name_of = names[land.labels]
        blocks = [(block.geometry, 2 if block.permanent else 1) for block in land.blocks if block.use == "farmland"]
        farmland = land.grid.burn(blocks)
        town = land.grid.burn([(block.geometry, 1) for block in land.blocks if block.in_town]) == 1
        parcel = name_of == "parcel"
        field = parcel | (name_of == "ridge")
        free = field & (farmland > 0)
        return {"permanent": free & (farmland == 2), "cropland": free & ~town, "town": town & np.isin(
            name_of, ("parcel", "ridge", "grass")), "grass": name_of == "grass", "forest": name_of == "forest",
            "bare": np.isin(name_of, ("sealed", "village")), "village": name_of == "village"}

    def overlay(self, geometry, start_day, event_shares, inner_shares=None, inner=None, length=12.0):
        """Gives the fine cells inside an outline labels of their own: what was there, then what comes over it."""
        land = self.land
        place, mask = land.grid.burn_near([(geometry, 1)] + ([(inner, 2)] if inner is not None else []))
        labels = land.labels[place]
        made = []
        weight = ground.ramp(self.seasons.days, start_day, length)
        for part, shares in ((1, event_shares), (2, inner_shares)):
            if shares is None:
                continue
            for old in np.unique(labels[mask == part]):
                label = land.surface(land.names[old], None, 0.04)
                land.gains[label] = 0.5 * (land.gains[label] + land.gains[old])
                land.pending.append((label, int(old), weight, shares))
                labels[(mask == part) & (labels == old)] = label
                made.append(label)
        return made

    # Kinds ------------------------------------------------------------------------------------------------------

    def construction(self) -> None:
        generator, seasons = self.generator, self.seasons
        masks = self.ground_masks()
        entries = self.thinned(CONSTRUCTION)
        for size, where, marks in sorted(entries, key=lambda entry: -entry[0]):
            size = float(size * generator.uniform(0.93, 1.07))
            found = self.place(size, masks[where], self.land.axis if where != "forest" else None)
            if found is None:
                continue
            ring, geometry = found
            start = float(generator.uniform(self.earliest, self.latest))
            use = str(generator.choice(("works", "housing", "yard"), p=(0.4, 0.35, 0.25)))
            earthwork = float(generator.uniform(45, 160))
            end, role, state = None, "planted", "lasting"
            if marks == "temporary":
                length = float(generator.uniform(130, 190))
                start = float(generator.uniform(self.earliest, max(self.earliest, self.total - length - 90)))
                end, role, state, use = start + length, "legitimate", "ended", "yard"
                bare = ground.construction(seasons, start, 400, False, "yard")
                back = ground.mixed(bare, ground.fixed(seasons, soil=0.8, grass=0.2), ground.ramp(seasons.days, end, 10))
                green = ground.ramp(seasons.days, end + 25, 60) * (0.25 + 0.5 * seasons.warmth)
                shares = ground.mixed(back, ground.fixed(seasons, green=1), green)
                labels = self.overlay(geometry, start, shares)
            else:
                inner = None
                if size > 450:
                    middle = shape.centre(ring)
                    inner = shape.polygon(middle + (ring - middle) * generator.uniform(0.55, 0.72))
                if marks == "stalled":
                    earthwork = 2000.0
                    outer = ground.mixed(ground.construction(seasons, start, earthwork, False, use),
                                         ground.fixed(seasons, grass=1),
                                         0.40 * ground.ramp(seasons.days, start + 120, 240) * seasons.warmth)
                    labels = self.overlay(geometry, start, outer)
                else:
                    labels = self.overlay(geometry, start, ground.construction(seasons, start, earthwork, False, use),
                                          ground.construction(seasons, start, earthwork, True, use) if inner else None,
                                          inner, length=float(generator.uniform(3, 6 + min(size / 1500, 18))))
            if where == "bare":
                role = "unscored"
            if marks in ("approved", "resettlement"):
                role = "legitimate"
            event = Event("construction", marks or use, geometry, start, end, role, state, host=where)
            event.labels = labels
            self.list.append(event)
            self.reserve(geometry)
            self.approve(marks, geometry, start, end)
        for _ in range(3 if self.scale > 0.5 else 1):
            # An approval where nothing was built: no clue.
            found = self.place(float(generator.uniform(2500, 6000)), masks["cropland"], self.land.axis)
            if found:
                day = float(generator.uniform(0, self.latest))
                self.approvals.append(("农转用", shape.multi(found[1].Buffer(6, 2)), day, day + 730, ""))
                self.reserve(found[1])

    def approve(self, marks: str, geometry, start: float, end) -> None:
        generator = self.generator
        around = shape.multi(geometry.Buffer(float(generator.uniform(3, 9)), 2))
        if marks == "approved":
            day = start - float(generator.uniform(40, 200))
            self.approvals.append(("农转用", around, day, day + 730, ""))
            self.approvals.append(("供地", around, day + 30, day + 1095, ""))
        elif marks == "resettlement":
            self.approvals.append(("建新方案", around, start - 60, start + 900, ""))
        elif marks == "temporary":
            self.approvals.append(("临时用地", around, start - 20, end + 60, ""))
        elif marks == "expired":
            self.approvals.append(("农转用", around, start - 1100, start - 370, ""))

    def parcels(self) -> None:
        """Abandonment and conversions of whole parcels."""
        generator, seasons, land = self.generator, self.seasons, self.land
        years = seasons.years
        effective = self.pure_pixels()
        free = [parcel for parcel in land.parcels if self.land.contains(shape.centre(parcel.ring), 80)]
        order = [free[index] for index in generator.permutation(len(free))]
        middles = []

        def take(smallest: float, largest: float = 1e9):
            for parcel in order:
                area = parcel.geometry.GetArea()
                middle = shape.centre(parcel.ring)
                apart = 0 if self.abandoned else 180
                if parcel.event is None and smallest <= area <= largest and all(
                        np.hypot(*(middle - other)) > apart for other in middles):
                    middles.append(middle)
                    parcel.event = True
                    return parcel
            return None

        # Two crop years are over by the end of the archive, the last one is not.
        first_idle = max(1, years - 3)
        subtypes = [("weedy", "weedy", "bare")[number % 3] for number in range(self.abandoned)]
        for subtype in subtypes or self.thinned(ABANDONMENT):
            small = generator.random() < 0.12
            parcel = take(650, 1100) if small else take(float(generator.choice((1400, 1400, 3000, 6000))))
            if parcel is None:
                continue
            shape_of = subtype if subtype in ("weedy", "bare") else str(generator.choice(("weedy", "bare"), p=(0.65, 0.35)))
            role, end = "planted", None
            if subtype in ("weedy", "bare"):
                begin = int(generator.integers(max(1, first_idle - 1), first_idle + 1))
                idle = range(begin, years + 1)
                state = "candidate"
            elif subtype == "latest":
                begin = years - 1
                idle = range(begin, years + 1)
                role, state = "unscored", "watch"
            elif subtype == "one_year":
                begin = int(generator.integers(1, max(2, years - 1)))
                idle = range(begin, begin + 1)
                role, state = "unscored", "one_year"
                end = seasons.crop_year_start(begin + 1)
            else:
                begin = max(0, years - 3)
                idle = range(begin, begin + 2)
                role, state = "unscored", "recultivated"
                end = seasons.crop_year_start(begin + 2)
            for year in idle:
                parcel.field.idle[year] = shape_of
            start = seasons.crop_year_start(begin)
            harvest = parcel.field.last_harvest_before(begin, seasons)
            event = Event("abandonment", subtype, parcel.geometry, start, end, role, state, host="cropland",
                          parcel=parcel.identifier, shape=shape_of, crop_year=begin, last_harvest=harvest,
                          system=parcel.field.system, pure_pixels=int(effective[parcel.label]))
            event.labels = [parcel.label]
            parcel.event = event
            self.list.append(event)
            self.reserve(parcel.geometry, 40)
        for subtype in self.thinned(NON_GRAIN):
            parcel = take(float(generator.choice((1600, 2500, 5000))))
            if parcel is None:
                continue
            begin = int(generator.integers(max(1, first_idle - 1), first_idle + 1))
            start = seasons.crop_year_start(begin) + float(generator.uniform(40, 190))
            for year in range(begin, years + 1):
                parcel.field.idle[year] = "bare"
            event = Event("non_grain", subtype, parcel.geometry, start, None, "planted", "lasting", host="cropland",
                          parcel=parcel.identifier, crop_year=begin, system=parcel.field.system,
                          pure_pixels=int(effective[parcel.label]))
            event.labels = [parcel.label]
            parcel.event = event
            weight = ground.ramp(seasons.days, start, 15)
            land.converted[parcel.label] = (weight, self.converted(subtype, start))
            self.list.append(event)
            self.reserve(parcel.geometry, 40)

    def converted(self, subtype: str, start: float) -> np.ndarray:
        """A parcel as orchard (rows over grass), pond (dug, then filled) or tree nursery (closing fast)."""
        seasons, generator = self.seasons, self.generator
        age = np.maximum(seasons.days - start, 0)
        if subtype == "pond":
            dug = ground.fixed(seasons, subsoil=0.7, soil_wet=0.3)
            water = ground.fixed(seasons, water=0.97, grass=0.03)
            return ground.mixed(dug, water, ground.ramp(seasons.days, start + generator.uniform(25, 70), 20))
        if subtype == "orchard":
            crown = 0.12 + 0.43 * (1 - np.exp(-age / 420))
            below = ground.mixed(ground.fixed(seasons, soil=0.8, residue=0.2), ground.fixed(seasons, grass=1),
                                 (1 - np.exp(-age / 150)) * (0.45 + 0.3 * seasons.warmth))
        else:
            crown = 0.25 + 0.62 * (1 - np.exp(-age / 260))
            below = ground.mixed(ground.fixed(seasons, soil=0.7, residue=0.3), ground.fixed(seasons, grass=1),
                                 (1 - np.exp(-age / 200)) * (0.5 + 0.3 * seasons.warmth))
        return ground.mixed(below, ground.fixed(seasons, canopy=1), crown)

    def pure_pixels(self) -> np.ndarray:
        """By label: pixels that lie at least half inside the parcel after half a pixel is taken off its edge."""
        land = self.land
        result = np.zeros(len(land.names) + 1, int)
        inner = land.grid.burn([(parcel.geometry.Buffer(-5, 2), parcel.label + 1) for parcel in land.parcels
                                if not parcel.geometry.Buffer(-5, 2).IsEmpty()])
        fine, margin = land.grid.FINE, land.grid.MARGIN * land.grid.FINE
        core = inner[margin:-margin, margin:-margin]
        planes = core.reshape(land.size, fine, land.size, fine).transpose(0, 2, 1, 3).reshape(-1, fine * fine)
        planes = np.sort(planes, axis=1)
        # A label that holds half of the 16 cells stands at the lower or the upper middle of their order.
        for column in (fine * fine // 2 - 1, fine * fine // 2):
            value = planes[:, column]
            half = (planes == value[:, None]).sum(axis=1) >= fine * fine // 2
            if column == fine * fine // 2:
                half &= value != planes[:, column - 1]
            result += np.bincount(value[half & (value > 0)] - 1, minlength=len(result))
        return result

    def greenhouses(self) -> None:
        """Greenhouses on cropland with a facility record, and one without."""
        generator, seasons = self.generator, self.seasons
        masks = self.ground_masks()
        for number in range(3 if self.scale > 0.5 else 1):
            found = self.place(float(generator.uniform(2000, 7000)), masks["cropland"], self.land.axis)
            if found is None:
                continue
            _, geometry = found
            start = float(generator.uniform(self.earliest, self.latest))
            shares = ground.mixed(ground.fixed(seasons, soil=0.6, gravel=0.2, subsoil=0.2),
                                  ground.fixed(seasons, greenhouse=0.85, gravel=0.15),
                                  ground.ramp(seasons.days, start + 35, 20))
            recorded = number < 2
            event = Event("construction", "greenhouse", geometry, start, None,
                          "legitimate" if recorded else "unscored", "lasting", host="cropland")
            event.labels = self.overlay(geometry, start, shares)
            if recorded:
                self.approvals.append(("设施农用地", shape.multi(geometry.Buffer(5, 2)), start - 45, start + 1825, ""))
            self.list.append(event)
            self.reserve(geometry)

    def demolition(self) -> None:
        """Part of a village taken down and reclaimed (增减挂钩)."""
        generator, seasons = self.generator, self.seasons
        found = self.place(float(generator.uniform(3000, 6000)),
                           np.isin(np.array(self.land.names)[self.land.labels], ("village", "roof_dark", "roof_bright")),
                           self.land.axis)
        if found is None:
            return
        _, geometry = found
        start = float(generator.uniform(0.35, 0.6) * self.total)
        earth = ground.fixed(seasons, subsoil=0.5, soil=0.3, gravel=0.2)
        crop = ground.fixed(seasons, green=0.75, soil=0.25)
        shares = ground.mixed(earth, crop, ground.ramp(seasons.days, start + 150, 60) * (0.15 + 0.85 * seasons.warmth))
        event = Event("other", "demolition", geometry, start, None, "legitimate", "reclaimed", host="village")
        event.labels = self.overlay(geometry, start, shares)
        self.approvals.append(("增减挂钩", shape.multi(geometry.Buffer(4, 2)), start - 90, start + 1095, ""))
        self.demolished = geometry
        self.list.append(event)
        self.reserve(geometry)

    def felling(self) -> None:
        """A clearing in the forest that greens again: the ground did change, nothing is built."""
        generator, seasons = self.generator, self.seasons
        found = self.place(float(generator.uniform(4000, 9000)), self.ground_masks()["forest"])
        if found is None:
            return
        _, geometry = found
        start = float(generator.uniform(self.earliest, self.latest))
        age = np.maximum(seasons.days - start, 0)
        shares = ground.mixed(ground.fixed(seasons, residue=0.6, subsoil=0.25, grass=0.15), ground.fixed(seasons, grass=1),
                              (1 - np.exp(-age / 200)) * (0.3 + 0.6 * seasons.warmth))
        event = Event("other", "felling", geometry, start, None, "legitimate", "regrowing", host="forest")
        event.labels = self.overlay(geometry, start, shares)
        self.list.append(event)
        self.reserve(geometry)

    def mines(self) -> None:
        """The plan of each mine by quarter, what was reached, and where a mine lags."""
        seasons = self.seasons
        self.plan = []              # (mine, day, planned cover in percent, cover reached in percent)
        quarters = np.arange(91, self.total + 1, 91.3)
        days = seasons.days
        for mine in self.land.mines:
            total = sum(part.GetArea() for part, *_ in mine.benches)
            planned, reached = np.zeros(len(quarters)), np.zeros(len(quarters))
            seasons.days = quarters
            for part, _, plan, actual, relapse, highest in mine.benches:
                share = part.GetArea() / total
                planned += share * 0.80 * np.where(quarters > plan, ground.logistic((quarters - plan - 189) / 55), 0)
                cover = ground.greening(seasons, actual, highest)
                if relapse is not None:
                    cover = cover * (1 - ground.ramp(quarters, relapse, 15))
                reached += share * cover
            seasons.days = days
            for quarter, plan, cover in zip(quarters, planned, reached):
                self.plan.append((mine.identifier, float(quarter), round(100 * plan, 1), round(100 * cover, 1)))
            behind = quarters[(planned - reached) > 0.10]
            if mine.manner == "on_plan" or len(behind) == 0:
                event = Event("rehabilitation_lag", "on_plan", mine.geometry, 0.0, None, "confuser", "on_plan",
                              host="mine", mine=mine.identifier)
            else:
                start = float(behind[0])
                relapses = [bench[4] for bench in mine.benches if bench[4] is not None]
                if relapses:
                    start = min(relapses)
                event = Event("rehabilitation_lag", mine.manner, mine.geometry, start, None, "planted", mine.manner,
                              host="mine", mine=mine.identifier, behind_from=float(behind[0]))
            event.labels = [bench[1] for bench in mine.benches]
            self.list.append(event)

    def fallow(self) -> None:
        """Approved fallow: idle for a crop year or two, on the list."""
        generator, seasons = self.generator, self.seasons
        candidates = [parcel for parcel in self.land.parcels if parcel.event is None
                      and parcel.geometry.GetArea() > 1500]
        wanted = min(len(candidates), max(2, int(round(10 * self.scale))))
        for index in generator.permutation(len(candidates))[:wanted]:
            parcel = candidates[int(index)]
            row, column = self.land.cell(shape.centre(parcel.ring))
            if self.taken[row, column]:
                continue
            begin = int(generator.integers(0, max(1, seasons.years - 1)))
            length = int(generator.integers(1, 3))
            end = min(begin + length, seasons.years)
            for year in range(begin, end):
                parcel.field.idle[year] = "weedy" if generator.random() < 0.7 else "bare"
            parcel.fallow = (begin, end)
            event = Event("abandonment", "approved_fallow", parcel.geometry, seasons.crop_year_start(begin),
                          seasons.crop_year_start(end), "legitimate", "fallow", host="cropland",
                          parcel=parcel.identifier, crop_year=begin, system=parcel.field.system)
            event.labels = [parcel.label]
            parcel.event = event
            self.list.append(event)


def finish(land: Land) -> None:
    """Puts what comes over a surface onto what was there, in the order in which it was planted."""
    for label, (weight, shares) in land.converted.items():
        land.shares[label] = ground.mixed(land.shares[label], shares, weight)
    for label, old, weight, shares in land.pending:
        land.shares[label] = ground.mixed(land.shares[old], shares, weight)
