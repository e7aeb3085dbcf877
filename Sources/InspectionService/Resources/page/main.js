// The desk: who is there, which panels are open, which keys do what.
import { byId, make, settled, toast } from "./elements.js";
import * as clues from "./clue.js";
import * as imagery from "./imagery.js";
import * as list from "./list.js";
import { startLive, stopLive } from "./live.js";
import * as map from "./map.js";
import { get, logIn, me, post, setVisitor } from "./service.js";
import { fillWords, switchLanguage, word } from "./words.js";

let visitor = null;
let area = null;
let isRunning = false;

async function start() {
  fillWords();
  for (const button of document.querySelectorAll(".language")) button.addEventListener("click", changeLanguage);
  byId("login-form").addEventListener("submit", enter);
  byId("logout").addEventListener("click", leave);
  byId("help-button").addEventListener("click", showHelp);
  for (const button of document.querySelectorAll(".tabs button")) button.addEventListener("click", () => view(button.dataset.view));
  document.addEventListener("keydown", pressed);
  window.addEventListener("hashchange", followHash);
  window.addEventListener("resize", settled(() => { map.resized(); clues.redraw(); }, 200));
  try {
    visitor = await me();
  } catch (error) {
    showLogin(`${word("failed")}${error.message}`);
    return;
  }
  if (visitor) await openDesk();
  else showLogin();
}

function showLogin(message = "") {
  byId("desk").hidden = true;
  byId("login").hidden = false;
  byId("login-error").hidden = !message;
  byId("login-error").textContent = message;
  byId(byId("login-user").value ? "login-password" : "login-user").focus();
}

async function enter(event) {
  event.preventDefault();
  const button = event.target.querySelector(".primary");
  button.disabled = true;
  try {
    visitor = await logIn(byId("login-user").value, byId("login-password").value);
    byId("login-password").value = "";
    await openDesk();
  } catch (error) {
    showLogin(error.message);
  }
  button.disabled = false;
}

async function leave() {
  stopLive();
  try { await post("/api/logout", {}); } catch { /* An expired login is gone already. */ }
  // A new page forgets what the last person saw.
  location.replace("/");
}

async function openDesk() {
  setVisitor(visitor, () => { stopLive(); showLogin(word("expired")); });
  byId("login").hidden = true;
  byId("desk").hidden = false;
  byId("who").textContent = `${visitor.user} · ${visitor.counties?.length ? visitor.counties.join(", ") : word("all")}`;
  if (isRunning) return reconnect();
  isRunning = true;
  area = await get("/api/area");
  byId("area-note").textContent = area.name ?? "";
  const open = (key) => { location.hash = `clue=${encodeURIComponent(key)}`; };
  list.setContext({ area, bounds: map.bounds, open, filtered: map.setFilters });
  clues.setContext({ area, visitor, closed: close, showDate: (date) => { imagery.choose(date); view("map"); }, listChanged: () => { list.reload(); } });
  const theMap = map.startMap(area, { open, moved: list.mapMoved, showUnit: (unit) => { list.setUnit(unit); view("list"); } });
  list.fillFilters();
  list.startList();
  reconnect();
  view("list");
  await Promise.all([list.reload(), imagery.startImagery(area, theMap).catch((error) => toast(`${word("failed")}${error.message}`))]);
  followHash();
}

function reconnect() {
  clues.setContext({ area, visitor, closed: close, showDate: (date) => { imagery.choose(date); view("map"); }, listChanged: () => { list.reload(); } });
  startLive({ area, open: (key) => { location.hash = `clue=${encodeURIComponent(key)}`; }, changed: () => { list.reload(); map.refresh(); } });
}

/** The address names the clue that is open, so that it can be sent to a colleague and the way back works. */
async function followHash() {
  if (!isRunning) return;
  const key = new URLSearchParams(location.hash.slice(1)).get("clue");
  if (!key) {
    clues.closeClue();
    map.showClue(null);
    byId("desk").classList.remove("with-clue");
    map.resized();
    if (byId("desk").dataset.view === "clue") view("list");
    return;
  }
  byId("desk").classList.add("with-clue");
  view("clue");
  map.resized();
  // The clue is to be seen, not what explains the map.
  if (byId("map").clientWidth < 900) for (const name of ["layers", "legend"]) byId(name).open = false;
  const clue = await clues.openClue(key);
  if (!clue) return;
  map.showClue(clue);
  list.select(clue.document.summary.key);
}

function close() {
  history.pushState(null, "", location.pathname);
  followHash();
  byId("list").focus({ preventScroll: true });
}

/** On a narrow screen one panel at a time; on a wide one this only marks the tab. */
function view(name) {
  byId("desk").dataset.view = name;
  for (const button of document.querySelectorAll(".tabs button")) button.setAttribute("aria-pressed", String(button.dataset.view === name));
  if (name === "map") map.resized();
}

function changeLanguage() {
  switchLanguage();
  fillWords();
  if (!isRunning) return;
  list.fillFilters();
  list.draw();
  map.fillUnits();
  map.refresh();
  imagery.fillProducts();
  imagery.label();
  clues.redraw();
  byId("live").textContent = word(byId("live").classList.contains("off") ? "disconnected" : "connected");
}

function showHelp() {
  const dialog = byId("help");
  dialog.replaceChildren(make("button", { type: "button", class: "close", "aria-label": word("close"), onclick: () => dialog.close() }, "×"),
    make("h2", {}, word("keys")), make("ul", {}, word("helpText").split("|").map((line) => make("li", {}, line))), make("p", { class: "note" }, word("clueNotice")));
  dialog.showModal();
}

function pressed(event) {
  if (!isRunning || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") {
    if (clues.openKey()) { event.preventDefault(); close(); }
    return;
  }
  if (event.target.matches("input, textarea, select")) return;
  const actions = {
    "/": () => byId("filter-text").focus(), "[": () => imagery.step(-1), "]": () => imagery.step(1), "?": showHelp,
    f: () => byId("note")?.focus(), p: () => clues.savePDF(),
  };
  const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

start();
