"""What the ground looks like through time: shares of measured surfaces, crop calendars, successions, construction.

A surface at a date is a vector of shares of the components below; a component is a measured or derived spectrum
(spectra.json), by month where it was measured by month. Times are days since the first day of the archive.
"""

import datetime
import json
import pathlib

import numpy as np

COMPONENTS = ("soil", "soil_wet", "subsoil", "gravel", "residue", "water", "film", "roof", "asphalt", "town",
              "greenhouse", "green", "canopy", "blossom", "forest", "grass")
INDEX = {name: index for index, name in enumerate(COMPONENTS)}
MONTHLY = ("forest", "grass")
YEAR = 365.25


def logistic(value):
    return 1 / (1 + np.exp(-np.clip(value, -40, 40)))


class Spectra:
    """Component spectra on the archive's dates: [component, date, band]."""

    def __init__(self, dates: list, path: pathlib.Path):
        measured = json.loads(path.read_text(encoding="utf-8"))
        self.roles = measured["roles"]
        self.table = np.zeros((len(COMPONENTS), len(dates), 6), np.float32)
        for name, index in INDEX.items():
            if name in MONTHLY:
                self.table[index] = self.by_month(measured["classes"][name]["months"], dates)
            else:
                self.table[index] = np.array(measured["endmembers"][name]["median"], np.float32)

    @staticmethod
    def by_month(months: dict, dates: list) -> np.ndarray:
        """Linear between the middles of the measured months; across the winter from the last to the first of them."""
        known = sorted(int(month) for month in months)
        middles = np.array([(month - 0.5) * YEAR / 12 for month in known])
        values = np.array([months[str(month)]["median"] for month in known])
        middles = np.concatenate([[middles[-1] - YEAR], middles, [middles[0] + YEAR]])
        values = np.concatenate([values[-1:], values, values[:1]])
        days = np.array([day.timetuple().tm_yday for day in dates], float)
        return np.stack([np.interp(days, middles, values[:, band]) for band in range(6)], axis=1)


class Seasons:
    """What all fields of the township share: the shift of each year's growth, the dry year, rain before each date."""

    def __init__(self, generator, first: datetime.date, years: int, days: np.ndarray):
        self.first, self.years, self.days = first, years, days
        self.shift = generator.normal(0, 6, years + 2)
        self.vigour = 1 + generator.normal(0, 0.03, years + 2)
        self.dry_year = int(generator.integers(1, years)) if years > 1 else -1
        self.vigour[self.dry_year] *= 0.82
        # Drawn for every fifth day of the whole time, so that another choice of dates leaves the rain as it was.
        wet = generator.beta(0.8, 1.6, int(years * YEAR / 5) + 2)
        self.wetness = wet[(days // 5).astype(int)]
        year_of = np.clip((days // YEAR).astype(int), 0, years)
        self.wetness[year_of == self.dry_year] *= 0.5
        # 0 in mid January, 1 in mid July: the growth of what nobody sows.
        self.warmth = np.array([0.5 - 0.5 * np.cos(2 * np.pi * (self.date(day).timetuple().tm_yday - 15) / YEAR)
                                for day in days])

    def date(self, day) -> datetime.date:
        return self.first + datetime.timedelta(int(round(float(day))))

    def crop_year_start(self, year: int) -> float:
        """Day of 1 October of crop year `year` (0 = the first of the archive)."""
        first = datetime.date(self.first.year if (self.first.month, self.first.day) >= (10, 1)
                              else self.first.year - 1, 10, 1)
        return (datetime.date(first.year + year, 10, 1) - self.first).days


# (days after 1 October: sowing or transplanting, canopy half closed, canopy half ripe, harvest), highest cover, marks
CYCLES = {
    "early_rice": (206, 232, 284, 291, 0.92, "flood"),
    "late_rice": (299, 323, 372, 383, 0.92, "flood"),
    "single_rice": (247, 275, 352, 366, 0.94, "flood"),
    "rape": (22, 95, 212, 228, 0.86, "blossom"),
    "wheat": (36, 105, 220, 234, 0.88, ""),
    "maize_summer": (252, 282, 350, 362, 0.90, ""),
    "maize_spring": (182, 216, 292, 308, 0.90, "film"),
    "peanut": (188, 226, 305, 318, 0.86, "film"),
    "sweet_potato": (215, 262, 385, 398, 0.88, ""),
    "tobacco": (150, 200, 268, 284, 0.84, "film"),
    "manure": (30, 95, 186, 192, 0.62, ""),
    "vegetable_1": (5, 35, 88, 92, 0.78, ""),
    "vegetable_2": (105, 150, 186, 190, 0.72, "film"),
    "vegetable_3": (198, 224, 262, 266, 0.80, ""),
    "vegetable_4": (276, 300, 338, 343, 0.80, ""),
}
SYSTEMS = {
    "double_rice": (("early_rice", "late_rice"), "0101", 0.20),
    "double_rice_manure": (("manure", "early_rice", "late_rice"), "0101", 0.08),
    "single_rice": (("single_rice",), "0101", 0.18),
    "rape_rice": (("rape", "single_rice"), "0101", 0.14),
    "tobacco_rice": (("tobacco", "late_rice"), "0101", 0.08),
    "wheat_maize": (("wheat", "maize_summer"), "0103", 0.08),
    "maize": (("maize_spring",), "0103", 0.08),
    "peanut": (("peanut",), "0103", 0.06),
    "sweet_potato": (("sweet_potato",), "0103", 0.04),
    "vegetables": (("vegetable_1", "vegetable_2", "vegetable_3", "vegetable_4"), "0102", 0.06),
}
LIKE = {"0101": ("double_rice", "double_rice_manure", "single_rice", "rape_rice", "tobacco_rice"),
        "0102": ("vegetables",), "0103": ("wheat_maize", "maize", "peanut", "sweet_potato")}


class Field:
    """One cropland parcel: what is sown each crop year, and what befalls it."""

    def __init__(self, generator, system: str, years: int):
        self.system = system
        self.code = SYSTEMS[system][1]
        self.shift = generator.normal(0, 6)
        self.vigour = float(np.clip(generator.normal(1, 0.06), 0.75, 1.08))
        self.weeds = float(generator.uniform(0.25, 0.75))
        self.plough_lead = float(generator.uniform(4, 22))
        self.straw = float(generator.uniform(0.35, 0.85))
        self.burn_or_plough = float(generator.uniform(8, 90))
        self.plan = []
        for _ in range(-1, years + 1):
            chosen = system
            if generator.random() < 0.10:
                chosen = str(generator.choice(LIKE[self.code]))
            names = list(SYSTEMS[chosen][0])
            # A season left out now and then by somebody who farms on: seasonal idleness, no abandonment.
            if len(names) > 1 and generator.random() < 0.06:
                names.pop(int(generator.integers(len(names))))
            jitter = generator.normal(0, 3.5, len(names))
            self.plan.append([(name, float(move)) for name, move in zip(names, jitter)])
        self.idle: dict[int, str] = {}

    def cycles(self, seasons: Seasons) -> list:
        """(sowing, half closed, half ripe, harvest, cover, marks) of every cycle, in order of time."""
        result = []
        for year, names in enumerate(self.plan, start=-1):
            if year in self.idle:
                continue
            begin = seasons.crop_year_start(year)
            index = min(max(year, 0), len(seasons.shift) - 1)
            for name, move in names:
                sow, close, ripe, harvest, cover, marks = CYCLES[name]
                offset = begin + seasons.shift[index] + self.shift + move
                result.append((offset + sow, offset + close, offset + ripe, offset + harvest,
                               cover * self.vigour * seasons.vigour[index], marks))
        return sorted(result)

    def last_harvest_before(self, year: int, seasons: Seasons) -> float:
        """When the last crop sown before crop year `year` was taken in."""
        begin = seasons.crop_year_start(year)
        kept = Field.__new__(Field)
        kept.__dict__ = dict(self.__dict__)
        kept.idle = {}
        ends = [cycle[3] for cycle in kept.cycles(seasons) if cycle[0] < begin]
        return max(ends) if ends else begin

    def shares(self, seasons: Seasons) -> np.ndarray:
        """Shares [date, component]."""
        days = seasons.days
        count = len(days)
        cover, blossom, straw, flood, film = (np.zeros(count) for _ in range(5))
        fresh = np.full(count, 1e3)
        weeds = np.zeros(count)
        previous_end = -400.0
        cycles = self.cycles(seasons)
        for sow, close, ripe, harvest, highest, marks in cycles:
            plough = sow - self.plough_lead
            fresh = np.where(days >= plough, days - plough, fresh)
            # What stands between two crops.
            part = slice(*np.searchsorted(days, (previous_end, plough)))
            if part.start < part.stop:
                bare = days[part] - previous_end
                weeds[part] = self.wild(days[part], previous_end, seasons.warmth[part])
                straw[part] = np.where(bare < self.burn_or_plough, self.straw * np.exp(-bare / 55), straw[part])
            previous_end = harvest
            part = slice(*np.searchsorted(days, (sow - 14, harvest)))
            if part.start >= part.stop:
                continue
            when = days[part]
            growing = when >= sow
            up = logistic((when - close) / ((close - sow) / 5))
            down = 1 - logistic((when - ripe) / max((harvest - ripe) / 1.5, 2))
            cover[part] = np.maximum(cover[part], np.where(growing, highest * up * down, 0))
            straw[part] = np.maximum(straw[part], np.where(growing, 0.8 * highest * up * (1 - down), 0))
            if marks == "flood":
                flood[part] = np.maximum(flood[part], np.where(when > sow - 12, 0.9 * (1 - logistic(
                    (when - close - 10) / 6)), 0))
            if marks == "film":
                film[part] = np.maximum(film[part], np.where((when > sow - 3) & (when < close + 12), 0.72, 0))
            if marks == "blossom":
                blossom[part] = np.maximum(blossom[part], np.where(
                    growing, np.exp(-((when - sow - 150) / 13) ** 2), 0))
        after = days >= previous_end
        weeds = np.where(after, self.wild(days, previous_end, seasons.warmth), weeds)
        straw = np.where(after, self.straw * np.exp(-(days - previous_end) / 80), straw)
        weeds, straw = self.idleness(weeds, straw, seasons)
        return compose(seasons, cover, blossom, weeds, straw, flood, film, fresh)

    def wild(self, days, since: float, warmth):
        """Cover of weeds in a gap that began at `since`: quick in the warm months, thin in winter."""
        grown = 1 - np.exp(-np.maximum(days - since - 12, 0) / 45)
        return self.weeds * grown * (0.28 + 0.55 * warmth)

    def idleness(self, weeds, straw, seasons: Seasons):
        """Idle crop years: `weedy` closes up from summer to summer, `bare` stays dead or bare."""
        days = seasons.days
        for year, shape in sorted(self.idle.items()):
            begin, end = seasons.crop_year_start(year), seasons.crop_year_start(year + 1)
            inside = (days >= begin) & (days < end)
            earliest = year
            while earliest - 1 in self.idle and self.idle[earliest - 1] == shape:
                earliest -= 1
            since = self.last_harvest_before(earliest, seasons)
            age = np.maximum(days - since, 0)
            if shape == "weedy":
                full = 0.95 * (1 - np.exp(-age / 170))
                value = full * (0.62 + 0.38 * seasons.warmth)
                weeds = np.where(inside & (age > 0), np.maximum(value, 0), weeds)
                straw = np.where(inside & (age > 0), 0.75 * np.maximum(0.95 - value, 0), straw)
            else:
                value = (0.05 + 0.10 * self.weeds * seasons.warmth) * (1 - np.exp(-age / 120))
                weeds = np.where(inside & (age > 0), value, weeds)
                straw = np.where(inside & (age > 0), 0.45 * np.exp(-age / 260), straw)
        return weeds, straw


def compose(seasons, cover, blossom, weeds, straw, flood, film, fresh) -> np.ndarray:
    """Shares from above to below: crop, weeds in what it leaves open, straw, then film, water or soil."""
    shares = np.zeros((len(seasons.days), len(COMPONENTS)), np.float32)
    shares[:, INDEX["blossom"]] = cover * blossom
    shares[:, INDEX["green"]] = cover * (1 - blossom)
    rest = 1 - cover
    shares[:, INDEX["grass"]] = rest * np.clip(weeds, 0, 1)
    rest = rest * (1 - np.clip(weeds, 0, 1))
    shares[:, INDEX["residue"]] = rest * np.clip(straw, 0, 1)
    rest = rest * (1 - np.clip(straw, 0, 1))
    shares[:, INDEX["film"]] = rest * film
    rest = rest * (1 - film)
    shares[:, INDEX["water"]] = rest * flood
    rest = rest * (1 - flood)
    wet = np.clip(0.75 * seasons.wetness + 0.5 * np.exp(-np.maximum(fresh, 0) / 6), 0, 1)
    shares[:, INDEX["soil_wet"]] = rest * wet
    shares[:, INDEX["soil"]] = rest * (1 - wet)
    return shares


def fixed(seasons, **parts) -> np.ndarray:
    """Shares that stay as they are, scaled to one."""
    total = sum(parts.values())
    shares = np.zeros((len(seasons.days), len(COMPONENTS)), np.float32)
    for name, value in parts.items():
        shares[:, INDEX[name]] = value / total
    return shares


def ramp(days, start: float, length: float):
    """0 before `start`, 1 from `start + length` on."""
    return np.clip((days - start) / max(length, 1e-6), 0, 1)


def mixed(first: np.ndarray, second: np.ndarray, weight) -> np.ndarray:
    return first * (1 - weight[:, None]) + second * weight[:, None]


def construction(seasons, start: float, earthwork: float, inner: bool, use: str) -> np.ndarray:
    """A building site: ground broken, earth moved for some weeks, then roofs inside and sealed or loose yards around."""
    days = seasons.days
    bare = fixed(seasons, subsoil=0.8, soil=0.1, gravel=0.1)
    if use == "works":
        done = fixed(seasons, roof=0.9, asphalt=0.1) if inner else fixed(seasons, asphalt=0.6, gravel=0.3, grass=0.1)
    elif use == "housing":
        done = fixed(seasons, roof=0.45, asphalt=0.45, gravel=0.1) if inner else fixed(
            seasons, town=0.4, asphalt=0.3, gravel=0.2, subsoil=0.1)
    else:
        done = fixed(seasons, gravel=0.55, asphalt=0.3, subsoil=0.15)
    return mixed(bare, done, ramp(days, start + earthwork, 45))


def greening(seasons, start: float, highest: float, length: float = 420.0):
    """Cover of a re-greened bench: earth put on at `start`, sown, closing over `length` days."""
    age = seasons.days - start
    return np.where(age > 0, highest * logistic((age - 0.45 * length) / (0.13 * length)), 0)
