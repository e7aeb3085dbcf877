// News from the service while the page is open: new clues and new generations of the ledger.
import { byId, settled, toast } from "./elements.js";
import { term, word } from "./words.js";

let source = null;

/** Listens until `stopLive`. `{area, open(key), changed()}` is told of news. */
export function startLive(context) {
  stopLive();
  source = new EventSource("/api/events");
  const changed = settled(() => context.changed(), 1500);
  source.addEventListener("open", () => state(true));
  source.addEventListener("error", () => state(false));
  source.addEventListener("clue", (event) => {
    const news = JSON.parse(event.data);
    const kind = term(context.area.kinds.find((entry) => entry.code === news.clue_kind)) || news.clue_kind;
    toast(`${word(news.kind === "new" ? "newClue" : "changedClue")} · ${news.priority ?? ""} ${kind}`, { label: word("open"), run: () => context.open(news.key) });
    changed();
  });
  source.addEventListener("generation", () => { toast(word("newRun")); changed(); });
}

export function stopLive() {
  source?.close();
  source = null;
}

function state(isConnected) {
  const element = byId("live");
  element.textContent = word(isConnected ? "connected" : "disconnected");
  element.classList.toggle("off", !isConnected);
}
