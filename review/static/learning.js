// While something is worked on in the background: how far it is, asked once a second. When it has ended the
// page is fetched anew, unless somebody is at work in it.
import { visit } from "./swap.js";

let clock = 0;

const place = () => document.querySelector("#job");

async function look() {
  clock = 0;
  const before = place();
  if (!before?.dataset.running) return;
  try {
    const answer = await fetch("/model/job");
    if (!answer.ok) throw new Error(String(answer.status));
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#job");
    if (!next || place() !== before) return;
    before.replaceChildren(...next.childNodes);
    before.dataset.running = next.dataset.running;
    if (!next.dataset.running) visit(location.href);
  } catch {
    // The server may be gone for a moment: ask again.
  }
  wait();
}

function wait() {
  if (place()?.dataset.running && !clock) clock = setTimeout(look, 1000);
}

document.addEventListener("settled", wait);
