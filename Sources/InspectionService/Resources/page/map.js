// The map: clues by rectangle, as outlines when near and as signs or counts when far; land units over the imagery.
import { byId, make, number, settled, toast } from "./elements.js";
import { sign } from "./kinds.js";
import { get, query } from "./service.js";
import { language, term, word } from "./words.js";

const outlineZoom = 14;
const unitZoom = 13;
const cell = 56;
const unitStyles = {
  projects: { color: "#00b8f5", weight: 2.5, dashArray: null }, subprojects: { color: "#00b8f5", weight: 1.6, dashArray: "6 4" },
  cropland: { color: "#b9f28a", weight: 1, dashArray: null }, mines: { color: "#ffffff", weight: 2, dashArray: "2 5" },
  approvals: { color: "#ff9ecf", weight: 1.6, dashArray: "8 3 2 3" }, control_lines: { color: "#ff5a4f", weight: 2.2, dashArray: "10 4" },
};
const subjects = { projects: "project", subprojects: "project", cropland: "parcel", mines: "mine" };
let map = null;
let area = null;
let context = null;
let filters = {};
let request = null;
let chosen = null;
let waiting = null;
const clueLayer = L.featureGroup();
const unitLayer = L.featureGroup();
const chosenLayer = L.featureGroup();
const wantedUnits = new Set(["projects"]);

/** Makes the map. `{open(key), moved(), showUnit(unit)}` is told what happens on it. */
export function startMap(theArea, theContext) {
  area = theArea;
  context = theContext;
  map = L.map(byId("map"), { zoomControl: false, maxZoom: 19, attributionControl: false, keyboard: true });
  L.control.zoom({ position: "bottomright" }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  const north = L.control({ position: "topright" });
  north.onAdd = () => make("div", { class: "north", role: "img", "aria-label": "N" }, make("span", {}, "▲"), "N");
  north.addTo(map);
  unitLayer.addTo(map);
  clueLayer.addTo(map);
  chosenLayer.addTo(map);
  fitArea();
  map.on("moveend", settled(() => { refresh(); context.moved(); }, 150));
  fillUnits();
  return map;
}

const rectangle = (box) => L.latLngBounds([[box[1], box[0]], [box[3], box[2]]]);

/** Shows a rectangle; where the map itself is hidden, as soon as it is seen. */
function fit(box, options) {
  const element = map.getContainer();
  waiting = element.clientWidth && element.clientHeight ? null : () => fit(box, options);
  if (waiting && map.getZoom() !== undefined) return;
  map.invalidateSize({ animate: false });
  map.fitBounds(box, { animate: false, ...options });
}

export const fitArea = () => fit(rectangle(area.bounds), { padding: [10, 10] });

/** Tells the map that its place on the screen has changed. */
export function resized() {
  if (!map) return;
  map.invalidateSize({ animate: false });
  waiting?.();
}

/** What the map shows, as west, south, east, north. */
export function bounds() {
  const box = map.getBounds();
  return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map((value) => value.toFixed(6)).join(",");
}

export function setFilters(values) {
  filters = values;
  refresh();
}

/** The choice of layers of land units; also after a change of language. */
export function fillUnits() {
  byId("unit-checks").replaceChildren(...area.layers.filter((layer) => layer.code in unitStyles).map((layer) => make("label", { class: "check" },
    make("input", { type: "checkbox", value: layer.code, ...(wantedUnits.has(layer.code) ? { checked: true } : {}), onchange: (event) => {
      if (event.target.checked) wantedUnits.add(layer.code);
      else wantedUnits.delete(layer.code);
      refresh();
    } }), unitSwatch(layer.code), term(layer))));
}

function unitSwatch(code) {
  const style = unitStyles[code];
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("width", "26");
  svg.setAttribute("height", "12");
  svg.setAttribute("aria-hidden", "true");
  const line = (color, width, dashes) => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", "M1 6H25");
    path.setAttribute("stroke", color);
    path.setAttribute("stroke-width", String(width));
    if (dashes) path.setAttribute("stroke-dasharray", dashes);
    svg.append(path);
  };
  line("#222222", style.weight + 3, null);
  line(style.color, style.weight, style.dashArray);
  return svg;
}

/** Asks for what lies in the rectangle that is shown. */
export async function refresh() {
  if (!map) return;
  request?.abort();
  request = new AbortController();
  const isNear = map.getZoom() >= outlineZoom;
  try {
    const clues = await get(`/api/clues.geojson${query({ ...filters, bbox: bounds(), limit: isNear ? 2000 : 5000, points: isNear ? "" : "true" })}`, request.signal);
    drawClues(clues, isNear);
    if (clues.truncated) toast(word("truncated"));
    await refreshUnits(request.signal);
  } catch (error) {
    if (error.name !== "AbortError") toast(`${word("failed")}${error.message}`);
  }
}

async function refreshUnits(signal) {
  const collections = [];
  if (map.getZoom() >= unitZoom || wantedUnits.has("projects")) {
    for (const layer of wantedUnits) {
      if (layer !== "projects" && map.getZoom() < unitZoom) continue;
      collections.push([layer, await get(`/api/units.geojson${query({ layer, bbox: bounds(), limit: 3000 })}`, signal)]);
    }
  }
  unitLayer.clearLayers();
  for (const [layer, collection] of collections) {
    L.geoJSON(collection, { interactive: false, style: { color: "#111111", weight: unitStyles[layer].weight + 1.6, opacity: 0.7, fill: false } }).addTo(unitLayer);
    L.geoJSON(collection, {
      style: { ...unitStyles[layer], fill: true, fillOpacity: 0, opacity: 1 },
      onEachFeature: (feature, shape) => shape.bindPopup(() => unitPopup(layer, feature.properties)),
    }).addTo(unitLayer);
  }
  clueLayer.bringToFront();
  chosenLayer.bringToFront();
}

function unitPopup(layer, unit) {
  const subject = subjects[layer];
  const address = (format) => `/api/reports/${subject}/${encodeURIComponent(unit.id)}?format=${format}&lang=${language()}`;
  return make("div", { class: "unit-popup" }, make("strong", {}, unit.name || unit.id), make("p", {}, `${term(area.layers.find((entry) => entry.code === layer))} ${unit.id}`),
    make("p", {}, `${number(unit.square_metres * 0.0015, 2)} ${word("mu")} (${number(unit.square_metres, 1)} m²)`),
    subject ? make("p", { class: "popup-links" }, make("button", { type: "button", class: "small", onclick: () => { map.closePopup(); context.showUnit({ layer, id: unit.id, name: unit.name }); } }, word("cluesHere")), " ",
      make("a", { href: address("html"), target: "_blank", rel: "noopener" }, `HTML ${word("report")}`), " ", make("a", { href: `${address("pdf")}&download=true` }, `PDF ${word("report")}`)) : null);
}

function middle(feature) {
  if (feature.geometry.type === "Point") return L.latLng(feature.geometry.coordinates[1], feature.geometry.coordinates[0]);
  return L.geoJSON(feature).getBounds().getCenter();
}

function drawClues(collection, isNear) {
  clueLayer.clearLayers();
  const marks = collection.features.map((feature) => ({ feature, place: middle(feature) }));
  if (isNear) {
    L.geoJSON(collection, { interactive: false, style: { color: "#101010", weight: 4, fill: false } }).addTo(clueLayer);
    L.geoJSON(collection, { style: (feature) => ({ color: "#ffe600", weight: 2, dashArray: feature.properties.detection_state === "ended" ? "3 4" : null, fillColor: `url(#hatch-${feature.properties.kind})`, fillOpacity: 1 }),
      onEachFeature: (feature, shape) => shape.on("click", () => context.open(feature.properties.key)) }).addTo(clueLayer);
  }
  for (const group of grouped(marks, isNear)) (group.length === 1 ? single(group[0]) : cluster(group)).addTo(clueLayer);
}

/** Marks that would cover each other, by cells of the screen; near, every clue has its own. */
function grouped(marks, isNear) {
  if (isNear && marks.length < 400) return marks.map((mark) => [mark]);
  const cells = new Map();
  for (const mark of marks) {
    const point = map.project(mark.place);
    const name = `${Math.floor(point.x / cell)} ${Math.floor(point.y / cell)}`;
    if (!cells.has(name)) cells.set(name, []);
    cells.get(name).push(mark);
  }
  return [...cells.values()];
}

function single({ feature, place }) {
  const { key, kind, priority, detection_state: state, finding } = feature.properties;
  const icon = L.divIcon({ className: "clue-mark", html: sign(kind, priority, state === "ended", 22), iconSize: [22, 22] });
  const name = term(area.kinds.find((entry) => entry.code === kind)) || finding || kind;
  return L.marker(place, { icon, title: `${name} ${priority} ${key}`, alt: `${name} ${key}`, keyboard: false, riseOnHover: true }).on("click", () => context.open(key));
}

function cluster(group) {
  const hasUrgent = group.some(({ feature }) => feature.properties.priority === "P1");
  const html = make("span", {}, String(group.length));
  const icon = L.divIcon({ className: `cluster ${hasUrgent ? "urgent" : ""}`, html, iconSize: [34, 34] });
  const box = L.latLngBounds(group.map(({ place }) => place));
  const marker = L.marker(box.getCenter(), { icon, title: `${group.length} ${word("clusterOf")}`, keyboard: false });
  return marker.on("click", () => map.fitBounds(box.pad(0.3), { maxZoom: 16 }));
}

/** Goes to a clue and draws its outline strongly. */
export function showClue(clue) {
  chosenLayer.clearLayers();
  chosen = clue;
  if (!clue) return;
  L.geoJSON(clue.geometry, { interactive: false, style: { color: "#101010", weight: 7, fill: false } }).addTo(chosenLayer);
  L.geoJSON(clue.geometry, { interactive: false, style: { color: "#ff3df2", weight: 3.5, fill: false } }).addTo(chosenLayer);
  fit(rectangle(clue.bounds).pad(1.2), { maxZoom: 17 });
}

export const chosenClue = () => chosen;
