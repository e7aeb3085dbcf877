// Imagery under the map: which product of which day, the slider of days, the legend of indices.
import { byId, draw, make, number, percent } from "./elements.js";
import { kindCodes, sign } from "./kinds.js";
import { get } from "./service.js";
import { term, word } from "./words.js";

const clearLimit = 0.6;
const firstLimit = 0.9;
let dates = [];
let shown = [];
let area = null;
let map = null;
let layer = null;
const rasters = new Map();

/** Prepares imagery on a map; asks for the days there are. */
export async function startImagery(theArea, theMap) {
  area = theArea;
  map = theMap;
  fillProducts();
  byId("product").addEventListener("change", show);
  byId("date").addEventListener("input", label);
  byId("date").addEventListener("change", show);
  byId("date-earlier").addEventListener("click", () => step(-1));
  byId("date-later").addEventListener("click", () => step(1));
  byId("date-clear").addEventListener("change", () => choose(shown[byId("date").value]?.date));
  byId("timeline").addEventListener("submit", (event) => event.preventDefault());
  dates = await allDates();
  choose(null);
}

/** The days of all tiles; a day of several tiles has the clearest one's share. */
async function allDates() {
  const merged = new Map();
  for (const tile of area.tiles) {
    for (const entry of (await get(`/api/tiles/${encodeURIComponent(tile.id)}/dates`)).dates) {
      const known = merged.get(entry.date);
      if (!known || (entry.clear_share ?? 0) > (known.clear_share ?? 0)) merged.set(entry.date, entry);
    }
  }
  return [...merged.values()].sort((left, right) => (left.date < right.date ? -1 : 1));
}

export function fillProducts() {
  const select = byId("product");
  const before = select.value || area.products[0]?.code;
  select.replaceChildren(...area.products.map((product) => make("option", { value: product.code }, term(product))), make("option", { value: "" }, word("noImagery")));
  select.value = before;
  byId("raster-checks").replaceChildren(...area.rasters.map((raster) => make("label", { class: "check" },
    make("input", { type: "checkbox", value: raster.id, ...(rasters.has(raster.id) ? { checked: true } : {}), onchange: (event) => toggleRaster(raster, event.target.checked) }), term(raster))));
  legend();
}

function toggleRaster(raster, isShown) {
  rasters.get(raster.id)?.remove();
  rasters.delete(raster.id);
  if (isShown) rasters.set(raster.id, L.tileLayer(`/tiles/rasters/${encodeURIComponent(raster.id)}/{z}/{x}/{y}.png`, { maxZoom: 19, maxNativeZoom: area.max_zoom, opacity: 0.75, zIndex: 5 }).addTo(map));
}

/** Goes to a day: the nearest one not later where it is not there; without one, to the latest clear day. */
export function choose(date) {
  const isClear = byId("date-clear").checked;
  shown = dates.filter((entry) => !isClear || (entry.clear_share ?? 1) >= clearLimit || entry.date === date);
  const slider = byId("date");
  slider.max = String(Math.max(0, shown.length - 1));
  slider.disabled = !shown.length;
  let position = shown.length - 1;
  if (!date) position = Math.max(shown.findLastIndex((entry) => (entry.clear_share ?? 1) >= firstLimit), 0) || position;
  if (date) while (position > 0 && shown[position].date > date) position -= 1;
  slider.value = String(Math.max(0, position));
  label();
  show();
}

export function step(count) {
  const slider = byId("date");
  slider.value = String(Number(slider.value) + count);
  label();
  show();
}

/** Writes the day beside the slider; also after a change of language. */
export function label() {
  const entry = shown[byId("date").value];
  const text = entry ? `${entry.date} · ${word("clear")} ${percent(entry.clear_share)}` : word("noDates");
  byId("date-text").textContent = text;
  byId("date").setAttribute("aria-label", word("date"));
  byId("date").setAttribute("aria-valuetext", text);
}

function show() {
  const entry = shown[byId("date").value];
  const product = byId("product").value;
  legend();
  const old = layer;
  layer = null;
  if (entry && product) {
    layer = L.tileLayer(`/tiles/all/${entry.date}/${product}/{z}/{x}/{y}.png`, {
      maxZoom: 19, maxNativeZoom: area.max_zoom, zIndex: 1, bounds: [[area.bounds[1], area.bounds[0]], [area.bounds[3], area.bounds[2]]],
    }).addTo(map);
    // The old day stays until the new one is there, so that the map does not flash between two days.
    layer.once("load", () => old?.remove());
    setTimeout(() => old?.remove(), 4000);
  } else old?.remove();
}

/** What shapes, hatches and colours mean. */
export function legend() {
  const product = area.products.find((entry) => entry.code === byId("product").value);
  const parts = [make("ul", { class: "keys column" }, area.kinds.filter((kind) => kindCodes.includes(kind.code)).map((kind) => make("li", {},
    sign(kind.code, "", false, 16),
    draw("svg", { width: 22, height: 14, class: "swatch", "aria-hidden": "true" }, draw("rect", { width: 22, height: 14, fill: "#4a5a4a" }), draw("rect", { x: 1, y: 1, width: 20, height: 12, fill: `url(#hatch-${kind.code})`, stroke: "#ffe600", "stroke-width": 1.5 })),
    term(kind)))), make("p", { class: "note" }, `${word("shapeNote")}；${word("ended")}`.replace("；", word("product") === "田瞰" ? "；" : "; "))];
  if (product?.ramp?.length) parts.unshift(ramp(product));
  byId("legend-body").replaceChildren(...parts);
}

function ramp(product) {
  const width = 168;
  const stops = product.ramp.map((color, position) => draw("stop", { offset: position / (product.ramp.length - 1), "stop-color": color }));
  return make("figure", { class: "ramp" }, make("figcaption", {}, term(product)),
    draw("svg", { width, height: 14, role: "img", "aria-label": `${term(product)} ${number(product.lower, 2)} – ${number(product.upper, 2)}` },
      draw("defs", {}, draw("linearGradient", { id: "ramp" }, stops)), draw("rect", { width, height: 14, fill: "url(#ramp)", stroke: "#555" })),
    make("p", { class: "ramp-ends" }, make("span", {}, number(product.lower, 2)), make("span", {}, number(product.upper, 2))));
}
