/* A visit to a village, with or without a signal: what is written stays on this phone, each thing with a key of its own,
   until it was brought. Bringing it twice changes nothing. See docs/flows/outreach.md. */
(() => {
  "use strict";
  const place = document.querySelector("[data-outreach]");
  const kept = (() => { try { return window.localStorage; } catch (_) { return null; } })();
  if (!place || !kept || !window.crypto || !crypto.getRandomValues) return;
  const NAME = "jemput-bola:" + place.dataset.code, AGAIN = 15000;
  const list = place.querySelector("[data-people]"), add = place.querySelector("form[data-add]");
  const note = document.querySelector("[data-waiting]"), sign_in = document.querySelector("[data-sign-in]");
  const read = () => { try { return JSON.parse(kept.getItem(NAME)) || []; } catch (_) { return []; } };
  const write = (things) => { if (things.length) kept.setItem(NAME, JSON.stringify(things)); else kept.removeItem(NAME); tell(); };
  const tell = () => {
    const waiting = read().length;
    note.hidden = !waiting;
    note.querySelector("[data-waiting-count]").textContent = waiting;
  };
  const uuid = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };
  const find = (key) => list.querySelector('[data-person="' + key + '"]');
  const wordOf = (value) => {
    const field = add && add.querySelector('input[name=perlu][value="' + value + '"]');
    return field ? field.closest("label").textContent.trim() : value;
  };

  /* What the phone keeps stands on the page as well, also after it was opened again without a signal. */
  const stands = (thing) => thing.ditolak ? place.dataset.refused + " " + thing.ditolak : place.dataset.kept;
  const show = (thing) => {
    const known = find(thing.kunci);
    if (known) {
      const word = known.querySelector("[data-result]");
      if (thing.hasil || thing.ditolak) word.textContent = (thing.kata ? thing.kata + ", " : "") + stands(thing);
      return;
    }
    if (thing.hasil) return;
    const line = document.createElement("li"), name = document.createElement("b"), result = document.createElement("span");
    line.dataset.person = thing.kunci;
    name.textContent = thing.nama;
    result.dataset.result = "";
    result.textContent = stands(thing);
    line.append(name, document.createElement("br"), wordOf(thing.perlu) + " · ", result);
    list.append(line);
    const nobody = place.querySelector("[data-nobody]");
    if (nobody) nobody.remove();
  };

  let sending = false;
  const send = () => {
    const things = read().filter((thing) => !thing.ditolak);
    if (sending || !things.length || !navigator.onLine) return;
    sending = true;
    fetch(place.dataset.outreach, {
      method: "POST",
      credentials: "same-origin",
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": (document.querySelector("input[name=csrfmiddlewaretoken]") || {}).value || "" },
      body: JSON.stringify({ catatan: things }),
    }).then((answer) => {
      sign_in.hidden = !(answer.type === "opaqueredirect" || answer.status === 403);
      return answer.ok ? answer.json() : null;
    }).then((said) => {
      if (!said) return;
      const answers = new Map(said.done.map((one, place) => [things[place].id, one.ditolak]));
      const left = read().filter((thing) => answers.get(thing.id) !== "");
      left.forEach((thing) => { if (answers.get(thing.id)) thing.ditolak = answers.get(thing.id); });
      write(left);
      left.forEach(show);
      if (!left.length && !(add && add.elements.nama.value)) location.reload();
    }).catch(() => {}).then(() => { sending = false; });
  };

  const keep = (thing) => {
    thing.id = uuid();
    try { write([...read(), thing]); } catch (_) { return false; }
    show(thing);
    send();
    return true;
  };

  if (add) add.addEventListener("submit", (event) => {
    const said = new FormData(add);
    if (!String(said.get("nama")).trim() || !said.get("perlu")) return;
    if (!keep({ kunci: said.get("kunci"), nama: said.get("nama"), hp: said.get("hp"), perlu: said.get("perlu") })) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    add.reset();
    add.elements.kunci.value = uuid();
    add.elements.nama.focus();
  }, true);
  list.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-mark]"), button = event.submitter;
    if (!form || !button) return;
    if (!keep({ kunci: form.elements.orang.value, hasil: button.value, kata: button.textContent.trim(), pada: Date.now() })) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  read().forEach(show);
  tell();
  addEventListener("online", send);
  setInterval(send, AGAIN);
  send();
})();
