// The page beside the passage: zoom, turning pages, and drawing a rectangle around text that was missed.

const STEPS = [1, 1.25, 1.6, 2, 2.5, 3.2];
const FINE = 1.5; // from here up the picture is fetched at twice the size
const LEAST = 6; // points: less is a slip of the hand

let step = 0;
let start = null;

const figure = () => document.querySelector("#sheet");

function place() {
  const canvas = figure()?.querySelector(".canvas");
  if (!canvas) return;
  canvas.style.width = `${STEPS[step] * 100}%`;
  const picture = canvas.querySelector("img");
  if (STEPS[step] * devicePixelRatio >= FINE && picture.src !== new URL(picture.dataset.fine, location).href) {
    picture.src = picture.dataset.fine;
  }
  const box = canvas.querySelector("rect");
  if (!box) return;
  const paper = canvas.parentElement;
  const where = box.getBoundingClientRect();
  const frame = paper.getBoundingClientRect();
  paper.scrollTop += where.top - frame.top - Math.max((frame.height - where.height) / 2, 20);
  paper.scrollLeft += where.left - frame.left - Math.max((frame.width - where.width) / 2, 20);
}

/** Enlarge ("in"), shrink ("out") or fit the page. */
export function zoom(how) {
  step = how === "fit" ? 0 : Math.min(Math.max(step + (how === "in" ? 1 : -1), 0), STEPS.length - 1);
  place();
}

async function turn(number, asText) {
  const { passage, queue } = figure().dataset;
  const query = new URLSearchParams({ queue, ...(asText ? { text: "1" } : {}) });
  try {
    const answer = await fetch(`/sheet/${passage}/${number}?${query}`);
    if (!answer.ok) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#sheet");
    if (next && figure().dataset.passage === passage) {
      figure().replaceWith(document.adoptNode(next));
      place();
    }
  } catch {
    document.querySelector("#alarm").textContent = document.querySelector("#alarm").dataset.lost;
  }
}

// A picture that cannot be drawn gives way to the text of the page, which says why. Errors do not bubble.
document.addEventListener("error", (event) => {
  if (event.target.matches?.("#sheet img")) turn(figure().dataset.number, true);
}, true);

document.addEventListener("click", (event) => {
  const on = event.target.closest("#sheet [data-zoom], #sheet [data-page], #sheet [data-draw]");
  if (!on) return;
  event.preventDefault();
  if (on.dataset.zoom) zoom(on.dataset.zoom);
  else if (on.dataset.page) turn(on.dataset.page, false);
  else on.setAttribute("aria-pressed", String(figure().classList.toggle("drawing")));
});

/** A point on the screen as points of the page. */
function toPage(event) {
  const svg = figure().querySelector("svg");
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return { x: at.x, y: at.y };
}

function drawn() {
  const svg = figure().querySelector("svg");
  let box = svg.querySelector(".drawn");
  if (!box) {
    box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    box.setAttribute("class", "drawn");
    svg.append(box);
  }
  return box;
}

document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest?.("#sheet.drawing .canvas")) return;
  event.preventDefault();
  start = toPage(event);
});

document.addEventListener("pointermove", (event) => {
  if (!start) return;
  const end = toPage(event);
  const box = drawn();
  box.setAttribute("x", Math.min(start.x, end.x));
  box.setAttribute("y", Math.min(start.y, end.y));
  box.setAttribute("width", Math.abs(end.x - start.x));
  box.setAttribute("height", Math.abs(end.y - start.y));
});

document.addEventListener("pointerup", (event) => {
  if (!start) return;
  const end = toPage(event);
  const form = document.querySelector("#area");
  const sides = {
    page: figure().dataset.number,
    x0: Math.min(start.x, end.x), top: Math.min(start.y, end.y),
    x1: Math.max(start.x, end.x), bottom: Math.max(start.y, end.y),
  };
  start = null;
  if (sides.x1 - sides.x0 < LEAST || sides.bottom - sides.top < LEAST) return;
  for (const [name, value] of Object.entries(sides)) form.elements[name].value = value;
  form.submit();
});

document.addEventListener("settled", place);
