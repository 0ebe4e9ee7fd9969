#!/bin/sh
# Makes ten clips out of a batch file in the sandbox, three of them a chain. The program is killed half
# way and started again; in the end there are ten videos, not one was paid twice, and the chain is one
# film.
#
# Usage: batch-film.sh FOLDER
# FOLDER is empty; `rushes`, ffmpeg and ffprobe are on the PATH. Ends 0 when all is well, else says what is not.
set -eu

cd "$1"
export RUSHES_DATA="$1/data" RUSHES_CONFIG="$1/config.yaml"

fail() {
  echo "batch-film: $*" >&2
  exit 1
}

creates() {
  if [ -f data/sandbox/journal ]; then wc -l < data/sandbox/journal; else echo 0; fi
}

cat > config.yaml <<'END'
default_profile: sandbox
sandbox: { seconds: 1 }
profiles:
  sandbox: { poll_seconds: 0.2, max_active: 2 }
END

# The end of the chain stands before its beginning: the order of the lines does not matter.
cat > film.jsonl <<'END'
{"name": "end", "prompt": "the pier at night, lamps on", "after": "middle"}
{"name": "middle", "prompt": "the pier at dusk", "after": "beginning"}
{"name": "beginning", "prompt": "a pier at noon"}
{"name": "foxes", "prompt": "a {red|blue} fox", "seed": "1-2"}
{"prompt": "一只猫"}
{"prompt": "一只猫"}
{"prompt": "a heron", "ratio": "9:16"}
END
set -- --resolution 480p --duration 4 --ratio 1:1 --wait --json

rushes batch film.jsonl "$@" > first.jsonl 2> first.txt &
program=$!
while [ "$(creates)" -lt 5 ]; do
  kill -0 "$program" 2> /dev/null || fail "it ended by itself: $(cat first.txt)"
  sleep 0.02
done
kill -9 "$program"
wait "$program" 2> /dev/null && fail "it was not killed"
[ "$(creates)" -lt 10 ] || fail "it was done before it was killed"

rushes batch film.jsonl "$@" > second.jsonl || fail "the second run ended with $?: $(cat second.jsonl)"
[ "$(grep -c '"event":"skipped"' second.jsonl)" -eq 10 ] || fail "not every line was known again"
[ "$(creates)" -eq 10 ] || fail "$(creates) creates"
[ "$(ls data/videos/*.mp4 | wc -l)" -eq 10 ] || fail "not ten videos"
[ -z "$(ls data/videos/*.part 2> /dev/null)" ] || fail "something half done is left"
for video in data/videos/*.mp4; do
  seconds=$(ffprobe -v error -show_entries format=duration -of csv=p=0 "$video")
  case $seconds in
    4.*|3.9*) ;;
    *) fail "$video has $seconds seconds" ;;
  esac
done

# The chain as one film: its videos are the tasks that the lines say.
task() {
  sed -n "s/.*\"event\":\"skipped\".*\"id\":\([0-9]*\),.*\"name\":\"$1\".*/\1/p" second.jsonl
}
rushes join "$(task beginning)" "$(task middle)" "$(task end)" --out film.mp4 ||
  fail "join ended with $?"
seconds=$(ffprobe -v error -show_entries format=duration -of csv=p=0 film.mp4)
case $seconds in
  12.*|11.9*) ;;
  *) fail "the film has $seconds seconds" ;;
esac
ffmpeg -v error -i film.mp4 -f null - 2> film.txt || fail "the film is broken: $(cat film.txt)"
[ ! -s film.txt ] || fail "the film is broken: $(cat film.txt)"

# The third time there is nothing to do.
rushes batch film.jsonl "$@" > third.jsonl || fail "the third run ended with $?"
[ "$(creates)" -eq 10 ] || fail "the third run has made something"
