# The failed messages among many, as a JSON array and as NDJSON, compared with the fastest peer that is installed; and
# the memory that this takes, also for a file that is ten times as long. Sourced by scripts/bench.

filtered=400000
filter_peers=(node jq jaq gojq)

# The number of failed messages in the file $1, by each program.
filter_wessaal() { "$binary" -c "open '$1' | where @.status == \"failed\" | count"; }
filter_node() {
  case $1 in
    *.json) node -e 'let n = 0; for (const m of JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"))) {
      if (m.status === "failed") n++ } console.log(n)' "$1" ;;
    *) node -e 'let n = 0; for (const line of require("fs").readFileSync(process.argv[1], "utf8").split("\n")) {
      if (line && JSON.parse(line).status === "failed") n++ } console.log(n)' "$1" ;;
  esac
}
filter_jq() { filter_like_jq jq "$1"; }
filter_jaq() { filter_like_jq jaq "$1"; }
filter_gojq() { filter_like_jq gojq "$1"; }
filter_like_jq() {
  case $2 in
    *.json) "$1" '[.[] | select(.status == "failed")] | length' "$2" ;;
    *) "$1" -n 'reduce (inputs | select(.status == "failed")) as $m (0; . + 1)' "$2" ;;
  esac
}

filter_ours() { filter_wessaal "$filter_file"; }
filter_theirs() { "filter_$filter_peer" "$filter_file"; }

# fastest FILE: the peer that takes the shortest time. All of them must find the same number.
fastest() {
  local peer expected found time best=
  expected=$(filter_wessaal "$1")
  for peer in "${filter_peers[@]}"; do
    command -v "$peer" >/dev/null || continue
    found=$("filter_$peer" "$1")
    [[ $found == "$expected" ]] || die "$peer finds $found failed messages, wessaal $expected"
    time=$(timed "filter_$peer" "$1")
    if [[ -z $best ]] || ((time < best)); then best=$time filter_peer=$peer; fi
  done
  [[ -n $best ]]
}

# peak COMMAND…: the most memory that it used at any time, in KB.
peak() {
  local pid kb=0 now
  "$@" >/dev/null &
  pid=$!
  while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [[ -n $now ]]; do
    kb=$now
    sleep 0.01
  done
  wait "$pid"
  printf '%s' "$kb"
}

# peak_row NAME LIMIT FILE
peak_row() {
  local verdict=ok kb
  kb=$(peak "$binary" -c "open '$3' | where @.status == \"failed\" | count")
  if ((kb > $2 * 1024)); then verdict=MISSED missed=1; fi
  awk -v n="$1" -v kb="$kb" -v l="$2" -v v="$verdict" \
    'BEGIN { printf "%-38s %9.1f MB %22s <= %-4s %s\n", n, kb / 1024, "", l " MB", v }'
}

filter_versions() {
  local peer
  for peer in "${filter_peers[@]}"; do
    if command -v "$peer" >/dev/null; then
      printf '%s %s; ' "$peer" "$("$peer" --version 2>&1 | head -n 1)"
    else
      printf 'no %s here; ' "$peer"
    fi
  done
}

filter_rows() {
  local kind
  printf '\n%s\n' "$(filter_versions)"
  awk -v count="$filtered" -v array=1 -f "$programs/messages.awk" >"$work/messages.json"
  awk -v count="$filtered" -f "$programs/messages.awk" >"$work/messages.ndjson"
  for kind in json ndjson; do
    filter_file=$work/messages.$kind
    if fastest "$filter_file"; then
      compare "failed of $filtered, $kind / $filter_peer" 0.5 filter_ours filter_theirs 1
    else
      say "no node, jq, jaq or gojq here: the filtering of $kind not measured"
    fi
    peak_row "the same, memory" 48 "$filter_file"
  done
  for _ in {1..10}; do cat "$work/messages.ndjson"; done >"$work/longer.ndjson"
  peak_row "ten times as long, ndjson, memory" 48 "$work/longer.ndjson"
  rm "$work/longer.ndjson"
  awk -v count=$((filtered * 10)) -v array=1 -f "$programs/messages.awk" >"$work/longer.json"
  peak_row "ten times as long, json, memory" 48 "$work/longer.json"
  rm "$work"/longer.json "$work"/messages.*json
}
