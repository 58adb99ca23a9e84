#!/usr/bin/env bash
# Make sure of what the tests need from Debian: a Chromium, a second reader of signatures
# (pdfsig), a token in software with its tool, what reads our example files (Prometheus, nginx,
# HAProxy, Caddy). Installs what is not there.
set -euo pipefail

missing=()
there() { command -v "$1" >/dev/null || missing+=("$2"); }
[ -n "${TITIAN_CHROMIUM:-}" ] || there chromium chromium
there pdfsig poppler-utils
there softhsm2-util softhsm2
there pkcs11-tool opensc
there promtool prometheus
[ -x /usr/sbin/nginx ] || there nginx nginx-light
PATH=$PATH:/usr/sbin there haproxy haproxy
there caddy caddy
if [ "${#missing[@]}" -eq 0 ]; then
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "The tests need ${missing[*]}: install them, or name a Chromium with TITIAN_CHROMIUM." >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo)
fi
echo "installing for the tests (once): ${missing[*]}"
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
