/* The display board: asks every three seconds, shows two calls, says number and counter twice. */
(() => {
  "use strict";
  const EVERY = 3000, STALE = 20000, QUIET_SHOW = 5000;
  const board = document.querySelector("[data-board]");
  const find = (name, within = board) => within.querySelector(`[data-${name}]`);
  const now = board.querySelector(".now"), model = find("model"), clock = find("clock");
  const skew = Date.parse(board.dataset.now) - Date.now();
  const said = new Set([...board.querySelectorAll("[data-tile]")].map((tile) => Number(tile.dataset.tile)));
  const due = [];
  let begun = false, tag = "", heard = Date.now(), calls = [], saying = null, sound = null;

  const time = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit", timeZone: board.dataset.zone });
  const tick = () => {
    clock.textContent = time.format(new Date(Date.now() + skew)).replace(":", ".");
    find("stale").hidden = Date.now() - heard < STALE;
  };

  /* The two tiles: the one being said, and whoever was called before. */
  const tile = (call, hot) => {
    const made = model.content.firstElementChild.cloneNode(true);
    made.dataset.tile = call.id;
    made.classList.toggle("hot", hot);
    find("says", made).textContent = find(hot ? "come" : "served").textContent;
    made.querySelector(".no").textContent = call.no;
    find("service", made).textContent = call.service;
    find("doctor", made).textContent = call.doctor;
    find("desk", made).textContent = call.desk || "?";
    return made;
  };
  const draw = () => {
    const first = saying || calls[0];
    const others = calls.filter((call) => !first || call.no !== first.no || call.doctor !== first.doctor);
    const shown = (first ? [first, ...others] : []).slice(0, 2);
    const look = JSON.stringify([shown, saying && saying.id]);
    if (now.dataset.look === look) return;
    now.dataset.look = look;
    board.querySelectorAll("[data-tile]").forEach((old) => { if (old.closest(".now")) old.remove(); });
    now.prepend(...shown.map((call, n) => tile(call, n === 0 && (call === saying || call.fresh))));
    find("empty").hidden = shown.length > 0;
  };

  /* The voice: one file, each word at its second. */
  const number = (n) => {
    if (n < 12) return [String(n)];
    if (n < 20) return [String(n - 10), "belas"];
    const rest = (r) => (r ? number(r) : []);
    if (n < 100) return [String(Math.floor(n / 10)), "puluh", ...rest(n % 10)];
    if (n < 200) return ["100", ...rest(n % 100)];
    if (n < 1000) return [String(Math.floor(n / 100)), "ratus", ...rest(n % 100)];
    return [...String(n)];
  };
  const sentence = (call) => {
    const [letters, count] = call.no.split("-");
    return ["nomor", ...letters, ...number(Number(count)), ...(call.desk ? ["loket", ...number(call.desk)] : [])];
  };
  const play = (call) => {
    const once = sentence(call);
    let at = sound.context.currentTime + 0.05;
    ["chime", ...once, "", ...once].forEach((word) => {
      const place = sound.words[word];
      if (!place) { at += 0.7; return; }
      const source = sound.context.createBufferSource();
      source.buffer = sound.buffer;
      source.connect(sound.context.destination);
      source.start(at, Math.max(0, place[0] - 0.03), place[1] + 0.1);
      at += place[1] + (word === "chime" ? 0.1 : 0.13);
    });
    return (at - sound.context.currentTime) * 1000 + 600;
  };
  const turnOn = () => {
    const context = new AudioContext();
    const buffer = fetch(board.dataset.voice).then((answer) => answer.arrayBuffer()).then((bytes) => context.decodeAudioData(bytes));
    const words = fetch(board.dataset.words).then((answer) => answer.json());
    return Promise.all([buffer, words, context.resume()]).then(([decoded, places]) => { sound = { context, buffer: decoded, words: places }; });
  };
  const button = find("sound");
  if (window.AudioContext) {
    button.hidden = false;
    button.addEventListener("click", () => turnOn().then(() => { button.hidden = true; board.dataset.loud = "1"; }).catch(() => {}));
  }

  /* One call after the other, so that none is missed when several counters call at once. */
  const next = () => {
    saying = due.shift() || null;
    draw();
    if (!saying) return;
    board.dataset.said = (board.dataset.said || "") + " " + saying.no;
    setTimeout(next, sound ? play(saying) : QUIET_SHOW);
  };
  const take = (news) => {
    calls = news.calls;
    const fresh = calls.filter((call) => !said.has(call.id)).reverse();
    fresh.forEach((call) => { said.add(call.id); if (begun) due.push(call); });
    begun = true;
    find("next").replaceChildren(...news.next.map((label) => { const item = document.createElement("b"); item.textContent = label; return item; }));
    if (news.place && find("place")) find("place").textContent = news.place;
    if (due.length && !saying) next(); else draw();
  };
  const ask = () => fetch(board.dataset.board, { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} })
    .then((answer) => {
      if (answer.status === 200 || answer.status === 304) heard = Date.now();
      if (answer.status !== 200) return null;
      tag = answer.headers.get("ETag") || "";
      return answer.json();
    })
    .then((news) => { if (news) take(news); })
    .catch(() => {})
    .then(() => { tick(); setTimeout(ask, EVERY); });
  tick();
  ask();
})();
