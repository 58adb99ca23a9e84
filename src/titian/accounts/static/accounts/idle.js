/* A screen of staff that is left alone locks itself; whoever types or points is there. The server does the same
   without this. See docs/flows/getting-in.md. */
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
    form.submit();
  };
  ["keydown", "pointerdown", "wheel"].forEach((kind) => addEventListener(kind, here, { passive: true }));
  document.addEventListener("visibilitychange", look);
  setInterval(look, 1000);
  here();
})();
