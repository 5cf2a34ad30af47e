#!/bin/sh
# Restores a backup from this repository without Lifeboat, into a folder as mongodump makes it:
#
#   AGE_IDENTITY=FILE sh restore.sh BACKUP|latest|latest:volumes DIR
#
# AGE_IDENTITY     the file with the secret key (a backup without encryption needs none)
# ALLOWED_SIGNERS  a file with the public keys of those who may sign backups; without it the
#                  signature is not checked
#
# Needs sha256sum, age, zstd, jq and awk. RESTORE.md says how to do the same by hand.
set -eu
umask 077
LC_ALL=C
export LC_ALL
unset CDPATH

say() {
  printf 'restore.sh: %s\n' "$1" >&2
}

die() {
  say "$1"
  shift
  for hint in "$@"; do
    printf 'Hint: %s\n' "$hint" >&2
  done
  exit 1
}

# Reads one value from the manifest.
manifest() {
  jq -r "$1" "$file"
}

object() {
  printf '%s/objects/%s/%s' "$repository" "${1%"${1#??}"}" "$1"
}

digest() {
  sum=$(sha256sum <"$1") || die "cannot read '$1'"
  sum=${sum%% *}
}

# Whether a person found a suspicious backup right, and said so in 'accepted'. Without ALLOWED_SIGNERS
# nobody can tell who said so, as with the backup itself.
accepted() {
  sum=$(sha256sum <"$repository/backups/$1.json")
  for acceptance in "$repository/accepted/$1".*.json; do
    [ -f "$acceptance" ] || continue
    [ "$(jq -r 'if .lifeboat == "accepted backup" and .format == 1
        then "\(.repository) \(.backup) \(.manifest)" else "" end' "$acceptance" 2>/dev/null)" = \
      "$(jq -r .id "$repository/lifeboat.json") $1 ${sum%% *}" ] || continue
    [ -z "${ALLOWED_SIGNERS:-}" ] || signed "$acceptance" || {
      say "'${acceptance##*/}' accepts nothing: no trusted signature"
      continue
    }
    return 0
  done
  return 1
}

# Whether a file has a valid signature by one of ALLOWED_SIGNERS.
signed() {
  [ -f "$1.sig" ] && [ -r "$ALLOWED_SIGNERS" ] && command -v ssh-keygen >/dev/null || return 1
  signers=$(mktemp) || return 1
  awk '$1 ~ /^ssh-/ { print "lifeboat " $1 " " $2; next } { print }' "$ALLOWED_SIGNERS" >"$signers"
  valid=1
  signer=$(ssh-keygen -Y find-principals -s "$1.sig" -f "$signers" 2>/dev/null) &&
    ssh-keygen -Y verify -f "$signers" -I "$(printf '%s\n' "$signer" | head -n 1)" -n lifeboat \
      -s "$1.sig" <"$1" >/dev/null 2>&1 && valid=0
  rm -f "$signers"
  return "$valid"
}

# The newest backup of which nothing is missing, and that isn't suspicious. One that can't be read ends
# the search: who asks for the newest must not get an older one unawares. Imported ones are of the
# past whenever they were imported: they come last, by their moments. Backups are of the database unless
# another kind is asked for, or there is none of it.
latest() {
  kind=${backup#latest}
  kind=${kind#:}
  if [ -z "$kind" ]; then
    for name in "$repository"/backups/*.json; do
      ! jq -e '.source == "mongo"' "$name" >/dev/null 2>&1 || kind=mongo
    done
  fi
  names=
  imported=
  for name in "$repository"/backups/*.json; do
    [ -f "$name" ] || continue
    moment=$(jq -r 'if .consistency == "imported" then .moment else "" end' "$name" 2>/dev/null) ||
      moment=
    if [ -n "$moment" ]; then
      imported="$imported$moment ${name##*/}
"
    else
      names="${name##*/} $names"
    fi
  done
  imported=$(printf '%s' "$imported" | sort -r | while read -r moment name; do echo "$name"; done)
  for name in $names $imported; do
    complete=$(jq -r --arg kind "$kind" 'if .source != $kind and ($kind != "" or .source == "forensic") then "other"
        elif .complete == true and .suspicious == true then "suspicious" else .complete end' \
      "$repository/backups/$name" 2>/dev/null) || complete=damaged
    [ "$complete" != suspicious ] || ! accepted "${name%.json}" || complete=true
    case $complete in
      true) backup=${name%.json}; return ;;
      other) ;;
      suspicious) say "backup '${name%.json}' is suspicious, looking for an older one" ;;
      false) say "backup '${name%.json}' is incomplete, looking for an older one" ;;
      *) die "the manifest of the newest backup, '${name%.json}', is damaged" \
           "name an older backup instead of 'latest'; the folder 'backups' has one file for each" ;;
    esac
  done
  die "there is no complete backup in '$repository' that is not suspicious" \
    "name one instead of 'latest'; the folder 'backups' has one file for each"
}

check_manifest() {
  format=$(jq -r 'if .lifeboat == "manifest" then .format else "none" end' "$file" 2>/dev/null) ||
    format=none
  case $format in
    1 | 2) ;;
    none | '') die "the manifest of backup '$backup' is damaged" ;;
    *) die "backup '$backup' has format $format, and this restore.sh reads format 1 and 2" \
         "use the restore.sh of the version of Lifeboat that made it" ;;
  esac
  [ "$(manifest .backup)" = "$backup" ] ||
    die "the manifest of backup '$backup' was moved: it is the one of '$(manifest .backup)'"
  [ "$(manifest .repository)" = "$(jq -r .id "$repository/lifeboat.json")" ] ||
    die "the manifest of backup '$backup' was moved: it comes from another repository"
}

check_signature() {
  if [ -z "${ALLOWED_SIGNERS:-}" ]; then
    say "the signature of backup '$backup' is not checked: ALLOWED_SIGNERS is not set"
    return
  fi
  command -v ssh-keygen >/dev/null || die "ssh-keygen is missing, so no signature can be checked" \
    "install OpenSSH, or unset ALLOWED_SIGNERS to go on without"
  [ -r "$ALLOWED_SIGNERS" ] || die "cannot read '$ALLOWED_SIGNERS'"
  [ -f "$file.sig" ] || die "backup '$backup' has no signature"
  # A line may be a bare public key, as in lifeboat.yaml and in .pub files.
  awk '$1 ~ /^ssh-/ { print "lifeboat " $1 " " $2; next } { print }' \
    "$ALLOWED_SIGNERS" >"$tmp/signers"
  signer=$(ssh-keygen -Y find-principals -s "$file.sig" -f "$tmp/signers" 2>/dev/null) ||
    die "backup '$backup' was not signed by anyone in '$ALLOWED_SIGNERS'"
  signer=$(printf '%s\n' "$signer" | head -n 1)
  ssh-keygen -Y verify -f "$tmp/signers" -I "$signer" -n lifeboat -s "$file.sig" \
    <"$file" >/dev/null 2>&1 || die "the manifest of backup '$backup' was changed after it was signed"
  say "the signature of backup '$backup' is valid"
}

# All objects are checked before anything is written.
check_objects() {
  list=$(manifest .objectList.object)
  digest "$(object "$list")"
  [ "$sum" = "$list" ] || die "object '$list' is damaged"
  zstd -d -q -c "$(object "$list")" >"$tmp/list" || die "object '$list' is not a list of objects"
  [ "$(awk 'END { print NR }' "$tmp/list")" = "$(manifest .objects)" ] ||
    die "the list of objects '$list' does not have as many as the manifest says"
  awk 'length($1) != 64 || $1 ~ /[^0-9a-f]/ || NF < 2 { exit 1 }' "$tmp/list" ||
    die "object '$list' is not a list of objects"
  # A delta names one or two other objects of the list, which are no deltas themselves.
  awk '
    { bases[$1] = $3 }
    END {
      for (object in bases) {
        count = split(bases[object], base, ",")
        if (count > 2) exit 1
        for (i = 1; i <= count; i++) if (!(base[i] in bases) || bases[base[i]] != "") exit 1
      }
    }' "$tmp/list" || die "object '$list' names bases that make no sense"
  awk '{ print $1 "  objects/" substr($1, 1, 2) "/" $1 }' "$tmp/list" >"$tmp/sums"
  say "checking $(manifest .objects) objects with $(manifest .storedBytes) bytes"
  [ -s "$tmp/sums" ] || return 0
  (cd "$repository" && sha256sum -c "$tmp/sums") >"$tmp/checked" 2>/dev/null || {
    awk -F ': ' '$NF !~ /^OK/ {
        print "restore.sh: object \047" $1 "\047 is " ($NF ~ /open/ ? "missing" : "damaged") }' \
      "$tmp/checked" >&2
    die "backup '$backup' can't be restored: see above" "choose another backup"
  }
}

# Decrypts an object, whose digest was checked before, and decompresses it.
decode() {
  bases=$(awk -v object="$1" '$1 == object { print $3; exit }' "$tmp/list")
  if [ -z "$bases" ]; then
    unpack "$1" "$2"
    return
  fi
  # A delta refers to the content of its bases, put together. They often serve the next one, too.
  if [ "$bases" != "$loaded" ]; then
    loaded=
    unpack "${bases%,*}" "$tmp/base"
    if [ "${bases%,*}" != "$bases" ]; then
      unpack "${bases#*,}" "$tmp/second"
      cat "$tmp/second" >>"$tmp/base"
      rm -f "$tmp/second"
    fi
    loaded=$bases
  fi
  unpack "$1" "$2" "--patch-from=$tmp/base"
}

# Decrypts and decompresses an object: its name, where it goes, and what zstd shall know.
unpack() {
  stored=$(object "$1")
  if [ "$recipients" = none ]; then
    zstd -d -q -c ${3:+"$3"} "$stored" >"$2" || die "object '$1' does not decompress"
  else
    age -d -i "$AGE_IDENTITY" -o "$tmp/frame" "$stored" </dev/null 2>"$tmp/age" || {
      [ -s "$tmp/age" ] && head -n 1 "$tmp/age" >&2
      die "'$AGE_IDENTITY' does not decrypt object '$1'" \
        "use the key of a recipient that backup '$backup' was made for"
    }
    zstd -d -q -c ${3:+"$3"} "$tmp/frame" >"$2" || die "object '$1' does not decompress"
    rm -f "$tmp/frame"
  fi
}

check_key() {
  [ "$recipients" = none ] && return
  command -v age >/dev/null || die "age is missing" "install it: https://age-encryption.org"
  [ -n "${AGE_IDENTITY:-}" ] ||
    die "backup '$backup' is encrypted, and AGE_IDENTITY is not set" \
      "AGE_IDENTITY=FILE sh restore.sh $backup DIR"
  [ -r "$AGE_IDENTITY" ] || die "cannot read the key file '$AGE_IDENTITY'"
  case $(head -c 34 <"$AGE_IDENTITY") in
    age-encryption.org* | '-----BEGIN AGE ENCRYPTED FILE-----'*)
      die "the key file '$AGE_IDENTITY' has a passphrase" \
        "decrypt it first: age -d -o KEY '$AGE_IDENTITY'" ;;
  esac
}

# Writes one line for each slice of a stream: object, offset, length, SHA-256, name. Streams of one
# slice are ordered by object, so that an object with many of them is decoded once.
plan() {
  : >"$tmp/contents"
  for part in $(manifest '.contents[].object'); do
    awk -v part="$part" '$1 == part { found = 1 } END { exit !found }' "$tmp/list" ||
      die "object '$part' is not on the list of objects of backup '$backup'"
    decode "$part" "$tmp/plain"
    cat "$tmp/plain" >>"$tmp/contents"
  done
  head -n 1 "$tmp/contents" >"$tmp/head"
  [ "$(jq -r 'if .lifeboat == "contents" then .backup else "none" end' "$tmp/head")" = "$backup" ] ||
    die "the contents that backup '$backup' names are not its own"
  jq -r '
    def safe: (explode | all(. >= 32 and . != 127)) and
      (split("/") | length > 0 and all(. != "" and . != "." and . != ".."));
    if .type == "stream" then
      if .name | safe then "stream\t\(.bytes)\t\(.name)" else error("unsafe name \(.name)") end
    elif .type == "segment" then "segment\t\(.object)\t\(.offset)\t\(.length)\t\(.sha256)"
    else empty end' "$tmp/contents" >"$tmp/streams" 2>"$tmp/jq" || {
    cat "$tmp/jq" >&2
    die "the contents of backup '$backup' are damaged, or name a file outside '$dir'"
  }
  work=$tmp awk -F '\t' '
    function wrong(what) { print "restore.sh: " what > "/dev/stderr"; bad = 1; exit 1 }
    function finish(   i) {
      if (!open) return
      if (sum != bytes) wrong("the segments of \047" name "\047 have " sum " bytes, not " bytes)
      if (count == 0) print "-\t0\t0\t-\t" name > single
      for (i = 1; i <= count; i++) print segment[i] "\t" name > (count == 1 ? single : many)
    }
    BEGIN {
      list = ENVIRON["work"] "/list"; single = ENVIRON["work"] "/single"; many = ENVIRON["work"] "/many"
      while ((getline line < list) > 0) { split(line, field, " "); known[field[1]] = 1 }
      printf "" > single; printf "" > many
    }
    $1 == "stream" {
      finish()
      if ($3 in seen) wrong("two streams are called \047" $3 "\047")
      seen[$3] = 1; open = 1; name = $3; bytes = $2 + 0; sum = 0; count = 0
    }
    $1 == "segment" {
      if (!($2 in known)) wrong("object " $2 " is not on the list of objects")
      if (!open || $3 !~ /^[0-9]+$/ || $4 !~ /^[1-9][0-9]*$/) wrong("a segment makes no sense")
      segment[++count] = $2 "\t" $3 "\t" $4 "\t" $5; sum += $4
    }
    END { if (!bad) finish(); if (bad) exit 1 }' "$tmp/streams" ||
    die "the contents of backup '$backup' are damaged"
  sort "$tmp/single" >"$tmp/plan"
  cat "$tmp/many" >>"$tmp/plan"
}

extract() {
  tab=$(printf '\t')
  present=
  while IFS=$tab read -r object offset length sha256 name; do
    out=$dir/$name
    [ -d "${out%/*}" ] || mkdir -p "${out%/*}"
    if [ "$object" = - ]; then
      : >"$out"
      continue
    fi
    if [ "$object" != "$present" ]; then
      decode "$object" "$tmp/plain"
      present=$object
      size=$(($(wc -c <"$tmp/plain")))
    fi
    piece=$tmp/plain
    if [ "$offset" -ne 0 ] || [ "$length" -ne "$size" ]; then
      piece=$tmp/piece
      [ -e "$out" ] || piece=$out
      tail -c "+$((offset + 1))" "$tmp/plain" 2>/dev/null | head -c "$length" >"$piece"
    fi
    digest "$piece"
    [ "$sum" = "$sha256" ] || die "object '$object' does not hold what backup '$backup' says of '$name'"
    [ "$piece" = "$out" ] || cat "$piece" >>"$out" || die "cannot write '$out'"
  done <"$tmp/plan"
}

cleanup() {
  rm -rf "$tmp"
  if [ -n "$writing" ]; then
    say "'$dir' is incomplete: remove it before you try again"
  elif [ -z "$done" ]; then
    rmdir "$dir" 2>/dev/null || :
  fi
}

if [ $# -ne 2 ] || [ -z "$1" ] || [ -z "$2" ]; then
  echo 'usage: AGE_IDENTITY=FILE sh restore.sh BACKUP|latest|latest:volumes DIR' >&2
  exit 2
fi
for program in sha256sum zstd jq awk; do
  command -v "$program" >/dev/null || die "$program is missing" "install it, then run this again"
done
repository=$(cd "$(dirname "$0")" && pwd)
[ "$(jq -r .lifeboat "$repository/lifeboat.json" 2>/dev/null)" = repository ] ||
  die "'$repository' is not a repository of Lifeboat: its lifeboat.json is missing or damaged" \
    "restore.sh works in the repository's own folder"

backup=$1
case $backup in
  latest | latest:*) latest ;;
esac
file=$repository/backups/$backup.json
case $backup in
  *[!0-9a-fTZ-]*) die "'$backup' is not the name of a backup" ;;
esac
[ -f "$file" ] || die "there is no backup '$backup' in '$repository'" \
  "the folder 'backups' has a file for each backup; or say 'latest'"
check_manifest
recipients=$(manifest .recipients)
check_key

case $2 in
  -*) dir=./$2 ;;
  *) dir=$2 ;;
esac
[ -d "$dir" ] && [ -n "$(ls -A "$dir")" ] && die "'$2' is not empty" "choose a new folder"
mkdir -p "$dir" || die "cannot make the folder '$2'"
dir=$(cd "$dir" && pwd)
writing=
done=
loaded=
tmp=$(mktemp -d "$dir/.restore.XXXXXX")
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

check_signature
check_objects
plan
[ "$(manifest .complete)" = true ] || say "backup '$backup' is incomplete:"
jq -r '(.missing + .warnings)[] | "restore.sh: \(.)"' "$tmp/head" >&2
writing=1
extract
writing=
done=1
say "backup '$backup' is in '$dir': $(awk '{ count += $1 == "stream" } END { print count + 0 }' "$tmp/streams") files with $(manifest .sourceBytes) bytes, as they were at $(manifest .moment)"
quoted=$(jq -nr --arg dir "$dir" '$dir | @sh')
case $(manifest .source) in
  volumes | forensic)
    for file in "$dir"/volumes/*.tar; do
      quoted=$(jq -nr --arg file "$file" '$file | @sh')
      echo "tar --numeric-owner --xattrs --xattrs-include='*' -xpf $quoted -C FOLDER"
    done
    exit 0
    ;;
esac
replay=
[ ! -f "$dir/oplog.bson" ] || replay='--oplogReplay '
echo "mongorestore --uri mongodb://HOST:27017 $replay--dir $quoted"
