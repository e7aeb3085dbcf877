// Two pictures of one place on top of each other; a line that is dragged, or moved by arrow keys, uncovers one or the other.
import { make } from "./elements.js";
import { word } from "./words.js";

/** A swipe over a pair of pictures `{before: {url, date}, after: {url, date}}`. */
export function swipe(pair) {
  const before = make("img", { src: pair.before.url, alt: `${word("before")} ${pair.before.date}`, draggable: "false" });
  const after = make("img", { src: pair.after.url, alt: `${word("after")} ${pair.after.date}`, draggable: "false", class: "over" });
  const range = make("input", { type: "range", min: 0, max: 100, step: 1, value: 50, class: "swipe-range", "aria-label": word("swipe") });
  const line = make("div", { class: "swipe-line", "aria-hidden": "true" }, make("span", {}, "◀▶"));
  const box = make("div", { class: "swipe" }, before, after, line, range,
    make("span", { class: "swipe-label left" }, `${word("before")} ${pair.before.date}`),
    make("span", { class: "swipe-label right" }, `${word("after")} ${pair.after.date}`));
  const move = () => {
    box.style.setProperty("--place", `${range.value}%`);
    range.setAttribute("aria-valuetext", `${word("before")} ${range.value} %, ${word("after")} ${100 - range.value} %`);
  };
  range.addEventListener("input", move);
  const drag = (event) => {
    const frame = box.getBoundingClientRect();
    range.value = String(Math.round(Math.min(1, Math.max(0, (event.clientX - frame.left) / frame.width)) * 100));
    move();
  };
  box.addEventListener("pointerdown", (event) => {
    box.setPointerCapture(event.pointerId);
    drag(event);
    range.focus({ preventScroll: true });
    event.preventDefault();
  });
  box.addEventListener("pointermove", (event) => { if (box.hasPointerCapture(event.pointerId)) drag(event); });
  move();
  return box;
}
