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
  const percent = input.closest(".code").querySelector(".percent");
  const meter = made.querySelector("meter");
  if (percent) {
    meter.value = Number(input.dataset.score);
    meter.textContent = meter.title = percent.textContent;
    made.querySelector(".percent").textContent = percent.textContent;
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

function filter(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  let first = null;
  for (const row of all("#answer .code")) {
    const found = words.every((word) => row.dataset.find.includes(word));
    row.classList.toggle("off", !found);
    row.classList.remove("first");
    if (found && words.length && !first) first = row;
  }
  if (first) {
    first.classList.add("first");
    explain(first.dataset.code);
  }
  for (const group of all("#answer fieldset")) group.hidden = !group.querySelector(".code:not(.off)");
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
