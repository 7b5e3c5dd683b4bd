// Sends forms and follows links marked with data-swap without loading the page anew: only #main changes.
// Without scripts the same forms and links do the same by themselves.
import { fail, restore, send } from "./drafts.js";

let busy = false;

/** What must be done whenever #main is new: focus, and those who want to know. */
export function settle() {
  restore();
  const first = document.querySelector("#asked button") || document.querySelector("#quote");
  if (first) first.focus({ preventScroll: true });
  document.dispatchEvent(new CustomEvent("settled"));
}

/** Say something to everybody, also to those who hear it. */
export function say(text, tone = "notice") {
  const notice = document.querySelector("#notice");
  notice.className = tone;
  notice.textContent = text;
}

function show(text, address) {
  const next = new DOMParser().parseFromString(text, "text/html");
  const main = next.querySelector("#main");
  if (!main || !next.body) return false;
  const here = new URL(address);
  if (here.href !== location.href) history.pushState(null, "", here.pathname + here.search);
  document.title = next.title;
  document.body.className = next.body.className;
  document.querySelector("#main").replaceWith(document.adoptNode(main));
  const keys = next.querySelector("#keys");
  if (keys) document.querySelector("#keys").replaceWith(document.adoptNode(keys));
  document.querySelector("#alarm").textContent = "";
  const notice = next.querySelector("#notice");
  say(notice.textContent, notice.className);
  scrollTo(0, 0);
  settle();
  return true;
}

/** Fetch a page and show it; on failure everything stays as it is and an alarm says so. */
export async function visit(address, options) {
  if (busy) return;
  busy = true;
  document.body.setAttribute("aria-busy", "true");
  const alarm = document.querySelector("#alarm");
  try {
    const answer = await fetch(address, { ...options, headers: { Accept: "text/html" } });
    const text = await answer.text();
    if (answer.status === 403 || answer.status === 503 || answer.status >= 500) {
      const wrong = new DOMParser().parseFromString(text, "text/html").querySelector(".wrong, .narrow p");
      alarm.textContent = wrong ? wrong.textContent : alarm.dataset.lost;
      fail();
    } else if (!show(text, answer.url)) {
      location.assign(answer.url);
    }
  } catch {
    alarm.textContent = alarm.dataset.lost;
    fail();
  } finally {
    busy = false;
    document.body.removeAttribute("aria-busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("swap" in form.dataset) || event.defaultPrevented) return;
  event.preventDefault();
  const button = event.submitter;
  const body = new URLSearchParams(new FormData(form));
  if (button && button.name) body.append(button.name, button.value);
  const action = button && button.hasAttribute("formaction") ? button.formAction : form.action;
  if (!button || !button.hasAttribute("formaction")) send(form);
  visit(action, { method: "POST", body });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  visit(link.href);
});

addEventListener("popstate", () => visit(location.href));
