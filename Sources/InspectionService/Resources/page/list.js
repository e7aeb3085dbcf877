// The list of clues with its filters: ranked by the service, moved in by arrow keys.
import { byId, make, number, settled } from "./elements.js";
import { sign } from "./kinds.js";
import { get, query } from "./service.js";
import { term, word } from "./words.js";

const page = 50;
let clues = [];
let total = 0;
let active = -1;
let unit = null;
let request = null;
let context = null;

/** Who the list works with: `{area, bounds(), open(key), filtered(filters)}`. */
export function setContext(value) { context = value; }

const options = (select, entries) => {
  const before = select.value;
  select.replaceChildren(...entries.map(([value, text]) => make("option", { value }, text)));
  if ([...select.options].some((option) => option.value === before)) select.value = before;
};

const checks = (box, entries) => {
  const before = chosen(box);
  box.replaceChildren(...entries.map((entry) => make("label", { class: "check" },
    make("input", { type: "checkbox", value: entry.code, ...(before.includes(entry.code) ? { checked: true } : {}) }), ...entry.content)));
};

const chosen = (box) => [...box.querySelectorAll("input:checked")].map((input) => input.value);

/** Fills the filters with the codes of the service; also after a change of language. */
export function fillFilters() {
  const { area } = context;
  const withAll = (entries) => [["", word("all")], ...entries.map((entry) => [entry.code, term(entry)])];
  options(byId("filter-order"), ["priority", "area", "newest", "key"].map((code) => [code, word(`order${code[0].toUpperCase()}${code.slice(1)}`)]));
  checks(byId("filter-kind"), area.kinds.map((kind) => ({ code: kind.code, content: [sign(kind.code, "", false, 16), term(kind)] })));
  checks(byId("filter-priority"), area.priorities.map((priority) => ({ code: priority.code, content: [term(priority)] })));
  options(byId("filter-detection"), withAll(area.detection_states));
  options(byId("filter-handling"), withAll(area.handling_states));
  options(byId("filter-county"), [["", word("all")], ...area.counties.map((code) => [code, code])]);
}

/** The filters as parameters of the service. */
export function filters() {
  return {
    kind: chosen(byId("filter-kind")), priority: chosen(byId("filter-priority")), detection: byId("filter-detection").value,
    handling: byId("filter-handling").value, county: byId("filter-county").value, text: byId("filter-text").value.trim(),
    from: byId("filter-from").value, to: byId("filter-to").value, unit: unit ? `${unit.layer}:${unit.id}` : "",
  };
}

export function startList() {
  const changed = settled(() => reload(), 250);
  byId("filters").addEventListener("input", changed);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filter-reset").addEventListener("click", () => { byId("filters").reset(); setUnit(null); });
  byId("list-more").addEventListener("click", () => load(clues.length));
  byId("list").addEventListener("keydown", pressed);
  byId("list").addEventListener("focus", () => { if (active < 0 && clues.length) setActive(0); });
}

/** Shows the clues of one land unit only; null shows all again. */
export function setUnit(value) {
  unit = value;
  const line = byId("unit-filter");
  line.hidden = !unit;
  if (unit) line.replaceChildren(word("unitFilter"), make("strong", {}, unit.name || unit.id), " ", make("button", { type: "button", class: "small", onclick: () => setUnit(null) }, "×"));
  reload();
}

/** Asks for the list anew. */
export async function reload() {
  const values = filters();
  const count = Object.entries(values).filter(([key, value]) => key !== "text" && value.length).length + (byId("filter-view").checked ? 1 : 0);
  byId("filter-count").textContent = count ? `(${count})` : "";
  context.filtered(values);
  await load(0);
}

/** Asks anew where only what the map shows is listed. */
export function mapMoved() { if (byId("filter-view").checked) load(0); }

async function load(offset) {
  request?.abort();
  request = new AbortController();
  const parameters = { ...filters(), order: byId("filter-order").value, limit: page, offset };
  if (byId("filter-view").checked) parameters.bbox = context.bounds();
  try {
    const answer = await get(`/api/clues${query(parameters)}`, request.signal);
    const key = clues[active]?.key;
    clues = offset ? [...clues, ...answer.clues] : answer.clues;
    total = answer.total;
    active = clues.findIndex((clue) => clue.key === key);
    draw();
  } catch (error) {
    if (error.name !== "AbortError") byId("list").replaceChildren(make("p", { class: "error pad" }, `${word("failed")}${error.message}`));
  }
}

/** Draws the list from what is known. */
export function draw() {
  byId("list-count").textContent = `(${total})`;
  byId("list-more").hidden = clues.length >= total;
  const list = byId("list");
  if (!clues.length) return list.replaceChildren(make("p", { class: "note pad" }, word("noClues")));
  list.replaceChildren(...clues.map((clue, position) => row(clue, position)));
  mark();
}

function row(clue, position) {
  return make("div", { class: "row", role: "option", id: `row-${position}`, "aria-selected": "false", "data-key": clue.key, onclick: () => { setActive(position); context.open(clue.key); } },
    make("span", { class: "rank" }, String(position + 1)),
    sign(clue.kind.code, clue.priority.code, clue.detection_state.code === "ended", 22),
    make("span", { class: "row-main" }, make("strong", {}, term(clue.finding)), make("span", { class: "row-name" }, clue.public_number ?? clue.key),
      make("span", { class: "row-state" }, [term(clue.detection_state), term(clue.handling_state), clue.dates.first].map((text) => make("span", {}, text)))),
    make("span", { class: "row-area" }, `${number(clue.area.mu, 2)} ${word("mu")}`, make("small", {}, `${number(clue.area.square_metres, 0)} m²`)));
}

function mark() {
  const list = byId("list");
  [...list.children].forEach((element, position) => element.setAttribute("aria-selected", String(position === active)));
  if (active >= 0) list.setAttribute("aria-activedescendant", `row-${active}`);
  else list.removeAttribute("aria-activedescendant");
}

function setActive(position) {
  active = Math.max(0, Math.min(clues.length - 1, position));
  mark();
  byId(`row-${active}`)?.scrollIntoView({ block: "nearest" });
}

/** Marks the row of a clue that was opened elsewhere. */
export function select(key) {
  active = clues.findIndex((clue) => clue.key === key);
  mark();
  byId(`row-${active}`)?.scrollIntoView({ block: "nearest" });
}

function pressed(event) {
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -clues.length, End: clues.length };
  if (event.key in steps) {
    event.preventDefault();
    setActive(active + steps[event.key]);
    if (event.key === "ArrowDown" && active === clues.length - 1 && clues.length < total) load(clues.length);
  } else if (event.key === "Enter" && clues[active]) {
    event.preventDefault();
    context.open(clues[active].key);
  }
}
