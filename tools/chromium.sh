#!/usr/bin/env bash
# Make sure that a Chromium is there for the browser tests; installs Debian's when it is not.
set -euo pipefail

if [ -n "${TITIAN_CHROMIUM:-}" ] || command -v chromium >/dev/null; then
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo 'The browser tests need Chromium: install it, or name it with TITIAN_CHROMIUM.' >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo)
fi
echo 'installing Chromium for the browser tests (once)'
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
