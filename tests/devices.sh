#!/bin/sh
# Devices made in a scratch folder are written into by --output and never replaced. Needs root for mknod.
# Usage: tests/devices.sh PATH-OF-JIREI
set -eu
jirei=$1
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
if ! mknod "$folder/null" c 1 3 2>/dev/null || ! : 2>/dev/null > "$folder/null"; then
    echo "skipped: no device can be made or opened here"
    exit 0
fi
mknod "$folder/full" c 1 7

"$jirei" export seeds -o "$folder/null"
if "$jirei" export seeds -o "$folder/full" 2> "$folder/message"; then
    echo "a full device gave no error" >&2
    exit 1
fi
grep -q . "$folder/message"
for name in null full; do
    test -c "$folder/$name" || { echo "$name is no device any more" >&2; exit 1; }
done
test "$(ls -A "$folder" | wc -l)" = 3 || { echo "something was left in the folder" >&2; exit 1; }
echo "fine"
