// Small helps on top of pages that work without them: keys, cells, drafts. No page needs this file.
"use strict";

const typing = (element) => element.matches("input, select, textarea, [contenteditable]");

// Keys: / goes to the search box, ? shows the keys, Esc closes an open sheet.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
  if (typing(event.target)) return;
  if (event.key === "/") {
    event.preventDefault();
    [...document.querySelectorAll("input[type=search]")].find((box) => box.checkVisibility())?.focus();
  } else if (event.key === "?") {
    document.getElementById("keys")?.showModal();
  }
});
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  if (event.target.closest("[data-keys]")) {
    event.preventDefault();
    document.getElementById("keys").showModal();
  }
  if (event.target.closest("[data-print]")) window.print();
});

// Cells: Enter one down, Tab one right (the browser's own), Esc leaves a cell as it was.
const cells = (table, column) =>
  [...table.rows].map((row) => row.cells[column]?.querySelector("input:not([type=hidden])")).filter(Boolean);
document.addEventListener("focusin", (event) => {
  if (event.target.closest(".cells") && typing(event.target)) {
    event.target.dataset.was = event.target.value;
    event.target.select?.();
  }
});
document.addEventListener("keydown", (event) => {
  const table = event.target.closest(".cells table, table.cells");
  const cell = event.target.closest("td");
  if (!table || !cell || !typing(event.target)) return;
  if (event.key === "Enter") {
    event.preventDefault();
    const column = cells(table, cell.cellIndex);
    const next = column[column.indexOf(event.target) + (event.shiftKey ? -1 : 1)];
    (next ?? event.target).focus();
  } else if (event.key === "Escape") {
    event.target.value = event.target.dataset.was ?? "";
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
    event.target.select?.();
  }
});

// Cells filled in without a touch are checked and counted at once, as if the first had been changed by hand.
const recheck = (part, how = "change") =>
  part.querySelector(".cells [hx-post]")?.dispatchEvent(new Event(how, { bubbles: true }));

// Cells take a paste from a spreadsheet: rows by line, columns by tab, from the cell that has the focus.
document.addEventListener("paste", (event) => {
  const table = event.target.closest(".cells table, table.cells");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!table || !/[\t\n]/.test(text.trimEnd())) return;
  event.preventDefault();
  const cell = event.target.closest("td");
  text.trimEnd().split(/\r?\n/).forEach((line, down) => {
    const row = table.rows[cell.parentElement.rowIndex + down];
    line.split("\t").forEach((value, right) => {
      const input = row?.cells[cell.cellIndex + right]?.querySelector("input:not([type=hidden])");
      if (!input) return;
      input.value = value.trim();
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
  recheck(table);
});

// Drafts: what is typed into form[data-draft="a name"] is kept in this browser until it is sent, for who typed it.
// The page after a good save carries data-draft-done="the same name" and the copy is dropped, as with a cancelling link.
const kept = (name) => `draft:${document.body.dataset.account ?? ""}:${name}`;
const forget = (name) => localStorage.removeItem(kept(name));
const fields = (form) =>
  [...form.elements].filter((e) => e.name && !["hidden", "password", "file", "submit"].includes(e.type));
const keep = (form) => {
  const values = fields(form).map((e) => (/checkbox|radio/.test(e.type) ? e.checked : e.value));
  localStorage.setItem(kept(form.dataset.draft), JSON.stringify(values));
  form.querySelectorAll(".saved").forEach((note) => (note.hidden = false));
};
const bring = (form) => {
  const typed = JSON.parse(localStorage.getItem(kept(form.dataset.draft)) ?? "null");
  if (!typed || typed.length !== fields(form).length) return;
  let changed = false;
  fields(form).forEach((e, i) => {
    const field = /checkbox|radio/.test(e.type) ? "checked" : "value";
    changed ||= e[field] !== typed[i];
    e[field] = typed[i];
    e.dispatchEvent(new Event("input", { bubbles: true }));
  });
  if (changed) form.prepend(document.getElementById("brought").content.cloneNode(true));
  setTimeout(() => recheck(form, "brought")); // once the page listens
};
document.addEventListener("submit", (event) => {
  // Signing out empties what was kept here: the next at this desk is somebody else.
  if (!event.target.matches("[data-leaves]")) return;
  Object.keys(localStorage).filter((key) => key.startsWith("draft:")).forEach((key) => localStorage.removeItem(key));
});
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-draft-done]").forEach((e) => forget(e.dataset.draftDone));
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    bring(form);
    let waiting;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => keep(form), 400);
    });
    form.addEventListener("submit", () => keep(form));
    form.addEventListener("click", (event) => {
      if (!event.target.closest(".actions a.quiet, .brought button")) return;
      clearTimeout(waiting);
      forget(form.dataset.draft);
      if (event.target.closest(".brought")) location.reload();
    });
  });
  document.querySelector("[data-focus]")?.focus();
});

// The mark by which a form is taken once stays the same when one comes back to the page, even if it is fetched anew.
document.addEventListener("DOMContentLoaded", () => {
  const marks = [...document.querySelectorAll("input[name=once]")];
  const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const before = history.state?.once;
  if (back && before?.length === marks.length) marks.forEach((mark, i) => (mark.value = before[i]));
  else history.replaceState({ ...history.state, once: marks.map((mark) => mark.value) }, "");
});
document.addEventListener("htmx:afterSwap", (event) => event.target.querySelector("[data-focus]")?.focus());
