// The signs of clues: the shape is the kind, the number the priority, a hollow one has ended. Colour only repeats it.
import { draw } from "./elements.js";

const shapes = {
  construction: "M10 2.5L18.5 17.5H1.5Z",
  abandonment: "M10 2A8 8 0 1 1 9.99 2Z",
  non_grain: "M2.5 2.5H17.5V17.5H2.5Z",
  rehabilitation_lag: "M10 1L19 10L10 19L1 10Z",
  change: "M7 1.5H13V7H18.5V13H13V18.5H7V13H1.5V7H7Z",
};
const colors = { P1: "#a50026", P2: "#b35806", P3: "#1f4e79" };

export const kindCodes = Object.keys(shapes);
export const priorityColor = (code) => colors[code] ?? colors.P3;

/** The sign as an SVG element. */
export function sign(kind, priority, isEnded = false, size = 20) {
  const color = priorityColor(priority);
  const low = kind === "construction" ? 15 : 13.6;
  return draw("svg", { viewBox: "0 0 20 20", width: size, height: size, class: "sign", "aria-hidden": "true" },
    draw("path", { d: shapes[kind] ?? shapes.change, fill: isEnded ? "#ffffff" : color, stroke: isEnded ? color : "#ffffff", "stroke-width": isEnded ? 2 : 1.2, "paint-order": "stroke" }),
    draw("text", { x: 10, y: low, "text-anchor": "middle", "font-size": kind === "construction" ? 9 : 10, "font-weight": 700, fill: isEnded ? color : "#ffffff" }, String(priority ?? "").replace("P", "")));
}
