/* The counter's screen follows the line while nobody presses anything. Without this it refreshes as a page. */
(() => {
  "use strict";
  const EVERY = 4000, ANYWAY = 8;
  /* Nobody pressed anything: these questions do not keep the screen from locking. */
  const ALONE = { "X-Titian-Sendiri": "1" };
  const desk = document.querySelector("[data-desk]");
  if (!desk) return;
  let revision = desk.dataset.revision, turns = 0;
  const parts = () => [...document.querySelectorAll("[data-part]")];
  const swap = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.querySelector("[data-desk]");
    if (!fresh) { location.reload(); return; }
    revision = fresh.dataset.revision;
    parts().forEach((part) => {
      const next = page.querySelector(`[data-part="${part.dataset.part}"]`);
      const focus = part.contains(document.activeElement) && document.activeElement;
      if (!next) return;
      part.replaceWith(next);
      if (!focus) return;
      const same = [...next.querySelectorAll("button,a")].find((item) => item.dataset.key === focus.dataset.key && item.value === focus.value && item.getAttribute("href") === focus.getAttribute("href"));
      if (same) same.focus();
    });
  };
  const look = () => fetch(desk.dataset.desk, { credentials: "same-origin", cache: "no-store", headers: ALONE })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status))).then(swap);
  const turn = () => {
    if (document.hidden) return Promise.resolve();
    turns += 1;
    if (turns % ANYWAY === 0) return look();
    return fetch(desk.dataset.revisionAt, { credentials: "same-origin", cache: "no-store", redirect: "manual", headers: ALONE })
      .then((answer) => {
        /* Signed out or locked meanwhile: nobody's name stays on the screen. */
        if (answer.type === "opaqueredirect" || answer.status === 403) { location.assign(desk.dataset.desk); return null; }
        return answer.json().then((news) => (String(news.revision) === revision ? null : look()));
      });
  };
  const beat = () => setTimeout(() => turn().catch(() => {}).then(beat), EVERY);
  beat();
})();
