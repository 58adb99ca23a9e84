{% load i18n static %}/* Keeps the last card, tickets and home of a signed-in member for reading without a signal. */
"use strict";
const CSS = "{% static 'web/titian.css' %}", SCRIPT = "{% static 'web/titian.js' %}";
const SHELL = "titian-bentuk-" + CSS + SCRIPT, PEOPLE = "titian-orang", MOST = 20, PATIENCE = 8000;
const VISIT = "{% static 'helpdesk/outreach.js' %}";
const KEEPABLE = /^\/(kartu\/.*|tiket\/[^/]+\/|petugas\/jemput-bola\/[^/]+\/|pekan-ini\/(tulisan\/\d+\/)?|pengumuman\/(\d+\/)?)?$/;
const MEMBER = "data-worker=";
const OURS = ["script", "style", "connect", "manifest", "worker"].map((kind) => kind + "-src 'self'; ").join("");
const POLICY = "default-src 'none'; " + OURS + "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll([CSS, SCRIPT])));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("titian-bentuk-") && name !== SHELL;
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => self.clients.claim())
  );
});

self.addEventListener("push", (event) => {
  const { title = "Titian", body = "", url = "/kabar/" } = event.data ? event.data.json() : {};
  event.waitUntil(self.registration.showNotification(title, { body, tag: "kabar", data: url }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(new URL(event.notification.data, location.origin)));
});

self.addEventListener("message", (event) => {
  const { keep, html } = event.data;
  if (!keep || !html) return;
  const copy = new Response(html, { headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY } });
  event.waitUntil(caches.open(PEOPLE).then((store) => remember(store, new URL(keep), copy)));
});

self.addEventListener("fetch", (event) => {
  const request = event.request, address = new URL(request.url);
  if (address.origin !== location.origin) return;
  if (request.method !== "GET") {
    if (address.pathname.startsWith("/keluar/")) event.waitUntil(caches.delete(PEOPLE));
    return;
  }
  if ([CSS, SCRIPT, VISIT].includes(address.pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
  } else if (request.mode === "navigate") {
    event.respondWith(page(event, address));
  }
});

const page = async (event, address) => {
  const store = await caches.open(PEOPLE);
  const kept = KEEPABLE.test(address.pathname)
    ? (await store.match(address.href)) || (address.search ? undefined : await store.match(address.href, { ignoreSearch: true }))
    : undefined;
  const asked = fetch(event.request).then((answer) => {
    event.waitUntil(remember(store, address, answer.clone()));
    return answer;
  });
  try {
    const answer = await (kept ? Promise.race([asked, late()]) : asked);
    return kept && answer.status >= 502 ? kept : answer;
  } catch (_) {
    asked.catch(() => {});
    return kept || offline(store);
  }
};

const late = () => new Promise((_, give_up) => setTimeout(give_up, PATIENCE));

const remember = async (store, address, answer) => {
  if (address.pathname.startsWith("/masuk/")) return void (await caches.delete(PEOPLE));
  if (answer.status !== 200 || !KEEPABLE.test(address.pathname)) return;
  const text = await answer.text();
  if (text.includes(VISIT)) await caches.open(SHELL).then((shell) => shell.add(VISIT));
  if (!text.includes(MEMBER)) return void (address.pathname === "/" && (await caches.delete(PEOPLE)));
  const headers = new Headers(answer.headers);
  ["content-encoding", "content-length", "set-cookie"].forEach((name) => headers.delete(name));
  const at = '<meta name="kept-at" content="' + new Date().toISOString() + '">';
  await store.put(address.href, new Response(text.replace("<head>", "<head>" + at), { headers }));
  const keys = await store.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST)).map((key) => store.delete(key)));
};

const offline = async (store) => {
  const paths = (await store.keys()).map((key) => new URL(key.url).pathname);
  const named = (path) =>
    path === "/" ? "{% translate 'Beranda' as home %}{{ home|escapejs }}"
      : path.startsWith("/pekan-ini/") ? "{% translate 'Pekan ini' as week %}{{ week|escapejs }}"
        : path.startsWith("/pengumuman/") ? "{% translate 'Pengumuman' as told %}{{ told|escapejs }}"
      : path.startsWith("/kartu/") ? "{% translate 'Kartu' as card %}{{ card|escapejs }}"
        : path.startsWith("/petugas/") ? "{% translate 'Jemput bola' as visit %}{{ visit|escapejs }}"
          : "{% translate 'Tiket' as ticket %}{{ ticket|escapejs }} " + path.split("/")[2];
  const links = [...new Set(paths)].map((path) => '<li><a href="' + path + '"><b>' + named(path) + "</b></a></li>");
  const html = `{% filter escapejs %}{% include "web/offline.html" %}{% endfilter %}`.replace("<!--kept-->", links.join(""));
  return new Response(html, {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": POLICY,
    },
  });
};
