#!/bin/sh
# Records which functions the dashboard calls, the most called first: `Sources/functions.order`, by
# which the released program is laid out in memory. A list that is out of date costs memory and some
# microseconds of a key, so it is recorded anew when the program has grown by much.
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

# Writes what was called since the last time, into a file of its own.
dump() { callgrind_control --dump "$($tmux display-message -p '#{pane_pid}')"; }

export RUSHES_KEEPS_NAMES=1
rm -f .build/release/rushes
swift build -c release --static-swift-stdlib --product rushes -Xlinker "-Map=$folder/map"
swift build -c release --product rushes-bench
.build/release/rushes-bench fill --tasks 2000 --data "$folder/data"
strip --strip-debug -o "$folder/rushes" .build/release/rushes

$tmux new-session -d -x 120 -y 40 \
  "exec env RUSHES_DATA=$folder/data RUSHES_CONFIG=$folder/config.yaml LANG=C.UTF-8 \
    valgrind --tool=callgrind --demangle=no --compress-strings=no --compress-pos=no --dump-instr=yes \
    --dump-before='*6PollerC4wait*' --dump-after='*11FrameOutputV5flush*' \
    --callgrind-out-file=$folder/calls $folder/rushes"
await 'help .* quit'
keys z
sleep 5
dump
# What is done all day: going through the table with a held key. It has the screen to itself, since
# details would follow.
mkdir "$folder/start"
mv "$folder"/calls.* "$folder/start"
for _ in $(seq 80); do
  $tmux send-keys j
  sleep 0.12
done
mkdir "$folder/keys"
mv "$folder"/calls.* "$folder/keys"
keys z
# And what is done now and then.
keys NPage PPage G g
for key in / w o Escape '?' Escape : Escape 4 1 5 1 n a b c Enter Tab Tab F3 C-q; do
  keys "$key"
  sleep 1
done
for _ in $(seq 120); do
  $tmux has-session 2>/dev/null || break
  sleep 0.5
done
[ -s "$folder/calls" ] || { echo "record-order: the program did not end" >&2; exit 1; }

# The names of functions whose code lies beside other functions' code are of no use: `size` says how much
# would be moved for each. Of a function that most keys run through, from the wake-up to the frame that is
# sent, the code is fetched before it is needed (`CLinuxCode`).
awk -v program="$folder/rushes" '
  function number(text,  i, value) {
    for (i = 1; i <= length(text); i++) value = value * 16 + index("123456789abcdef", substr(text, i, 1))
    return value
  }
  function clean(name) { sub(/\047[0-9]+$/, "", name); return name }
  FILENAME ~ /map$/ {
    if ($5 ~ /:\(\.text/) section = number($3)
    else if (NF == 5 && $4 == 1) size[$5] += section
    next
  }
  FNR == 1 { ours = 0; isKey = 0 }
  /^desc: Trigger: --dump-after/ && FILENAME ~ /keys\/calls/ { isKey = 1; key++ }
  /^ob=/ { ours = substr($0, 4) == program; next }
  /^fn=/ { name = clean(substr($0, 4)); if (ours && !(name in known)) { known[name] = 1; order[++count] = name } next }
  /^cfn=/ { called = clean(substr($0, 5)); next }
  /^calls=/ { split(substr($0, 7), numbers, " "); calls[called] += numbers[1]; if (isKey) keyCalls[called] += numbers[1]; next }
  isKey && ours && /^0x/ {
    line = name " " int(number(substr($1, 3)) / 64)
    if (seen[line] != key) { seen[line] = key; if (++keys[line] == 60) touched[name]++ }
  }
  END {
    for (i = 1; i <= count; i++) {
      name = order[i]
      if (name ~ /^0x/) continue
      isHot = touched[name] * 64 > 0.2 * size[name] && size[name] > 0
      print isHot ? 0 : 2, (isHot ? keyCalls[name] : calls[name]) + 0, i, name
    }
    print 0, "999999999999999", 0, "rushes_key_code_begin"
    print 1, 0, 0, "rushes_key_code_end"
  }
' "$folder/map" "$folder"/keys/calls.* "$folder"/start/calls.* "$folder"/calls* |
  sort -k1,1n -k2,2nr -k3,3n | cut -d' ' -f4- > "$folder/order"
[ "$(wc -l < "$folder/order")" -gt 1000 ] || { echo "record-order: too few functions" >&2; exit 1; }
[ "$(grep -n rushes_key_code_end "$folder/order" | cut -d: -f1)" -gt 60 ] ||
  { echo "record-order: too few functions that a key runs through" >&2; exit 1; }
mv "$folder/order" Sources/functions.order
