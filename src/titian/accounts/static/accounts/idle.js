/* A screen of staff that is left alone locks itself; whoever types or points is there. The server does the same
   without this. What was half written goes with the lock to the server, sealed, and comes back into its form for
   whoever wrote it: nothing of it stays in the browser. See docs/flows/getting-in.md. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-idle]");
  if (!form) return;
  const ALONE = form.dataset.idle * 1000, TELL = Math.min(30000, ALONE / 4), NAME = "titian-di-sini";
  const kept = (() => { try { return window.localStorage; } catch (_) { return null; } })();
  let own = Date.now(), told = own, locking = false;
  /* Another tab of the same screen counts as well; a clock that was set back does not. */
  const last = () => Math.max(own, Math.min(Date.now(), Number(kept && kept.getItem(NAME)) || 0));
  const here = () => {
    const now = Date.now();
    if (now - last() >= ALONE) return;
    own = now;
    if (kept) try { kept.setItem(NAME, now); } catch (_) { /* a full device: each tab for itself */ }
    if (now - told < TELL) return;
    told = now;
    fetch(form.dataset.here, { credentials: "same-origin", cache: "no-store", redirect: "manual" })
      .then((answer) => { if (answer.type === "opaqueredirect") location.reload(); })
      .catch(() => {});
  };
  const look = () => {
    if (locking || !navigator.onLine || Date.now() - last() < ALONE) return; /* without a signal nothing could unlock it */
    locking = true;
    const desk = document.querySelector("[data-desk]");
    form.elements.lanjut.value = desk ? desk.dataset.desk : location.pathname + location.search;
    form.elements.isian.value = written();
    form.submit();
  };
  const ASKED = "textarea, select, input:not([type=hidden]):not([type=password]):not([type=file]):not([type=submit])";
  const fields = (one) => [...one.elements].filter((field) => field.name && field.matches(ASKED));
  const ticks = (field) => field.type === "checkbox" || field.type === "radio";
  const changed = (field) => ticks(field) ? field.checked !== field.defaultChecked
    : field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected)
    : field.value !== field.defaultValue;
  const written = () => {
    const one = [...document.forms].find((each) => each !== form && each.method === "post" && fields(each).some(changed));
    if (!one) return "";
    const typed = {};
    new FormData(one).forEach((said, name) => {
      if (typeof said === "string" && fields(one).some((field) => field.name === name)) (typed[name] = typed[name] || []).push(said);
    });
    const kept = JSON.stringify({ form: one.getAttribute("action") || "", typed });
    return kept.length < 90000 ? kept : "";
  };
  const giveBack = ({ form: action, typed }) => {
    const names = Object.keys(typed);
    const one = [...document.forms].find((each) => each.method === "post" && (each.getAttribute("action") || "") === action
      && names.every((name) => each.elements[name]));
    if (!names.length || !one) return;
    fields(one).forEach((field) => {
      const said = typed[field.name];
      if (ticks(field)) field.checked = !!said && said.includes(field.value);
      else if (said && field.options) [...field.options].forEach((option) => { option.selected = said.includes(option.value); });
      else if (said) field.value = said.shift() ?? "";
    });
    const note = document.createElement("div");
    note.className = "note ok"; note.setAttribute("role", "status"); note.textContent = form.dataset.back;
    one.before(note);
  };
  if (location.hash === "#isian") {
    history.replaceState(null, "", location.pathname + location.search);
    fetch(form.dataset.draft, { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then((answer) => answer.json()).then(giveBack).catch(() => {});
  }
  ["keydown", "pointerdown", "wheel"].forEach((kind) => addEventListener(kind, here, { passive: true }));
  document.addEventListener("visibilitychange", look);
  setInterval(look, 1000);
  here();
})();
