// Text marked with the mouse as offsets of the document: a new passage, or a passage's new borders.
// Offsets count code points, as the store does, and not the UTF-16 units of JavaScript.

function offset(node, place) {
  const block = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!block) return null;
  const before = document.createRange();
  before.selectNodeContents(block);
  before.setEnd(node, place);
  return Number(block.dataset.start) + [...before.toString()].length;
}

/** The marked text as {start, end}, or null when nothing of the document is marked. */
function marked() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  return start === null || end === null || start >= end ? null : { start, end };
}

document.addEventListener("selectionchange", () => {
  const span = marked();
  const form = document.querySelector("#marked");
  if (form) {
    form.hidden = !span;
    if (span) {
      form.elements.start.value = span.start;
      form.elements.end.value = span.end;
    }
  }
  const button = document.querySelector("[data-use-mark]");
  if (button) button.disabled = !span;
});

// A press on the button must not end the marking that it is about.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest?.("#marked button, [data-use-mark], [data-keeps-mark]")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-use-mark]");
  const span = button && marked();
  if (!span) return;
  const form = button.closest("form");
  for (const [name, value] of Object.entries(span)) {
    const choice = new Option(String(value), String(value), true, true);
    form.elements[name].add(choice);
  }
  form.requestSubmit();
});
