#!/bin/sh
# With few processes jirei works, or ends with a message in the user's language, exit code 2 and the screen as it was
# found. Needs root for setpriv, and script of util-linux for a terminal.
# Usage: tests/threads.sh PATH-OF-JIREI
set -eu
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cp "$1" "$folder/jirei"
cp seeds/tonet.txt "$folder/page.txt"
chmod -R a+rX "$folder"
# No user of this number has processes.
limited="setpriv --reuid 64321 --clear-groups prlimit --nproc"
if ! $limited=50 true 2>/dev/null || ! script -qec true /dev/null >/dev/null 2>&1; then
    echo "skipped: no other user can be taken, or there is no script"
    exit 0
fi
export HOME="$folder" LC_ALL=ja_JP.UTF-8
failed=0
for count in $(seq 1 12); do
    for command in "list $folder/page.txt" "$folder/page.txt"; do
        code=0
        (sleep 1; printf q) | script -qec "$limited=$count $folder/jirei $command" /dev/null > "$folder/output" 2>&1 || code=$?
        case $code in
        0) ;;
        2)
            failed=$((failed + 1))
            grep -q -e スレッドを作れません -e 今は受け付けられません "$folder/output"
            if grep -e 'os error' -e panicked "$folder/output"; then exit 1; fi
            ;;
        *)
            echo "$count processes, $command: exit $code" >&2
            cat "$folder/output" >&2
            exit 1
            ;;
        esac
        # The screen that was found is given back.
        test "$(grep -o '\[?1049h' "$folder/output" | wc -l)" = "$(grep -o '\[?1049l' "$folder/output" | wc -l)"
    done
done
test $failed -gt 0 || { echo "no limit was reached" >&2; exit 1; }
echo "fine"
