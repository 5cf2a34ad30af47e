#!/usr/bin/env python3
"""Lists and extracts backups of a repository: an independent reader of docs/REPOSITORY-FORMAT.md.

    read_repository.py REPOSITORY                           lists backups
    read_repository.py REPOSITORY BACKUP DIR [IDENTITY]     extracts one
    read_repository.py REPOSITORY oplog FILE [IDENTITY]     writes the longest unbroken oplog

Needs the commands zstd and, for encrypted backups, age. Signatures are left to ssh-keygen.
"""

import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{6}")
DIGEST = re.compile(r"[0-9a-f]{64}")
SLICE = re.compile(r"(\d{10})\.(\d{10})-(\d{10})\.(\d{10})-([0-9a-f]{8})")


class Refused(Exception):
    """Something in the repository is not as the format says."""


def require(condition, fact):
    if not condition:
        raise Refused(fact)


def run(command, stdin):
    done = subprocess.run(command, input=stdin, capture_output=True)
    require(done.returncode == 0, f"{command[0]}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def parse(data, what, newest=1):
    try:
        value = json.loads(data)
    except ValueError as e:
        raise Refused(f"a damaged {what}: {e}") from e
    require(isinstance(value, dict) and value.get("lifeboat") == what, f"not a {what}")
    require(1 <= value["format"] <= newest, f"a {what} of format {value['format']}")
    return value


class Repository:
    def __init__(self, folder, identity=None):
        self.folder = pathlib.Path(folder)
        self.identity = identity
        self.head = parse((self.folder / "lifeboat.json").read_bytes(), "repository")
        self.plain = (None, b"")

    def backups(self):
        files = (self.folder / "backups").glob("*.json")
        return sorted(file.stem for file in files if NAME.fullmatch(file.stem))

    def manifest(self, backup):
        data = (self.folder / "backups" / f"{backup}.json").read_bytes()
        manifest = parse(data, "manifest", newest=2)
        require(manifest["backup"] == backup, "a manifest of another backup")
        require(manifest["repository"] == self.head["id"], "a manifest of another repository")
        previous = manifest.get("previous")
        if previous and previous["backup"] in self.backups():
            there = (self.folder / "backups" / f"{previous['backup']}.json").read_bytes()
            require(hashlib.sha256(there).hexdigest() == previous["sha256"], "a broken chain")
        return manifest

    def stored(self, digest):
        require(DIGEST.fullmatch(digest), f"not a digest: {digest}")
        data = (self.folder / "objects" / digest[:2] / digest).read_bytes()
        require(hashlib.sha256(data).hexdigest() == digest, f"object {digest} is damaged")
        return data

    def open(self, digest, manifest, bases=()):
        """The plaintext of a sealed object; the last one is kept, since packs come in a row."""
        if self.plain[0] != digest:
            if bases:
                base = b"".join(self.decode(each, manifest) for each in bases)
                with tempfile.NamedTemporaryFile() as file:
                    file.write(base)
                    file.flush()
                    data = self.decode(digest, manifest, [f"--patch-from={file.name}"])
            else:
                data = self.decode(digest, manifest)
            self.plain = (digest, data)
        return self.plain[1]

    def decode(self, digest, manifest, words=()):
        data = self.stored(digest)
        if manifest["recipients"] != "none":
            require(data.startswith(b"age-encryption.org/v1\n"), "not an age file")
            data = run(["age", "-d", "-i", self.identity], data)
        return run(["zstd", "-d", "-q", "-c", *words], data)

    def slices(self):
        """All slices of oplogs, by set and by where they begin."""
        found = []
        for file in sorted((self.folder / "oplog").glob("*/*.json")):
            name = SLICE.fullmatch(file.stem)
            if not name:
                continue
            slice = parse(file.read_bytes(), "oplog slice")
            ends = [slice["from"]["time"], slice["to"]["time"]]
            numbers = [int(part) for end in ends for part in end.split(":")]
            require([int(name[i]) for i in range(1, 5)] == numbers, "a slice of another time")
            require(slice["file"].startswith(name[5]), "a slice with another file")
            require(slice["set"] == file.parent.name, "a slice of another set")
            require(slice["repository"] == self.head["id"], "a slice of another repository")
            found.append((slice, file.with_suffix(".bson")))
        return found

    def entries(self, slice, file):
        data = file.read_bytes()
        require(len(data) == slice["size"], f"{file.name} has another size")
        require(hashlib.sha256(data).hexdigest() == slice["file"], f"{file.name} is damaged")
        if slice["recipients"] != "none":
            data = run(["age", "-d", "-i", self.identity], data)
        data = run(["zstd", "-d", "-q", "-c"], data)
        entries = list(documents(data))
        require(len(data) == slice["bytes"] and len(entries) == slice["entries"], "entries")
        return entries

    def objects(self, manifest):
        text = run(["zstd", "-d", "-q", "-c"], self.stored(manifest["objectList"]["object"]))
        lines = [line.split(" ") for line in text.decode("ascii").splitlines()]
        require(all(len(line) in (2, manifest["format"] + 1) for line in lines), "deltas")
        require(len(lines) == manifest["objects"], "an object list of another length")
        require([line[0] for line in lines] == sorted({line[0] for line in lines}), "no order")
        sizes = {line[0]: int(line[1]) for line in lines}
        bases = {line[0]: line[2].split(",") for line in lines if len(line) == 3}
        require(bool(bases) == (manifest["format"] == 2), "another format than deltas need")
        for each in bases.values():
            require(len(each) <= 2, "too many bases")
            require(all(base in sizes and base not in bases for base in each), "a bad base")
        total = sum(sizes.values()) + manifest["objectList"]["size"]
        require(total == manifest["storedBytes"], "storedBytes is not the sum of all sizes")
        for digest, size in sizes.items():
            require(len(self.stored(digest)) == size, f"object {digest} has another size")
        return sizes, bases

    def contents(self, manifest):
        parts = [self.open(part["object"], manifest) for part in manifest["contents"]]
        lines = b"".join(parts).split(b"\n")
        require(lines.pop() == b"", "contents that end within a line")
        head = parse(lines[0], "contents")
        require(head["backup"] == manifest["backup"], "contents of another backup")
        require(head["consistency"]["label"] == manifest["consistency"], "another consistency")
        require(head["consistency"]["moment"] == manifest["moment"], "another moment")
        items, streams = [], []
        for line in map(json.loads, lines[1:]):
            if line["type"] == "item":
                items.append(line)
            elif line["type"] == "stream":
                streams.append((line, []))
            elif line["type"] == "segment":
                streams[-1][1].append(line)
        return items, streams


def checked_path(folder, name):
    require(len(name) <= 2048 and not re.search(r"[\x00-\x1f\x7f]", name), f"the name {name!r}")
    require(all(part not in ("", ".", "..") for part in name.split("/")), f"the name {name!r}")
    return folder / name


def documents(data):
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "little")
        require(5 <= size <= len(data) - at, "no whole document")
        yield data[at : at + size]
        at += size


def fingerprint(data):
    total, count = 0, 0
    for document in documents(data):
        total += int.from_bytes(hashlib.sha256(document).digest(), "big")
        count += 1
    return {"sum": f"{total % 2**256:064x}", "documents": count, "bytes": len(data)}


def extract(repository, backup, folder):
    manifest = repository.manifest(backup)
    known, bases = repository.objects(manifest)
    items, streams = repository.contents(manifest)
    names = [stream["name"] for stream, _ in streams]
    require(len(set(names)) == len(names), "two streams of one name")
    require(all(name in names for item in items for name in item["streams"]), "a missing stream")
    require(sum(s["bytes"] for s, _ in streams) == manifest["sourceBytes"], "other sourceBytes")
    for stream, segments in streams:
        data = bytearray()
        for segment in segments:
            require(segment["object"] in known, "an object that is not on the list")
            at, length = segment["offset"], segment["length"]
            whole = repository.open(segment["object"], manifest, bases.get(segment["object"], ()))
            part = whole[at : at + length]
            require(len(part) == length > 0, "a segment beyond its object")
            require(hashlib.sha256(part).hexdigest() == segment["sha256"], "a damaged segment")
            data += part
        require(len(data) == stream["bytes"], f"{stream['name']} has another length")
        if stream["shape"] == "documents":
            require(fingerprint(data) == stream["fingerprint"], "another fingerprint")
        path = checked_path(folder, stream["name"])
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "xb") as file:
            file.write(data)
        print(f"{stream['name']}\t{len(data)}")


def cover(slices):
    """The slices of the longest piece of an oplog without a gap."""
    def joint(slice, end):
        return slice["set"], slice[end]["time"], slice[end]["term"]

    def time(joint):
        return [int(part) for part in joint[1].split(":")]

    best = {}
    for each in sorted(slices, key=lambda s: (time(joint(s[0], "to")), time(joint(s[0], "from")))):
        start, end = joint(each[0], "from"), joint(each[0], "to")
        way = (best[start] if start in best and start != end else []) + [each]
        first = time(joint(way[0][0], "from"))
        if end not in best or first < time(joint(best[end][0][0], "from")):
            best[end] = way
    require(best, "no slices")
    seconds = lambda way: time(joint(way[-1][0], "to"))[0] - time(joint(way[0][0], "from"))[0]
    return max(best.values(), key=seconds)


def oplog(repository, target):
    last = None
    with open(target, "xb") as out:
        for slice, file in cover(repository.slices()):
            for at, entry in enumerate(repository.entries(slice, file)):
                # What two slices share is there twice, and only at the joint.
                if at > 0 or entry != last:
                    out.write(entry)
                last = entry
            print(f"{slice['from']['time']}\t{slice['to']['time']}\t{slice['entries']}")


def main(arguments):
    sys.stdout.reconfigure(encoding="utf-8")
    try:
        if len(arguments) == 1:
            repository = Repository(arguments[0])
            for backup in repository.backups():
                manifest = repository.manifest(backup)
                print(f"{backup}\t{manifest['moment']}\t{manifest['consistency']}")
        else:
            identity = arguments[3] if len(arguments) > 3 else None
            if arguments[1] == "oplog":
                oplog(Repository(arguments[0], identity), arguments[2])
                return 0
            extract(Repository(arguments[0], identity), arguments[1], pathlib.Path(arguments[2]))
    except (Refused, KeyError, OSError) as e:
        print(f"read_repository.py: {e}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
