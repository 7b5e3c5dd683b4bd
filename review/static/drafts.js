// What was chosen or written but not saved: kept in this tab for each passage and person, shown again when the
// passage is, and forgotten when it is saved. Answers that were given meanwhile, elsewhere, win.
import { refresh } from "./codes.js";

const main = () => document.querySelector("#main");
const answer = () => document.querySelector("#answer");
const key = (name) => `samverkan ${location.origin} ${name}`;

let sent = ""; // the draft of which an answer is on its way
let asShown = "";

/** The answer as it stands on the screen. */
function read() {
  const form = answer();
  const chosen = [...form.querySelectorAll(".code input:checked")].map((input) => `${input.name}=${input.value}`);
  return JSON.stringify({ seen: form.elements.seen.value, chosen, note: document.querySelector("#note").value });
}

function write(text) {
  const { chosen, note } = JSON.parse(text);
  for (const input of answer().querySelectorAll(".code input")) {
    input.checked = chosen.includes(`${input.name}=${input.value}`);
  }
  document.querySelector("#note").value = note;
}

function mark(there) {
  const said = document.querySelector("#unsaved");
  if (said) said.hidden = !there;
}

function keep() {
  const name = main().dataset.draft;
  if (!name || !answer()) return;
  const now = read();
  if (now === asShown) {
    sessionStorage.removeItem(key(name));
    mark(false);
  } else {
    sessionStorage.setItem(key(name), now);
  }
}

/** Keep memos that were begun, by what they are about. */
function keepMemo(field) {
  const name = key(`memo ${field.form.elements.kind.value} ${field.form.elements.target.value}`);
  if (field.value) sessionStorage.setItem(name, field.value);
  else sessionStorage.removeItem(name);
}

/** Show the draft of the passage that is shown now. */
export function restore() {
  for (const form of document.querySelectorAll(".memos form")) {
    const kept = sessionStorage.getItem(key(`memo ${form.elements.kind.value} ${form.elements.target.value}`));
    if (kept && !form.elements.text.value) {
      form.elements.text.value = kept;
      if (form.closest("details")) form.closest("details").open = true;
    }
  }
  const name = main().dataset.draft;
  if (sent && !(sent === name && "refused" in main().dataset)) sessionStorage.removeItem(key(sent));
  sent = "";
  if (!name || !answer()) return;
  asShown = read();
  if ("refused" in main().dataset && sessionStorage.getItem(key(name))) {
    sessionStorage.setItem(key(name), asShown); // the server sent back what was chosen, and nothing is saved
    asShown = "";
    mark(true);
    return;
  }
  const kept = sessionStorage.getItem(key(name));
  if (!kept) return;
  if (kept === asShown || JSON.parse(kept).seen !== JSON.parse(asShown).seen) {
    sessionStorage.removeItem(key(name));
    return;
  }
  write(kept);
  mark(true);
  refresh();
}

/** An answer is on its way: its draft is forgotten once the next page is there. */
export function send(form) {
  if (form.id === "answer") sent = main().dataset.draft || "";
  else if (form.matches(".memos form")) {
    sessionStorage.removeItem(key(`memo ${form.elements.kind.value} ${form.elements.target.value}`));
  }
}

/** The answer never arrived. */
export function fail() {
  sent = "";
}

document.addEventListener("changed", keep);
document.addEventListener("input", (event) => {
  if (event.target.matches(".memos textarea")) keepMemo(event.target);
  else if (event.target.id === "note") keep();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-drop-draft]")) return;
  sessionStorage.removeItem(key(main().dataset.draft));
  location.reload();
});
