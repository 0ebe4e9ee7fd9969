#!/bin/sh
# Records which functions the dashboard calls, the most called first: `Sources/functions.order`, by
# which the released program is laid out in memory. A list that is out of date costs memory and nothing
# else, so it is recorded anew when the program has grown by much.
#
# Usage: record-order.sh, in the package's folder. Needs valgrind and tmux; takes some minutes.
set -eu

folder=$(mktemp -d)
tmux="tmux -L rushes-record-order -f /dev/null"
trap '$tmux kill-server 2>/dev/null || :; rm -rf "$folder"' EXIT

# Waits until the screen shows a text, for five minutes at most.
await() {
  for _ in $(seq 600); do
    $tmux capture-pane -p | grep -q "$1" && return
    sleep 0.5
  done
  echo "record-order: the screen never showed \"$1\"" >&2
  exit 1
}

keys() {
  for key in "$@"; do
    $tmux send-keys "$key"
    sleep 0.3
  done
}

export RUSHES_KEEPS_NAMES=1
swift build -c release --static-swift-stdlib --product rushes
swift build -c release --product rushes-bench
.build/release/rushes-bench fill --tasks 2000 --data "$folder/data"
strip --strip-debug -o "$folder/rushes" .build/release/rushes

$tmux new-session -d -x 120 -y 40 \
  "RUSHES_DATA=$folder/data RUSHES_CONFIG=$folder/config.yaml LANG=C.UTF-8 valgrind --tool=callgrind \
    --demangle=no --compress-strings=no --callgrind-out-file=$folder/calls $folder/rushes"
await 'help .* quit'
# What is done all day: going through the table, both ways and by pages.
for _ in $(seq 60); do keys j; done
for _ in $(seq 20); do keys k; done
keys NPage PPage G g
# And what is done now and then.
for key in / w o Escape '?' Escape : Escape 4 1 5 1 n a b c Enter Tab Tab F3 C-q; do
  keys "$key"
  sleep 1
done
for _ in $(seq 120); do
  $tmux has-session 2>/dev/null || break
  sleep 0.5
done
[ -s "$folder/calls" ] || { echo "record-order: the program did not end" >&2; exit 1; }

awk -v program="$folder/rushes" '
  /^ob=/ { ours = substr($0, 4) == program }
  /^fn=/ && ours { name = clean(substr($0, 4)); if (!(name in calls)) { calls[name] = 0; order[++count] = name } }
  /^cfn=/ { called = clean(substr($0, 5)) }
  /^calls=/ { split(substr($0, 7), numbers, " "); all[called] += numbers[1] }
  function clean(name) { sub(/\047[0-9]+$/, "", name); return name }
  END { for (i = 1; i <= count; i++) if (order[i] !~ /^0x/) print all[order[i]] + 0, i, order[i] }
' "$folder/calls" | sort -k1,1nr -k2,2n | cut -d' ' -f3- > "$folder/order"
[ "$(wc -l < "$folder/order")" -gt 1000 ] || { echo "record-order: too few functions" >&2; exit 1; }
mv "$folder/order" Sources/functions.order
