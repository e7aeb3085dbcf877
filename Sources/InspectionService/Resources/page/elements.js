// Making elements: text is always set as text, never as markup, so that no note or name of a layer can become script.

/** An element with attributes and children; strings become text, `on…` attributes listeners. */
export function make(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function draw(name, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "value") element.value = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

export const byId = (id) => document.getElementById(id);

/** A number with a fixed count of decimals; a dash where there is none. */
export const number = (value, decimals) =>
  typeof value === "number" && Number.isFinite(value) ? value.toFixed(decimals) : "–";

export const percent = (share, decimals = 0) =>
  typeof share === "number" ? `${(share * 100).toFixed(decimals)} %` : "–";

/** A measured number with as many decimals as say something. */
export function measured(value) {
  if (typeof value !== "number" || !Number.isFinite(value)) return "–";
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value);
  const size = Math.abs(value);
  const text = value.toFixed(size < 10 ? 4 : size < 1000 ? 2 : 0);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** A day number since 1970 of an ISO date. */
export const day = (text) => Math.floor(Date.parse(`${String(text).slice(0, 10)}T00:00:00Z`) / 86400000);

/** Calls a function once after a pause in which it was not called again. */
export function settled(action, milliseconds) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
}

let toastTimer = 0;

/** A short message in the corner; with an action, a button that does it. */
export function toast(text, action) {
  const box = byId("toasts");
  const item = make("div", { class: "toast" }, make("span", {}, text));
  if (action) item.append(make("button", { type: "button", class: "link", onclick: () => { item.remove(); action.run(); } }, action.label));
  box.append(item);
  while (box.children.length > 4) box.firstChild.remove();
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => box.replaceChildren(), 12000);
}
