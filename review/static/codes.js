// The codes: chips that follow the choice, search, what a code means, and which words spoke for it.

const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];

/** The field of a code. */
export const field = (code) => document.getElementById(`c-${code}`);

function doubt(code) {
  return one(`input[name=unsure][value="${CSS.escape(code)}"]`);
}

/** Choose or leave a code, as typing its keys does. A single question's code is only chosen. */
export function toggle(code, unsure) {
  const input = field(code);
  const doubted = doubt(code);
  if (unsure) {
    doubted.checked = !doubted.checked;
    if (doubted.checked) input.checked = false;
  } else {
    input.checked = input.type === "radio" ? true : !input.checked;
    if (input.checked) doubted.checked = false;
  }
  refresh();
  explain(code);
  const row = input.closest(".code");
  const list = row.closest(".all");
  const place = row.offsetTop - list.offsetTop;
  if (place < list.scrollTop + 40 || place > list.scrollTop + list.clientHeight - 60) list.scrollTop = place - 60;
}

function chip(input, doubted) {
  const made = one("#chip").content.firstElementChild.cloneNode(true);
  const label = made.querySelector("label");
  made.classList.add(`dimension-${input.dataset.dimension}`);
  made.classList.toggle("doubted", doubted);
  made.dataset.code = input.value;
  label.htmlFor = input.id;
  label.firstElementChild.textContent = input.closest(".code").querySelector(".name").textContent;
  const chance = input.dataset.chance;
  const meter = made.querySelector("meter");
  if (chance) {
    meter.value = Number(input.dataset.score);
    meter.textContent = meter.title = chance;
    made.querySelector(".percent").textContent = chance;
  } else {
    meter.remove();
    made.querySelector(".percent").remove();
  }
  made.querySelector(".reasons").textContent = input.dataset.reasons || "";
  return made;
}

/** Make the chips follow the choice. */
export function refresh() {
  const list = one("#chosen");
  if (!list) return;
  const chips = all("#answer .code > input").flatMap((input) => {
    const doubted = doubt(input.value).checked;
    return input.checked || doubted ? [chip(input, doubted)] : [];
  });
  if (!chips.length) {
    const none = document.createElement("li");
    none.className = "none";
    none.textContent = list.dataset.empty;
    chips.push(none);
  }
  list.replaceChildren(...chips);
  overrule(chips);
  for (const box of all("#answer .code > input[type=checkbox]")) box.indeterminate = doubt(box.value).checked;
  document.dispatchEvent(new CustomEvent("changed"));
}

/** Strike out what the codebook's rules will leave out, because a code that stands alone is chosen. */
function overrule(chips) {
  const alone = one("#answer").dataset.alone.split(" ");
  const ruling = chips.find((made) => alone.includes(made.dataset.code) && field(made.dataset.code).checked);
  for (const made of chips) made.classList.toggle("overruled", Boolean(ruling) && made !== ruling);
}

/** Show what a code means, beside the codes. */
export function explain(code) {
  const meaning = one("#meaning");
  const entry = document.getElementById(`d-${code}`);
  if (meaning && entry) meaning.replaceChildren(...entry.cloneNode(true).children);
}

/** How well a code's name answers what was typed: 0 is the name itself, 4 that only its cues have the words. */
function rank(label, typed, words) {
  if (label === typed) return 0;
  if (label.startsWith(typed)) return 1;
  const parts = label.split(/[^\p{L}\p{N}]+/u);
  if (words.every((word) => parts.some((part) => part.startsWith(word)))) return 2;
  return words.every((word) => label.includes(word)) ? 3 : 4;
}

function filter(text) {
  const typed = text.toLowerCase().trim().replace(/\s+/g, " ");
  const words = typed.split(" ").filter(Boolean);
  let first = null;
  let best = Infinity;
  for (const row of all("#answer .code")) {
    const found = words.every((word) => row.dataset.find.includes(word));
    row.classList.toggle("off", !found);
    row.classList.remove("first");
    const place = found && words.length ? rank(row.dataset.label, typed, words) : Infinity;
    if (place < best) [best, first] = [place, row];
  }
  for (const group of all("#answer fieldset")) group.hidden = !group.querySelector(".code:not(.off)");
  if (!first) return;
  first.classList.add("first");
  const list = first.closest(".all");
  list.scrollTop = Math.max(first.offsetTop - list.offsetTop - 60, 0);
  explain(first.dataset.code);
}

/** Empty the search, so that every code is there again. */
export function unfilter() {
  const find = one("#find");
  if (find && find.value) {
    find.value = "";
    filter("");
  }
}

function point(code) {
  for (const mark of all("#quote mark.word, #quote mark.cue")) {
    const speaks = code && mark.dataset.codes.split(" ").includes(code);
    mark.classList.toggle("strong", Boolean(speaks));
    mark.classList.toggle("dim", Boolean(code) && !speaks);
  }
}

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.closest || !input.closest("#answer .code")) return;
  const row = input.closest(".code");
  const main = field(row.dataset.code);
  if (input.checked && input.name === "unsure") main.checked = false;
  else if (input.checked) doubt(row.dataset.code).checked = false;
  refresh();
  explain(row.dataset.code);
});

document.addEventListener("input", (event) => {
  if (event.target.id === "find") filter(event.target.value);
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "find") return;
  if (event.key === "Enter") {
    event.preventDefault();
    const first = one("#answer .code.first");
    if (first) toggle(first.dataset.code, false);
  }
  if (event.key === "Enter" || event.key === "Escape") {
    unfilter();
    one("#quote").focus();
  }
});

for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const on = event.target.closest && event.target.closest(".code, .chip[data-code]");
    if (on) explain(on.dataset.code);
    point(on ? on.dataset.code : "");
  });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".about");
  if (!link || !one("#meaning")) return;
  event.preventDefault();
  explain(link.closest(".code").dataset.code);
});
