// What people say about a clue: steps with result and reason, notes, photos; and what was said before.
import { make, number, toast } from "./elements.js";
import { clueAddress, post, postFile } from "./service.js";
import { term, word } from "./words.js";

const drafts = new Map();

/** The form and the record of a clue. `changed(clue)` is told what the service has now. */
export function handlingSection(clue, area, visitor, changed, reread) {
  const section = make("section", { id: "handling" }, make("h3", {}, word("handling")));
  if (!visitor.may.includes("record")) section.append(make("p", { class: "note" }, word("mayNot")));
  else section.append(form(clue, area, changed, reread));
  section.append(make("h3", {}, word("history")), history(clue));
  return section;
}

function form(clue, area, changed, reread) {
  const key = clue.document.summary.key;
  const draft = drafts.get(key) ?? {};
  const steps = clue.steps ?? [];
  const step = make("select", { id: "step" }, steps.map((entry) => make("option", { value: entry.to }, term(entry))), make("option", { value: "" }, word("onlyNote")));
  const results = make("fieldset", { class: "results" }, make("legend", {}, word("result")),
    area.field_results.map((entry) => make("label", { class: "check" }, make("input", { type: "radio", name: "result", value: entry.code }), term(entry))));
  const checked = make("input", { type: "date", id: "checked", max: new Date().toISOString().slice(0, 10), value: draft.checked ?? new Date().toISOString().slice(0, 10) });
  const reason = make("textarea", { id: "reason", rows: 2, maxlength: 2000 });
  const note = make("textarea", { id: "note", rows: 3, maxlength: 3000 });
  const photos = make("input", { type: "file", id: "photos", accept: "image/jpeg,.jpg,.jpeg", multiple: true });
  const datum = make("select", { id: "datum" }, [["wgs84", "WGS 84"], ["cgcs2000", "CGCS2000"], ["gcj02", "GCJ-02"]].map(([value, text]) => make("option", { value }, text)));
  const state = make("p", { class: "form-state", role: "status" });
  const button = make("button", { class: "primary", id: "record" }, word("record"));
  note.value = draft.note ?? "";
  reason.value = draft.reason ?? "";
  if (draft.to !== undefined && [...step.options].some((option) => option.value === draft.to)) step.value = draft.to;
  const chosen = () => steps.find((entry) => entry.to === step.value);
  const reasonLabel = make("label", {}, word("reason"), reason);
  const checkedLabel = make("label", {}, word("checked"), checked);
  const adapt = () => {
    results.hidden = !chosen()?.needs_result;
    checkedLabel.hidden = results.hidden;
    reasonLabel.hidden = !chosen()?.needs_reason;
  };
  step.addEventListener("change", adapt);
  const remember = () => drafts.set(key, { note: note.value, reason: reason.value, checked: checked.value, to: step.value });
  const element = make("form", { class: "handling-form", oninput: remember },
    clue.document.summary.handling_state.code === "not_issued" ? make("p", { class: "note" }, word("issueFirst")) : null,
    make("label", {}, word("step"), step), results, checkedLabel, reasonLabel,
    make("label", {}, word("noteText"), note),
    make("div", { class: "photo-row" }, make("label", {}, word("photos"), photos), make("label", {}, word("datum"), datum)),
    state, button);
  if (draft.result) for (const radio of results.querySelectorAll("input")) radio.checked = radio.value === draft.result;
  adapt();

  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    const result = results.hidden ? "" : results.querySelector("input:checked")?.value ?? "";
    if (chosen()?.needs_result && !result) return say(state, word("result"), true);
    if (chosen()?.needs_reason && !reason.value.trim()) return say(state, word("reason"), true);
    if (!chosen() && !note.value.trim() && !photos.files.length) return say(state, word("needNote"), true);
    button.disabled = true;
    try {
      const sums = [];
      for (const file of photos.files) {
        say(state, `${word("uploading")} ${file.name}`);
        const photo = await postFile(`${clueAddress(key)}/photos?datum=${datum.value}`, file);
        sums.push(photo.sha256);
        say(state, `${file.name}: ${number(photo.distance_metres, 0)} m ${word("metresAway")}`);
      }
      say(state, word("saving"));
      const body = { note: note.value, reason: reasonLabel.hidden ? "" : reason.value, photos: sums };
      if (chosen()) body.to = step.value;
      if (result) Object.assign(body, { result, checked: checked.value });
      const answer = await post(`${clueAddress(key)}/handling`, body, { "If-Match": `"${clue.version}"` });
      drafts.delete(key);
      toast(word("saved"));
      changed(answer);
    } catch (error) {
      button.disabled = false;
      remember();
      if (error.status === 412 || error.status === 409) {
        await reread();
        toast(word("conflict"));
      } else say(state, `${word("failed")}${error.message}`, true);
    }
  });
  return element;
}

function say(element, text, isError = false) {
  element.textContent = text;
  element.classList.toggle("error", isError);
}

function history(clue) {
  if (!clue.history?.length) return make("p", { class: "note" }, word("noHistory"));
  return make("ol", { class: "history" }, clue.history.map((entry) => make("li", {},
    make("p", { class: "history-head" }, make("time", { datetime: entry.time }, entry.time.replace("T", " ").replace(/:\d\dZ$/, " UTC")), ` · ${entry.person ?? ""}`,
      entry.to && entry.to.code !== entry.from?.code ? make("strong", {}, ` ${term(entry.from)} → ${term(entry.to)}`) : null),
    entry.result ? make("p", {}, `${word("result")}: ${term(entry.result)}${entry.checked ? ` (${entry.checked})` : ""}`) : null,
    entry.remark ? make("p", { class: "remark" }, entry.remark) : null,
    entry.photos?.length ? make("div", { class: "photos" }, entry.photos.filter((photo) => photo.url).map((photo) => make("a", { href: photo.url, target: "_blank", rel: "noopener" },
      make("img", { src: photo.url, alt: `${photo.taken ?? ""} ${number(photo.distance_metres, 0)} m`, loading: "lazy" })))) : null)));
}
