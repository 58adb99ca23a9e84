#!/usr/bin/env bash
# Installs Titian on Debian 12, from nothing, as one machine. Run as root from a copy of the
# repository; run again after getting a new version: what is there stays.
#
#   deploy/install-debian12.sh --name titian.kota.go.id [--database debian|embedded] [--no-nginx]
#
# Makes: the user titian, /opt/titian (code and environment, from hashed requirements),
# /etc/titian/titian.env (settings, readable by root and titian only), /var/lib/titian (data and
# keys), systemd units, nginx with a certificate signed by itself until you put a real one.
# TITIAN_ROOT=/somewhere installs below another root and starts nothing (tools/try_install.sh).
set -euo pipefail

name="" database=embedded nginx=yes root="${TITIAN_ROOT:-}"
while [ $# -gt 0 ]; do
  case "$1" in
    --name) name=$2; shift 2 ;;
    --database) database=$2; shift 2 ;;
    --no-nginx) nginx=no; shift ;;
    *) sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done
say() { printf '==> %s\n' "$*"; }
refuse() { printf 'refused: %s\n' "$*" >&2; exit 1; }
running() { [ -z "$root" ] && [ -d /run/systemd/system ]; }

[ "$(id -u)" -eq 0 ] || refuse "run it as root"
[[ "$name" =~ ^[a-z0-9.-]+$ ]] || refuse "say the public name: --name titian.kota.go.id"
[[ "$database" =~ ^(debian|embedded)$ ]] || refuse "--database is debian or embedded"
grep -q '^VERSION_ID="12"' /etc/os-release 2>/dev/null || say "not Debian 12: tried there only"
source_folder=$(cd "$(dirname "$0")/.." && pwd)
app=$root/opt/titian home=$root/var/lib/titian settings=$root/etc/titian/titian.env

say "packages of Debian"
wanted=(python3 python3-venv ca-certificates util-linux)
[ "$nginx" = no ] || wanted+=(nginx-light openssl)
[ "$database" = embedded ] || wanted+=(postgresql)
missing=()
for one in "${wanted[@]}"; do
  dpkg-query -W -f='${Status}' "$one" 2>/dev/null | grep -q '^install ok installed' || missing+=("$one")
done
if [ "${#missing[@]}" -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

say "the user titian, its folders"
getent passwd titian >/dev/null \
  || useradd --system --user-group --home-dir /var/lib/titian --shell /usr/sbin/nologin titian
install -d -o root -g root -m 755 "$app"
install -d -o titian -g titian -m 711 "$home"
install -d -o root -g titian -m 750 "$(dirname "$settings")"

say "the code and its environment"
for part in src requirements deploy docs pyproject.toml README.md LICENSE manage.py; do
  [ "$source_folder" = "$app" ] || { rm -rf "${app:?}/$part"; cp -a "$source_folder/$part" "$app/$part"; }
done
find "$app/src" -name __pycache__ -prune -exec rm -rf {} +
made_of=$(cat "$app/requirements/base.txt" "$app/requirements/build.txt" | sha256sum)
[ -x "$app/.venv/bin/python" ] || python3 -m venv "$app/.venv"
if [ "$(cat "$app/.venv/.made-of" 2>/dev/null)" != "$made_of" ]; then
  pip=("$app/.venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check)
  "${pip[@]}" --require-hashes -r "$app/requirements/base.txt"
  "${pip[@]}" --require-hashes -r "$app/requirements/build.txt"
  printf '%s' "$made_of" >"$app/.venv/.made-of"
fi
"$app/.venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check \
  --no-deps --no-build-isolation --editable "$app"
# The words are compiled while root may still write there; Titian itself may not.
"$app/.venv/bin/python" -c "
from pathlib import Path
from titian.config.catalogues import compile_catalogues
compile_catalogues(Path('$app/src/titian'))"
chown -R root:root "$app"
chmod -R go+rX,go-w "$app"

say "settings: ${settings#"$root"}"
if [ ! -e "$settings" ]; then
  (
    umask 027
    cat >"$settings" <<END
# Titian's settings: docs/reference/settings.md. Restart after a change: systemctl restart titian
TITIAN_HOME=/var/lib/titian
TITIAN_PORT=8000
TITIAN_ORIGIN=https://$name
TITIAN_HOSTS=$name
TITIAN_HTTPS=1
TITIAN_TRUSTED_PROXIES=127.0.0.1
TITIAN_ACCESS_LOG=1
END
  )
  [ "$database" = embedded ] || echo 'TITIAN_DATABASE_URL=postgresql:///titian?host=/var/run/postgresql' >>"$settings"
  chgrp titian "$settings"
fi

if [ "$database" = debian ]; then
  say "the database of Debian"
  if running; then
    systemctl enable --quiet --now postgresql
  elif [ -z "$root" ]; then
    pg_lsclusters -h | while read -r version cluster _ status _; do
      [ "$status" = online ] || pg_ctlcluster "$version" "$cluster" start
    done
  fi
  if [ -z "$root" ]; then
    as_postgres() { setpriv --reuid=postgres --regid=postgres --init-groups psql -XAtqc "$1" postgres; }
    [ "$(cd / && as_postgres "SELECT 1 FROM pg_roles WHERE rolname='titian'")" = 1 ] \
      || (cd / && as_postgres "CREATE ROLE titian LOGIN")
    [ "$(cd / && as_postgres "SELECT 1 FROM pg_database WHERE datname='titian'")" = 1 ] \
      || (cd / && as_postgres "CREATE DATABASE titian OWNER titian")
  fi
fi

say "systemd units"
install -d -m 755 "$root/etc/systemd/system"
install -m 644 "$app"/deploy/systemd/titian* "$root/etc/systemd/system/"

if [ "$nginx" = yes ]; then
  say "nginx"
  install -d -m 755 "$root/etc/nginx/conf.d"
  certificates=$root/etc/titian/tls
  install -d -m 750 -g titian "$certificates"
  if [ ! -e "$certificates/fullchain.pem" ]; then
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \
      -subj "/CN=$name" -addext "subjectAltName=DNS:$name" \
      -keyout "$certificates/privkey.pem" -out "$certificates/fullchain.pem" 2>/dev/null
    chmod 600 "$certificates/privkey.pem"
  fi
  if [ ! -e "$root/etc/nginx/conf.d/titian.conf" ]; then
    sed -e "s#/etc/letsencrypt/live/titian.example.org#/etc/titian/tls#" \
      -e "s/titian\.example\.org/$name/g" "$app/deploy/nginx/titian.conf" >"$root/etc/nginx/conf.d/titian.conf"
  fi
fi

if running; then
  systemctl daemon-reload
  if systemctl is-active --quiet titian; then
    say "taking up the new version"
    setpriv --reuid=titian --regid=titian --init-groups env $(grep -v '^#' "$settings" | xargs) \
      "$app/.venv/bin/titian" upgrade --no-reload
    systemctl reload titian
  else
    say "starting"
    systemctl enable --quiet --now titian titian-doctor.timer
  fi
  [ "$nginx" = no ] || { nginx -t -q && systemctl enable --quiet --now nginx && systemctl reload nginx; }
fi
say "installed. Next:"
cat <<END
  a real certificate in /etc/titian/tls (or certbot), channels for codes (docs/operations/channels.md),
  a backup (docs/operations/backup.md), the first member of staff:
    titian staff <user> "<name>" --role operator --scope all
  and ask what is missing: titian doctor
END
