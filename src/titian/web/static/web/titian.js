/* Titian's one script. Every page works without it. Floor: Chrome 80. docs/reference/styles.md lists the attributes. */
(() => {
  "use strict";
  const root = document, body = root.body, worker = navigator.serviceWorker;
  /* The very first page came before its worker: as it stands now, it is handed over to be kept. */
  const html = worker && !worker.controller && body.dataset.worker ? "<!doctype html>" + root.documentElement.outerHTML : "";
  const all = (selector, within = root) => [...within.querySelectorAll(selector)];
  const one = (selector, within = root) => within.querySelector(selector);
  const english = root.documentElement.lang === "en";
  const words = english
    ? { copied: "Copied", busy: "One moment…", refused: "This device said no", at: "Data as of ", stop: "Stop", read: "Read aloud" }
    : { copied: "Tersalin", busy: "Sebentar…", refused: "HP ini menolak", at: "Data pukul ", stop: "Berhenti", read: "Bacakan" };
  const saves = navigator.connection && navigator.connection.saveData;
  const kept = (() => { try { return window.localStorage; } catch (_) { return null; } })();

  /* Signal: say when it is gone, and of when a kept page is. */
  const banner = one("[data-offline]");
  const signal = () => { if (banner) banner.hidden = navigator.onLine && !body.dataset.kept; };
  const keptAt = one("meta[name=kept-at]");
  if (keptAt && banner) {
    const at = new Date(keptAt.content);
    body.dataset.kept = "1";
    banner.textContent += " " + words.at + at.toLocaleString(english ? "en-GB" : "id-ID", { dateStyle: "medium", timeStyle: "short" });
  }
  addEventListener("online", signal);
  addEventListener("offline", signal);
  signal();

  /* The service worker keeps card, tickets and home of a signed-in member. */
  if (worker && body.dataset.worker) {
    addEventListener("load", () => worker.register(body.dataset.worker).then(() => worker.ready).then((ready) => {
      if (html) ready.active.postMessage({ keep: location.href, html });
    }).catch(() => {}));
    if (worker.controller && !saves) {
      const link = root.createElement("link");
      link.rel = "manifest";
      link.href = body.dataset.manifest;
      root.head.append(link);
    }
  }
  const wipe = () => {
    if (kept) Object.keys(kept).filter((key) => key.startsWith("draf:")).forEach((key) => kept.removeItem(key));
    return window.caches ? caches.delete("titian-orang") : Promise.resolve();
  };

  /* Live position: small, only while somebody looks, at most every 30 s; where somebody waits for a bank, every 5 s at first. */
  const LIVE = 30000, SOON = 5000, FIRST = 60000;
  all("[data-live]").forEach((region) => {
    let tag = "", last = Date.now(), began = last, waiting = 0;
    const pause = () => "liveSoon" in region.dataset && Date.now() - began < FIRST ? SOON : LIVE;
    const ask = () => {
      if (root.hidden || Date.now() - last < pause() - 500) return;
      last = Date.now();
      fetch(region.dataset.live, { credentials: "same-origin", cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} })
        .then((answer) => {
          const at = answer.headers.get("Date");
          if (at && (answer.ok || answer.status === 304)) all("[data-live-at]", region).forEach((word) => {
            word.textContent = new Date(at).toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit", timeZone: word.dataset.liveAt });
          });
          if (answer.status !== 200) return null;
          tag = answer.headers.get("ETag") || "";
          return answer.json();
        })
        .then((news) => {
          if (!news) return;
          if (news.reload) location.reload();
          const fields = news.fields || news;
          all("[data-live-line]", region).forEach((line) => {
            const before = Math.min(fields.ahead, line.dataset.liveLine);
            while (line.childElementCount > before + 1) line.firstElementChild.remove();
            while (line.childElementCount <= before) line.prepend(root.createElement("i"));
          });
          all("[data-live-field]", region).forEach((field) => {
            const value = fields[field.dataset.liveField];
            if (value !== undefined && field.textContent !== String(value)) field.textContent = value;
          });
        })
        .catch(() => {});
    };
    const beat = () => { clearTimeout(waiting); if (!root.hidden) { ask(); waiting = setTimeout(beat, pause()); } };
    root.addEventListener("visibilitychange", () => { began = Date.now(); beat(); });
    beat();
  });

  /* Buttons that need this script show themselves. */
  all("button[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", () => navigator.clipboard.writeText(button.dataset.copy).then(() => { button.textContent = words.copied; }));
  });
  const speech = window.speechSynthesis;
  all("button[data-read]").forEach((button) => {
    if (!speech || saves) return;
    button.hidden = false;
    const label = button.textContent;
    button.addEventListener("click", () => {
      if (speech.speaking) { speech.cancel(); button.textContent = label; return; }
      const spoken = new SpeechSynthesisUtterance(one(button.dataset.read).innerText);
      spoken.lang = english ? "en" : "id-ID";
      spoken.rate = 0.9;
      spoken.onend = () => { button.textContent = label; };
      speech.speak(spoken);
      button.textContent = words.stop;
    });
  });

  /* A photo of a document leaves the phone no bigger than the server keeps it: less to send, and within the limit. */
  all("input[type=file]").forEach((field) => field.addEventListener("change", () => {
    const file = field.files[0];
    if (!file || file.size < 1e6 || !file.type.startsWith("image/") || !window.createImageBitmap) return;
    createImageBitmap(file).then((photo) => {
      const scale = Math.min(1, 2400 / Math.max(photo.width, photo.height)), canvas = root.createElement("canvas");
      canvas.width = photo.width * scale;
      canvas.height = photo.height * scale;
      canvas.getContext("2d").drawImage(photo, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((small) => {
        const bag = new DataTransfer();
        if (!small || small.size > file.size) return;
        bag.items.add(new File([small], "foto.jpg", { type: "image/jpeg" }));
        field.files = bag.files;
      }, "image/jpeg", 0.85);
    }).catch(() => {});
  }));

  /* Drafts stay on this device for a day; nothing secret is kept. */
  const DAY = 864e5;
  const typed = (form) => [...form.elements].filter((field) => field.name && !["hidden", "password", "submit", "file"].includes(field.type) && !("secret" in field.dataset));
  const marked = (field) => field.type === "radio" || field.type === "checkbox";
  if (kept) Object.keys(kept).filter((key) => key.startsWith("draf:")).forEach((key) => {
    const draft = JSON.parse(kept.getItem(key) || "{}");
    const shown = all("form[data-draft]").some((form) => "draf:" + form.dataset.draft === key);
    if (Date.now() - draft.at > DAY || (draft.sent && !shown)) kept.removeItem(key);
  });
  all("form[data-draft]").forEach((form) => {
    if (!kept) return;
    const key = "draf:" + form.dataset.draft;
    const draft = JSON.parse(kept.getItem(key) || "null");
    if (draft) {
      typed(form).forEach((field) => {
        const value = draft.values[marked(field) ? field.name + "=" + field.value : field.name];
        if (value === undefined) return;
        if (marked(field)) field.checked = value; else if (!field.value) field.value = value;
      });
    }
    const keep = (sent) => {
      const values = {};
      typed(form).forEach((field) => { values[marked(field) ? field.name + "=" + field.value : field.name] = marked(field) ? field.checked : field.value; });
      try { kept.setItem(key, JSON.stringify({ at: Date.now(), sent, values })); } catch (_) { /* a full device keeps no draft */ }
    };
    form.addEventListener("input", () => keep(false));
    form.addEventListener("submit", () => keep(true));
  });

  /* The seconds a place is held. */
  all("[data-until]").forEach((clock) => {
    const end = Date.parse(clock.dataset.until);
    const show = () => {
      const left = Math.max(0, Math.round((end - Date.now()) / 1000));
      clock.textContent = Math.floor(left / 60) + "." + String(left % 60).padStart(2, "0");
      if (left) { setTimeout(show, 1000); return; }
      const around = clock.closest("[data-hold]");
      all("[data-after]").forEach((word) => { word.hidden = false; });
      if (around) around.hidden = true;
    };
    show();
  });

  /* Proof of work instead of a captcha: only where the server asks for it. */
  const zeros = (bytes) => {
    let count = 0;
    for (const byte of bytes) { if (byte) return count + Math.clz32(byte) - 24; count += 8; }
    return count;
  };
  const work = async (challenge, bits) => {
    if (!window.crypto || !crypto.subtle) throw new Error("no digest here");
    const text = new TextEncoder();
    for (let number = 0; ; number++) {
      const digest = await crypto.subtle.digest("SHA-256", text.encode(challenge + ":" + number));
      if (zeros(new Uint8Array(digest)) >= bits) return number;
    }
  };

  /* Pushes to this device: the browser gives an address and keys, the form brings them home. */
  all("form[data-push]").forEach((form) => {
    if (!worker || !window.PushManager) return;
    const button = one("button", form);
    button.hidden = false;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      const key = Uint8Array.from(atob(form.dataset.push.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
      const take = (manager) => manager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
      worker.ready.then(({ pushManager: manager }) => take(manager).catch(() => manager.getSubscription().then((old) => old && old.unsubscribe()).then(() => take(manager))))
        .then((given) => {
          const { endpoint, keys } = given.toJSON();
          Object.entries({ endpoint, ...keys }).forEach(([name, value]) => { if (form.elements[name]) form.elements[name].value = value; });
          form.submit();
        })
        .catch(() => { button.textContent = words.refused; });
    });
  });

  /* A form is sent once; a client key on it makes a repeated sending harmless. */
  all("form").filter((form) => form.method === "post").forEach((form) => {
    let sent = false;
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (sent) { event.preventDefault(); return; }
      sent = true;
      const focus = root.activeElement;
      const button = event.submitter || (focus && focus.form === form && focus.type === "submit" ? focus : one("button:not([type=button])", form));
      if (button) button.setAttribute("aria-disabled", "true");
      const { work: challenge, bits } = form.dataset;
      const answer = form.elements[form.dataset.workField || "work"];
      const first = "wipe" in form.dataset ? wipe() : challenge && answer && !answer.value ? work(challenge, Number(bits)).then((number) => { answer.value = number; }) : null;
      if (!first) return;
      event.preventDefault();
      if (button && button.name) {
        const chosen = root.createElement("input");
        chosen.type = "hidden";
        chosen.name = button.name;
        chosen.value = button.value;
        form.append(chosen);
      }
      if (button) button.textContent = form.dataset.busy || words.busy;
      first.catch(() => {}).then(() => form.submit());
    });
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      sent = false;
      all("[aria-disabled]", form).forEach((button) => button.removeAttribute("aria-disabled"));
    });
  });

  /* Staff work with the keyboard: a letter presses its button unless somebody types. */
  if (one("[data-key]")) {
    root.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const focus = root.activeElement;
      if (focus && focus.matches("input:not([type=radio]):not([type=checkbox]),select,textarea")) return;
      const target = all("[data-key]").find((item) => item.dataset.key.toLowerCase() === event.key.toLowerCase());
      if (!target || target.disabled) return;
      event.preventDefault();
      if (target.matches("input,select,textarea")) target.focus(); else target.click();
    });
  }
  if (saves) all("[data-optional]").forEach((part) => part.remove());
  const focus = one("[data-focus]");
  if (focus) focus.focus();
  all("button[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => print()); });
})();
