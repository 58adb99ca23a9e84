#!/usr/bin/env bash
# Tries deploy/install-debian12.sh from nothing: makes a bare Debian 12 in a folder (mmdebstrap),
# installs there as on a new machine, starts Titian as its own user, asks it how it is, and installs
# a second time, which must change nothing. Needs root and Debian's mmdebstrap.
#   tools/try_install.sh [folder]       a folder that is there is taken as the bare Debian
set -euo pipefail

target=${1:-$(mktemp -d)}
source_folder=$(cd "$(dirname "$0")/.." && pwd)
say() { printf '\n### %s\n' "$*"; }
enter=(chroot "$target" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
  PIP_CERT=/etc/ssl/certs/ca-certificates.crt ${PIP_INDEX_URL:+PIP_INDEX_URL="$PIP_INDEX_URL"})
inside() { "${enter[@]}" "$@"; }

if [ ! -x "$target/usr/bin/dpkg" ]; then
  say "a bare Debian 12 in $target"
  mmdebstrap --quiet --variant=minbase --include=ca-certificates bookworm "$target"
fi
cp /etc/resolv.conf "$target/etc/resolv.conf"
for one in /etc/pip.conf "$HOME/.config/pip/pip.conf" "$HOME/.pip/pip.conf"; do
  [ ! -e "$one" ] || cp "$one" "$target/etc/pip.conf"  # where this machine gets its packages
done
# And whom it trusts: a company's proxy may sign anew what comes through it.
cp -L /etc/ssl/certs/ca-certificates.crt "$target/etc/ssl/certs/ca-certificates.crt"
mounted=()
leave() {
  [ -z "${titian:-}" ] || { kill "$titian" 2>/dev/null || true; wait "$titian" 2>/dev/null || true; }
  for place in "${mounted[@]}"; do umount "$place"; done
}
trap leave EXIT
mount -t proc proc "$target/proc" && mounted+=("$target/proc")

say "the repository"
rm -rf "$target/srv/titian" && mkdir -p "$target/srv/titian"
git -C "$source_folder" archive HEAD | tar x -C "$target/srv/titian"
cp "$source_folder/deploy/install-debian12.sh" "$target/srv/titian/deploy/"

say "installing"
inside bash /srv/titian/deploy/install-debian12.sh --name titian.contoh.id

say "nginx reads its file"
inside nginx -t

say "Titian starts as its own user"
run_as_titian=(setpriv --reuid=titian --regid=titian --init-groups bash -c)
# shellcheck disable=SC2016
start='set -a; . /etc/titian/titian.env; cd /opt/titian; exec .venv/bin/titian "$@"'
"${enter[@]}" "${run_as_titian[@]}" "$start" titian up &  # no function: the number is its own
titian=$!
for _ in $(seq 150); do
  inside /opt/titian/.venv/bin/python -c "
import json, sys, urllib.request
request = urllib.request.Request('http://127.0.0.1:8000/healthz', headers={'Host': 'titian.contoh.id'})
found = json.load(urllib.request.urlopen(request, timeout=5)); print(found)
sys.exit(found['worker'] != 'up')" 2>/dev/null && answered=yes && break
  kill -0 "$titian" 2>/dev/null || break
  sleep 2
done
[ "${answered:-}" = yes ] || { echo "Titian does not answer"; exit 1; }

say "the doctor"
inside "${run_as_titian[@]}" "$start" titian doctor --en || echo "(ends with $?)"

say "installing again changes nothing that was set"
inside sh -c 'sha256sum /etc/titian/titian.env /etc/titian/tls/* /etc/nginx/conf.d/titian.conf' >"$target/tmp/before"
inside bash /srv/titian/deploy/install-debian12.sh --name titian.contoh.id >/dev/null
inside sh -c 'sha256sum /etc/titian/titian.env /etc/titian/tls/* /etc/nginx/conf.d/titian.conf' | diff - "$target/tmp/before"
echo "the same"
kill "$titian"; wait "$titian" || true; titian=""
say "it installs from nothing"
