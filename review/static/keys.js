// The keys of the coding screen. Fields and buttons keep their own keys; nothing happens with Ctrl, Alt or Meta.
import { toggle, unfilter } from "./codes.js";
import { zoom } from "./page.js";
import { say, visit } from "./swap.js";

const SPARE = { " ": "accept", ArrowRight: "next", ArrowDown: "next", ArrowLeft: "previous", ArrowUp: "previous" };
const ONCE = ["accept", "undo", "redo", "next", "previous"];
const PATIENCE = 4000; // milliseconds between the first and the second key of a code

let typed = "";
let unsure = false;
let timer = 0;

const main = () => document.querySelector("#main");

function forget() {
  typed = "";
  clearTimeout(timer);
  for (const group of document.querySelectorAll("fieldset.waiting")) group.classList.remove("waiting");
}

function wait(dimension) {
  const group = document.getElementById(`dimension-${dimension}`);
  group.classList.add("waiting");
  const list = group.closest(".all"); // only the list moves: what is read must stay where it is
  list.scrollTop = group.offsetTop - list.offsetTop;
  clearTimeout(timer);
  timer = setTimeout(forget, PATIENCE);
}

function focus(selector, inside) {
  const found = document.querySelector(selector);
  if (!found) return;
  if (inside) found.open = true;
  const field = inside ? found.querySelector(inside) : found;
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
}

const ACTIONS = {
  accept: () => document.querySelector("#answer").requestSubmit(document.querySelector("#save")),
  unsure: () => {
    unsure = true;
    say(main().dataset.unsure, "notice prompt");
  },
  note: () => focus("#note"),
  memo: () => focus("#memos", "textarea"),
  undo: () => press("undo"),
  redo: () => press("redo"),
  next: () => visit(document.querySelector("[data-action=next]").href),
  previous: () => visit(document.querySelector("[data-action=previous]").href),
  search: () => focus("#find"),
  help: () => {
    const keys = document.querySelector("#keys");
    keys.showModal();
    keys.querySelector("form button").focus();
  },
  zoom_in: () => zoom("in"),
  zoom_out: () => zoom("out"),
  zoom_fit: () => zoom("fit"),
};

function press(action) {
  const button = document.querySelector(`[data-action=${action}]`);
  if (button && !button.disabled) button.click();
}

/** Whether a key belongs to the element that has the focus, rather than to us. */
function isTheirs(event) {
  const on = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return true;
  if (on.matches("textarea, select, input:not([type=checkbox], [type=radio])")) return true;
  const presses = event.key === "Enter" || event.key === " ";
  if (on.matches("button, a, summary, input")) return presses || (on.type === "radio" && event.key.startsWith("Arrow"));
  return on.matches(".paper, .all") && event.key.startsWith("Arrow");
}

function findCode(keys) {
  return document.querySelector(`#answer input[data-key="${CSS.escape(keys)}"]`);
}

function typeCode(key) {
  const dimensions = JSON.parse(main().dataset.dimensions);
  const found = findCode(typed + key);
  if (found) {
    unfilter();
    forget();
    toggle(found.value, unsure);
    if (unsure) document.querySelector("#note").focus();
    unsure = false;
    return true;
  }
  const begun = typed ? undefined : Object.keys(dimensions).find((one) => dimensions[one] === key);
  forget();
  if (!begun) return false;
  typed = key;
  wait(begun);
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches("#note, .more textarea")) {
    document.querySelector("#quote").focus();
    return;
  }
  if (event.key === "Enter" && event.ctrlKey && event.target.matches("#note, .memos textarea")) {
    event.preventDefault();
    if (event.target.id === "note") ACTIONS.accept();
    else event.target.form.requestSubmit();
    return;
  }
  const keys = main().dataset.keys;
  if (keys === undefined || isTheirs(event)) {
    if (keys === undefined && event.key === "?" && !event.target.matches("input, textarea, select")) ACTIONS.help();
    return;
  }
  if (!keys) return; // switched off
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === "Escape") {
    forget();
    unsure = false;
    return;
  }
  const actions = JSON.parse(keys);
  let action = typed ? undefined : Object.keys(actions).find((one) => actions[one] === key) || SPARE[key];
  if (action === "undo" && event.shiftKey) action = "redo";
  if (event.repeat && ONCE.includes(action)) return; // a key that is held down decides once
  if (action ? (ACTIONS[action](), true) : key.length === 1 && typeCode(key)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[type=button][data-action]");
  if (button) ACTIONS[button.dataset.action]();
});

document.addEventListener("settled", () => {
  forget();
  unsure = false;
});
