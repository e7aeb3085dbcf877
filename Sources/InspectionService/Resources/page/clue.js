// Everything about one clue: pictures with a swipe, areas, the curve, evidence, overlaps, and what people do about it.
import { byId, make, measured, number, percent, toast } from "./elements.js";
import { chartLegend, seriesChart } from "./chart.js";
import { handlingSection } from "./handling.js";
import { sign } from "./kinds.js";
import { clueAddress, download, get } from "./service.js";
import { swipe } from "./swipe.js";
import { language, term, word } from "./words.js";

let shown = null;
let context = null;
let request = null;

/** Who the panel works with: `{area, visitor, closed(), showDate(date), listChanged()}`. */
export function setContext(value) { context = value; }

export const openKey = () => shown?.document.summary.key ?? null;

/** Reads a clue and shows it. */
export async function openClue(key, keepScroll = false) {
  const panel = byId("clue-panel");
  request?.abort();
  request = new AbortController();
  panel.hidden = false;
  if (!keepScroll) panel.replaceChildren(make("p", { class: "note pad" }, word("loading")));
  try {
    const clue = await get(clueAddress(key), request.signal);
    const top = panel.scrollTop;
    render(clue);
    if (keepScroll) panel.scrollTop = top;
    return clue;
  } catch (error) {
    if (error.name === "AbortError") return null;
    panel.replaceChildren(make("p", { class: "error pad" }, `${word("failed")}${error.message}`), closeButton());
    return null;
  }
}

export function closeClue() {
  request?.abort();
  shown = null;
  byId("clue-panel").hidden = true;
  byId("clue-panel").replaceChildren();
}

/** Draws the panel again, after the language or the width has changed. */
export function redraw() { if (shown) render(shown); }

const closeButton = () => make("button", { type: "button", class: "close", "aria-label": word("close"), title: `${word("close")} (Esc)`, onclick: () => context.closed() }, "×");

function render(clue) {
  shown = clue;
  const panel = byId("clue-panel");
  const { document } = clue;
  panel.replaceChildren(
    bar(clue), head(clue), pictures(clue), facts(clue), curve(document), evidence(document), overlaps(document),
    handlingSection(clue, context.area, context.visitor, (answer) => { render(answer); context.listChanged(); },
      () => openClue(document.summary.key, true)),
    events(document), foot(document));
}

/** What stays in sight while the panel scrolls. */
function bar(clue) {
  const { summary } = clue.document;
  return make("div", { class: "clue-bar" },
    make("h2", {}, sign(summary.kind.code, summary.priority.code, summary.detection_state.code === "ended", 24), term(summary.finding)),
    make("button", { type: "button", id: "pdf", class: "primary", onclick: savePDF }, word("pdf")), closeButton());
}

function head(clue) {
  const { summary, notices } = clue.document;
  const isSimulated = notices.some((notice) => notice.code === "simulated");
  const badge = (text, style = "") => make("li", { class: style }, text);
  return make("header", { class: "clue-head" },
    make("p", { class: "clue-name" }, summary.public_number ?? summary.key, isSimulated ? make("strong", { class: "simulated" }, word("simulated")) : null),
    make("ul", { class: "badges" }, badge(term(summary.priority), `priority ${summary.priority.code}`), badge(term(summary.detection_state)), badge(term(summary.handling_state)),
      summary.approval.code === "not_applicable" ? null : badge(term(summary.approval))),
    make("div", { class: "actions" },
      make("a", { class: "button", href: reportAddress(summary.key, "html"), target: "_blank", rel: "noopener" }, word("html")),
      clue.imagery ? make("span", { class: "on-map" }, word("showOnMap"),
        ["before", "after"].map((side) => clue.imagery[side] ? make("button", { type: "button", class: "small", onclick: () => context.showDate(clue.imagery[side]) }, `${word(side)} ${clue.imagery[side]}`) : null)) : null));
}

const reportAddress = (key, format) => `/api/reports/clue/${encodeURIComponent(key)}?format=${format}&lang=${language()}`;

/** Saves the PDF of the clue that is open. */
export async function savePDF() {
  if (!shown) return;
  const { summary } = shown.document;
  const button = byId("pdf");
  button.disabled = true;
  try {
    await download(`${reportAddress(summary.key, "pdf")}&download=true`, `${summary.public_number ?? summary.key}.pdf`);
  } catch (error) {
    toast(`${word("downloadFailed")}${error.message}`);
  }
  button.disabled = false;
}

function pictures(clue) {
  const section = make("section", {}, make("h3", {}, word("pictures"), make("small", {}, word("swipeHint"))));
  if (!clue.pictures?.length) return section.append(make("p", { class: "note" }, word("noPictures"))), section;
  const place = make("div", { class: "swipe-place" });
  const show = (pair) => place.replaceChildren(swipe(pair));
  const name = (pair) => term(context.area.products.find((product) => product.code === pair.content)) || term(pair.content);
  const choice = tabs(clue.pictures.map((pair) => [name(pair), () => show(pair)]));
  const large = make("button", { type: "button", class: "small", onclick: () => {
    const dialog = byId("large");
    const pair = clue.pictures[choice.position()];
    dialog.replaceChildren(make("button", { type: "button", class: "close", "aria-label": word("close"), onclick: () => dialog.close() }, "×"), swipe(pair));
    dialog.showModal();
    dialog.querySelector("input").focus();
  } }, word("enlarge"));
  section.append(make("div", { class: "tab-row" }, choice.element, large), place);
  return section;
}

/** Buttons of which one is pressed. */
function tabs(entries) {
  let position = 0;
  const buttons = entries.map(([text, action], index) => make("button", { type: "button", class: "tab", onclick: () => press(index, action) }, text));
  const press = (index, action) => {
    position = index;
    buttons.forEach((button, other) => button.setAttribute("aria-pressed", String(other === index)));
    action();
  };
  if (entries.length) press(0, entries[0][1]);
  return { element: make("div", { class: "tab-list", role: "group" }, buttons), position: () => position };
}

const areaText = (area) => `${number(area.mu, 2)} ${word("mu")} (${number(area.square_metres, 1)} m²)`;
const degrees = (position) => `${number(position.longitude, 6)}, ${number(position.latitude, 6)}`;

function facts(clue) {
  const { document } = clue;
  const { summary } = document;
  const rows = [
    ["grossArea", areaText(document.gross_area)], ["netArea", document.net_area ? areaText(document.net_area) : word("notStated")],
    ["firstDate", summary.dates.first], ["confirmedDate", summary.dates.confirmed ?? word("notYet")], ["lastDate", summary.dates.last],
    ["endedDate", summary.dates.ended ?? word("notYet")], ["hits", `${document.hits} / ${document.observations}`], ["approval", term(summary.approval)],
    ["unit", document.unit ? `${term(document.unit.layer)} ${document.unit.id} ${document.unit.name ?? ""}` : "–"], ["county", document.county ?? "–"], ["tile", document.tile], ["batch", clue.batch ?? "–"],
    ["position", degrees(document.position.cgcs2000)], ["wgs84", degrees(document.position.wgs84)],
    ["number", summary.public_number ?? word("notGiven")], ["key", summary.key],
  ];
  return make("section", {}, make("h3", {}, word("areas")), make("dl", { class: "facts" }, rows.map(([name, value]) => make("div", {}, make("dt", {}, word(name)), make("dd", {}, value)))));
}

function curve(document) {
  const section = make("section", {}, make("h3", {}, word("curve")));
  const series = document.series.filter((one) => one.points.length);
  if (!series.length) return section.append(make("p", { class: "note" }, word("noSeries"))), section;
  const place = make("div", { class: "chart-place" });
  const width = Math.max(300, Math.min(900, (byId("clue-panel").clientWidth || 440) - 34));
  const table = make("div", {});
  const show = (one) => {
    place.replaceChildren(seriesChart(one, document, width));
    table.replaceChildren(simpleTable(["date", "value", "clearShare", "platform"].map(word), one.points.map((point) => [point.date, number(point.median, 3), percent(point.clear_share), point.platform])));
  };
  section.append(tabs(series.map((one) => [term(one.index), () => show(one)])).element, place, chartLegend(document),
    make("details", {}, make("summary", {}, word("values")), table));
  return section;
}

const simpleTable = (heads, rows) => make("div", { class: "scroll", tabindex: 0 }, make("table", {}, make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))),
  make("tbody", {}, rows.map((row) => make("tr", {}, row.map((cell, position) => position ? make("td", {}, cell) : make("th", { scope: "row" }, cell)))))));

const comparisons = { ">=": "≥", "<=": "≤" };

function evidence(document) {
  const section = make("section", { class: "evidence" }, make("h3", {}, word("evidence")));
  if (!document.tests.length) return section.append(make("p", { class: "note" }, word("noTests"))), section;
  section.append(simpleTable(["test", "measured", "threshold", "outcome", "when"].map(word), document.tests.map((test) => [
    term(test.name), measured(test.value), `${comparisons[test.comparison] ?? test.comparison} ${measured(test.threshold)}`,
    word(test.met === true ? "met" : test.met === false ? "notMet" : "undecided"), [test.date, test.period].filter(Boolean).join(" · ")])));
  return section;
}

function overlaps(document) {
  const section = make("section", {}, make("h3", {}, word("overlaps")));
  if (!document.overlaps.length) return section.append(make("p", { class: "note" }, word("noOverlaps"))), section;
  section.append(simpleTable(["layer", "name", "commonArea", "shareOfClue"].map(word), document.overlaps.map((overlap) => [
    term(overlap.layer), `${overlap.unit} ${overlap.name ?? ""}`, areaText(overlap.area), percent(overlap.share_of_clue, 1)])));
  return section;
}

function events(document) {
  const all = [...document.marks, ...document.journal].sort((left, right) => (left.date < right.date ? -1 : 1));
  return make("section", {}, make("details", {}, make("summary", {}, `${word("events")} (${all.length})`),
    make("ol", { class: "events" }, all.map((event) => make("li", {}, make("time", {}, event.date), ` ${term(event.kind)} `, make("small", {}, event.note ?? ""))))));
}

function foot(document) {
  const { provenance } = document;
  return make("footer", { class: "clue-foot" }, document.notices.map((notice) => make("p", {}, term(notice))),
    make("p", {}, [provenance.program, provenance.rule_sets.join(", "), term(provenance.area_method), term(provenance.confidence)].join(" · ")));
}
