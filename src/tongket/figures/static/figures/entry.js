// The grid of a report: each cell is kept by the site as it is left. What could not be sent waits in this browser
// (site.js keeps it) and is sent when the connection is back. Without this file the buttons below the grid do it.
"use strict";
{
  const AGAIN = 15000; // milliseconds until it is tried again
  const form = document.querySelector("form[data-keeps]");
  const told = () => document.getElementById("kept");
  let typed = 0, sent = 0, busy = 0, lost = false;

  const send = () => form.querySelector(".cells input[hx-post]")?.dispatchEvent(new Event("change", { bubbles: true }));
  form?.addEventListener("input", () => (typed += 1));
  form?.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.triggeringEvent?.type === "brought") event.detail.parameters.look = "1";
  });
  form?.addEventListener("htmx:beforeSend", () => {
    busy += 1;
    sent = typed;
  });
  form?.addEventListener("htmx:afterRequest", (event) => {
    busy -= 1;
    if (event.detail.xhr.status === 0 || event.detail.xhr.status >= 500) {
      lost = true;
      told().textContent = form.dataset.lost;
      setTimeout(() => lost && send(), AGAIN);
    } else lost = false;
  });
  // The site has it: the copy in this browser goes, unless something was typed since.
  form?.addEventListener("kept", () => {
    setTimeout(() => {
      if (sent !== typed || busy) return;
      localStorage.removeItem(`draft:${document.body.dataset.account ?? ""}:${form.dataset.draft}`);
      form.querySelectorAll(".saved").forEach((note) => (note.hidden = true));
    }, 600); // site.js writes its copy 0.4 seconds after the last key
  });
  window.addEventListener("online", () => lost && send());

  // A button pressed right after a cell: first the cell is kept, then the page is sent with the version that it has then.
  form?.addEventListener("submit", (event) => {
    if (!busy || lost) return;
    event.preventDefault();
    const go = () => setTimeout(() => (busy ? wait() : form.requestSubmit(event.submitter)));
    const wait = () => form.addEventListener("htmx:afterRequest", go, { once: true });
    wait();
  });
}
