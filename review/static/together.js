// Settling: a digit chooses that person's answer, other keys do what the buttons say. Making a batch: what the
// sliders come to. Without scripts everything works by itself.

const settling = () => document.querySelector("[data-settle]");

/** Whether a key belongs to the element that has the focus. */
function isTheirs(event) {
  const on = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return true;
  if (on.matches("textarea, select, input:not([type=checkbox], [type=radio])")) return true;
  return on.matches("button, a, summary, input, .paper") && (event.key === "Enter" || event.key === " ");
}

document.addEventListener("keydown", (event) => {
  const place = settling();
  if (!place || event.defaultPrevented || event.repeat || isTheirs(event)) return;
  const keys = JSON.parse(place.dataset.settle);
  const wanted = {
    [keys.accept]: "#save", [keys.next]: "[data-following]", [keys.undo]: "[data-undo]", [keys.note]: "#note",
  }[event.key];
  const found = place.querySelector(wanted ?? `[data-take="${CSS.escape(event.key)}"]`);
  if (!found || found.disabled) return;
  event.preventDefault();
  if (found.matches("textarea")) found.focus();
  else found.click();
});

document.addEventListener("change", (event) => {
  if (event.target.closest(".settle .compose")) document.querySelector("[data-compose]")?.click();
});

/** The shares of the mix as they will be: made to add up. */
function showShares() {
  const sliders = [...document.querySelectorAll(".mix input[type=range]")];
  const total = sliders.reduce((sum, slider) => sum + Number(slider.value), 0);
  for (const slider of sliders) {
    const share = total ? Math.round((slider.value / total) * 100) : 0;
    slider.parentElement.querySelector("output").value = `${share} %`;
  }
}

document.addEventListener("input", (event) => {
  if (event.target.matches(".mix input[type=range]")) showShares();
  else if (event.target.matches(".slider input[type=range]")) {
    event.target.parentElement.querySelector("output").value = `${event.target.value} %`;
  }
});
