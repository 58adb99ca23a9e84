/* The waiting room renews itself: asks after as many seconds as the server says, and goes on in one's turn. */
(() => {
  "use strict";
  const one = (selector) => document.querySelector(selector);
  const form = one("form[data-on]"), room = one("[data-room]");
  const on = () => { if (form) form.requestSubmit ? form.requestSubmit() : form.submit(); };
  const back = performance.getEntriesByType("navigation").some((entry) => entry.type === "back_forward");
  if (room && location.pathname !== room.dataset.here) history.replaceState(null, "", room.dataset.here); // it answered the press itself
  if (!room) { if (form && !back) setTimeout(on, Number(form.dataset.on) * 1000); return; }
  const put = (name, value) => { const word = one("[data-" + name + "]"); if (word && word.textContent !== String(value)) word.textContent = value; };
  const later = (seconds) => setTimeout(ask, seconds * 1000);
  const ask = () => fetch(room.dataset.room, { credentials: "same-origin", cache: "no-store" })
    .then((answer) => answer.json())
    .then((news) => {
      if (news.gone) { location.reload(); return; }
      if (news.turn) {
        room.hidden = true;
        one("[data-turn]").hidden = false;
        if (form) { form.hidden = false; on(); } else location.reload();
        return;
      }
      put("before", news.before);
      put("from", news.from);
      put("to", news.to);
      later(news.again);
    })
    .catch(() => later(Number(room.dataset.again)));
  later(Number(room.dataset.again));
})();
