#!/usr/bin/python3
"""Writes simulated pairs (模拟数据) with a new site among fields, and one thing besides that is no construction.

Usage: make_confusers.py FOLDER

FOLDER/EVENT/before and after are Sentinel-2-like scenes, FOLDER/EVENT/touched.npy marks what the event touched and
FOLDER/site.npy the site. Fields of two crops, a town, woods and a river, with noise; reflectances are round numbers of the sort that
Sentinel-2 shows over such ground and stand for no place. What happens to crops happens to a third of the fields.
"""
import os
import sys

import numpy as np
from make_scenes import write

SIDE = 384
SITE = (150, 174, 100, 118)  # columns, rows: 24 x 18 pixels
BANDS = ("B02", "B03", "B04", "B08", "B11", "B12")
CROP = (420, 720, 480, 3600, 1900, 1000)
YOUNG = (620, 880, 900, 2300, 2300, 1500)
SOIL = (950, 1250, 1550, 2200, 3000, 2500)
STUBBLE = (900, 1200, 1500, 2500, 3100, 2300)
WOOD = (300, 480, 330, 3000, 1400, 700)
TOWN = (1100, 1300, 1400, 2000, 2300, 2100)
WATER = (600, 620, 400, 220, 120, 90)
ROOF = (2300, 2500, 2600, 2900, 2900, 2700)
FILM = (1900, 2050, 2150, 2900, 2600, 2100)
EVENTS = ("nothing", "ploughing", "harvest", "film", "flooding", "shadow", "fallow", "drying", "tide")


def ground(mask, value, *dates):
    for date in dates:
        date[:, mask] = np.array(value, float)[:, None]


def pair(event):
    row, column = np.mgrid[:SIDE, :SIDE]
    field = (row // 26) * 31 + column // 34
    before, after = np.empty((6, SIDE, SIDE)), np.empty((6, SIDE, SIDE))
    ground(np.ones((SIDE, SIDE), bool), CROP, before, after)
    # Season: every second field was young, and has grown.
    ground(field % 2 == 1, YOUNG, before)
    town, wood, river = (column < 60) & (row < 120), column > 310, row > 340
    ground(town, TOWN, before, after)
    ground(wood, WOOD, before, after)
    ground(river, WATER, before, after)
    fields = ~(town | wood | river)
    touched = fields & (field % 3 == 1) & (event != "nothing")
    if event == "tide":
        touched = river
        ground(river & (row < 360), SOIL, before)
    elif event == "ploughing":
        ground(touched, SOIL, after)
    elif event == "harvest":
        ground(touched, STUBBLE, after)
    elif event == "film":
        ground(touched, SOIL, before, after)
        ground(touched & (column % 3 != 0), FILM, after)
    elif event == "flooding":
        ground(touched, WATER, after)
    elif event == "shadow":
        after[:, touched] *= 0.55
    elif event == "fallow":
        ground(touched, YOUNG, after)
    elif event == "drying":
        ground(touched, WATER, before)
        ground(touched, SOIL, after)
    left, right, top, bottom = SITE
    site = np.zeros((SIDE, SIDE), bool)
    site[top:bottom, left:right] = True
    ground(site, YOUNG, before)
    ground(site, ROOF, after)
    ground(site & ((column + row) % 7 >= 4), TOWN, after)
    return before, after, touched & ~site, site


def scene(folder, date, planes, noise, options):
    light = 1 + 0.04 * noise.normal(0, 1, (SIDE, SIDE))
    for band, plane in zip(BANDS, planes):
        array = plane * light + noise.normal(0, 25, (SIDE, SIDE))
        pixel = 10
        if band in ("B11", "B12"):
            array, pixel = array.reshape(SIDE // 2, 2, SIDE // 2, 2).mean((1, 3)), 20
        write(f"{folder}/T50RMU_{date}_{band}_{pixel}m.tif", np.maximum(1, array).round().astype(np.uint16), pixel, options)
    write(f"{folder}/T50RMU_{date}_SCL_20m.tif", np.full((SIDE // 2, SIDE // 2), 4, np.uint8), 20, options)


def main():
    folder = sys.argv[1]
    tiles = ("TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=128", "COMPRESS=DEFLATE", "PREDICTOR=2")
    for event in EVENTS:
        before, after, touched, site = pair(event)
        os.makedirs(f"{folder}/{event}", exist_ok=True)
        np.save(f"{folder}/{event}/touched.npy", touched)
        np.save(f"{folder}/site.npy", site)
        scene(f"{folder}/{event}/before", "20230601T023551", before, np.random.default_rng(1), tiles)
        scene(f"{folder}/{event}/after", "20240601T023551", after, np.random.default_rng(2), tiles)
        if event == "ploughing":
            strips = ("COMPRESS=DEFLATE", "BLOCKYSIZE=7")
            scene(f"{folder}/{event}/before-strips", "20230601T023551", before, np.random.default_rng(1), strips)
            scene(f"{folder}/{event}/after-strips", "20240601T023551", after, np.random.default_rng(2), strips)


if __name__ == "__main__":
    main()
