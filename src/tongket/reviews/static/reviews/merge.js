// Keys of the composer's page: J and K go through the paragraphs, Space ticks, L takes, G merges, T quotes, S keeps.
"use strict";

document.addEventListener("keydown", (event) => {
  const form = document.querySelector("form[data-merge]");
  if (!form || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (event.target.matches("textarea, select, [type=search], [type=text], input:not([type])")) return;
  const boxes = [...form.querySelectorAll("input[name=doan]")];
  const focused = boxes.indexOf(document.activeElement);
  const here = focused < 0 ? boxes.findIndex((box) => "last" in box.dataset) : focused; // after a button: go on from there
  if (key === "j" || key === "k") {
    event.preventDefault();
    const next = boxes[here < 0 ? 0 : Math.min(boxes.length - 1, Math.max(0, here + (key === "j" ? 1 : -1)))];
    next?.focus();
    next?.closest(".said").scrollIntoView({ block: "center" });
  }
  const act = { l: "lay", g: "gop", t: "trich", s: "luu" }[key];
  const button = act && form.querySelector(`button[name=do][value=${act}]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});
