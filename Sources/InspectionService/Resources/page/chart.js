// One index over time as SVG: observations with quartiles, the normal band of the season, gaps, and the days that matter.
import { day, draw, make, number, percent } from "./elements.js";
import { term, word } from "./words.js";

const marks = ["circle", "square", "triangle", "diamond"];
const colors = ["#0b5cad", "#b34700", "#00735a", "#8a3a78"];

function mark(position, x, y, size = 3) {
  const color = colors[position % colors.length];
  switch (marks[position % marks.length]) {
    case "circle": return draw("circle", { cx: x, cy: y, r: size, fill: color });
    case "square": return draw("rect", { x: x - size, y: y - size, width: 2 * size, height: 2 * size, fill: "#fff", stroke: color, "stroke-width": 1.5 });
    case "triangle": return draw("path", { d: `M${x} ${y - size - 1}L${x + size + 1} ${y + size}H${x - size - 1}Z`, fill: color });
    default: return draw("path", { d: `M${x} ${y - size - 1}L${x + size + 1} ${y}L${x} ${y + size + 1}L${x - size - 1} ${y}Z`, fill: "#fff", stroke: color, "stroke-width": 1.5 });
  }
}

/** Round values inside a range, about `count` of them. */
function ticks(low, high, count) {
  const raw = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((value) => value >= raw * 0.999);
  const values = [];
  for (let value = Math.ceil(low / step) * step; value <= high; value += step) values.push(value);
  return values;
}

/** Beginnings of years, half-years, quarters or months between two days, as many as there is room for. */
function dateTicks(first, last, room) {
  const months = [1, 2, 3, 6, 12, 24, 60].find((step) => (last - first) / (step * 30.4) <= room) ?? 120;
  const start = new Date(first * 86400000);
  let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
  const values = [];
  for (;; month += months) {
    const value = Math.floor(Date.UTC(Math.floor(month / 12), month % 12, 1) / 86400000);
    if (value > last) return values;
    if (value >= first) values.push([value, new Date(value * 86400000).toISOString().slice(0, months >= 12 ? 4 : 7)]);
  }
}

/** The chart of one series for a width in pixels. */
export function seriesChart(series, document, width) {
  const height = 210;
  const box = { left: 44, right: width - 10, top: 30, bottom: height - 28 };
  const days = [...series.points, ...series.baseline, ...document.marks].map((entry) => day(entry.date)).filter(Number.isFinite);
  const first = Math.min(...days);
  const last = Math.max(...days, first + 1);
  const values = [
    ...series.points.flatMap((point) => [point.median, point.lower_quartile ?? point.median, point.upper_quartile ?? point.median]),
    ...series.baseline.flatMap((normal) => [normal.lower, normal.upper]),
  ].filter(Number.isFinite);
  const pad = Math.max(0.05, (Math.max(...values) - Math.min(...values)) * 0.08);
  const low = Math.min(...values) - pad;
  const high = Math.max(...values) + pad;
  const x = (date) => box.left + 6 + ((date - first) / (last - first)) * (box.right - box.left - 12);
  const y = (value) => box.bottom - ((value - low) / (high - low)) * (box.bottom - box.top);

  const platforms = [...new Set(document.series.flatMap((one) => one.points.map((point) => point.platform)))].sort();
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, class: "chart", role: "img", "aria-label": `${term(series.index)}, ${series.points.length} ${word("observations")}` });
  svg.append(draw("defs", {}, draw("pattern", { id: "gap-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    draw("rect", { width: 6, height: 6, fill: "#f3f3f3" }), draw("path", { d: "M0 0V6", stroke: "#b5b5b5", "stroke-width": 1.4 }))));
  for (const gap of document.gaps) {
    const from = Math.max(box.left, x(day(gap.from)));
    const to = Math.min(box.right, x(day(gap.to)));
    if (to > from) svg.append(draw("rect", { x: from, y: box.top, width: to - from, height: box.bottom - box.top, fill: "url(#gap-hatch)" }));
  }
  for (const value of ticks(low, high, 5)) {
    svg.append(draw("path", { d: `M${box.left} ${y(value)}H${box.right}`, stroke: "#d9d9d9" }));
    svg.append(draw("text", { x: box.left - 6, y: y(value) + 4, "text-anchor": "end" }, number(value, 2).replace("-0.00", "0.00")));
  }
  for (const [value, label] of dateTicks(first, last, (box.right - box.left) / 68)) {
    svg.append(draw("path", { d: `M${x(value)} ${box.bottom}v5`, stroke: "#555" }));
    if (x(value) > box.left + 20 && x(value) < box.right - 20) svg.append(draw("text", { x: x(value), y: box.bottom + 18, "text-anchor": "middle" }, label));
  }
  svg.append(draw("path", { d: `M${box.left} ${box.top}V${box.bottom}H${box.right}`, fill: "none", stroke: "#555" }));
  if (series.baseline.length > 1) {
    const at = (key) => (normal) => `${x(day(normal.date)).toFixed(1)} ${y(normal[key]).toFixed(1)}`;
    svg.append(draw("path", { d: `M${series.baseline.map(at("upper")).join("L")}L${[...series.baseline].reverse().map(at("lower")).join("L")}Z`, fill: "#cfe3cf", stroke: "#7fa97f", "stroke-width": 0.8 }));
    svg.append(draw("path", { d: `M${series.baseline.map(at("middle")).join("L")}`, fill: "none", stroke: "#4f7f4f", "stroke-dasharray": "5 3" }));
  }
  svg.append(draw("path", { d: line(series.points, document.gaps, x, y), fill: "none", stroke: "#8a8a8a" }));
  for (const point of series.points) {
    if (!Number.isFinite(point.median)) continue;
    const place = [x(day(point.date)), y(point.median)];
    const group = draw("g", {}, draw("title", {}, `${point.date}  ${number(point.median, 3)}  ${percent(point.clear_share)}  ${point.platform}`));
    if (point.upper_quartile > point.lower_quartile) group.append(draw("path", { d: `M${place[0]} ${y(point.lower_quartile)}V${y(point.upper_quartile)}`, stroke: "#777" }));
    group.append(mark(Math.max(0, platforms.indexOf(point.platform)), ...place));
    svg.append(group);
  }
  flags(svg, document.marks, x, box, first, last);
  return svg;
}

function line(points, gaps, x, y) {
  let path = "";
  let before = null;
  for (const point of points) {
    if (!Number.isFinite(point.median)) continue;
    const now = day(point.date);
    const isJoined = before !== null && now - before <= 400 && !gaps.some((gap) => day(gap.from) >= before && day(gap.to) <= now);
    path += `${isJoined ? "L" : "M"}${x(now).toFixed(1)} ${y(point.median).toFixed(1)}`;
    before = now;
  }
  return path || "M0 0";
}

/** A numbered flag for each day that matters; one that would cover another moves aside. */
function flags(svg, marksOfDocument, x, box, first, last) {
  const shown = marksOfDocument.map((entry, position) => ({ label: position + 1, date: day(entry.date), title: `${term(entry.kind)} ${entry.date}` }))
    .filter((entry) => entry.date >= first && entry.date <= last);
  let free = 0;
  const places = shown.map((entry) => (free = Math.max(x(entry.date), free + 17)));
  let limit = box.right;
  for (let position = places.length - 1; position >= 0; position -= 1) {
    places[position] = Math.min(places[position], limit);
    limit = places[position] - 17;
  }
  shown.forEach((entry, position) => {
    const at = x(entry.date);
    svg.append(draw("g", {}, draw("title", {}, entry.title),
      draw("path", { d: `M${places[position]} 18L${at} ${box.top}V${box.bottom}`, fill: "none", stroke: "#111", "stroke-width": 1.2, "stroke-dasharray": "2 3" }),
      draw("circle", { cx: places[position], cy: 10, r: 8, fill: "#111" }),
      draw("text", { x: places[position], y: 14, "text-anchor": "middle", class: "flag" }, String(entry.label))));
  });
}

/** What the signs of the charts of a document mean. */
export function chartLegend(document) {
  const platforms = [...new Set(document.series.flatMap((one) => one.points.map((point) => point.platform)))].sort();
  const entry = (picture, text) => make("li", {}, picture, text);
  const small = (...children) => draw("svg", { width: 18, height: 16, "aria-hidden": "true" }, ...children);
  const items = platforms.map((platform, position) => entry(small(mark(position, 8, 8, 4)), platform || "–"));
  if (document.series.some((one) => one.baseline.length)) {
    items.push(entry(small(draw("rect", { y: 1, width: 18, height: 14, fill: "#cfe3cf", stroke: "#7fa97f" }), draw("path", { d: "M0 8H18", stroke: "#4f7f4f", "stroke-dasharray": "4 2" })), word("baseline")));
  }
  if (document.gaps.length) items.push(entry(small(draw("rect", { y: 1, width: 18, height: 14, fill: "#f3f3f3", stroke: "#999" }), draw("path", { d: "M2 14L14 2M9 14L17 6", stroke: "#999" })), word("gap")));
  items.push(make("li", {}, word("quartiles")));
  document.marks.forEach((event, position) => items.push(entry(
    small(draw("circle", { cx: 8, cy: 8, r: 7.5, fill: "#111" }), draw("text", { x: 8, y: 12, "text-anchor": "middle", "font-size": 11, "font-weight": 700, fill: "#fff" }, String(position + 1))),
    `${term(event.kind)} ${event.date}`)));
  return make("ul", { class: "keys" }, items);
}
