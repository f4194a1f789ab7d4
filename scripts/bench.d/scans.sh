# The messages of a file of 114 MB: filtered, counted, copied and sorted. Compared with DuckDB and pysimdjson as whole
# processes, and with node. Sourced by scripts/bench.
#
# DuckDB and pysimdjson come from PyPI: `pip install duckdb pysimdjson` for the Python that runs.

scan_peers=(duckdb simdjson)

scan_filter_ours() { "$binary" -c "open '$scan_file' | where @.status == \"failed\" | count"; }
scan_filter_theirs() { "$python" "$programs/scan.py" "$scan_peer" filter "$scan_file"; }
scan_tally_ours() { "$binary" -c "open '$scan_file' | tally @.status | map \"\$(@.key) \$(@.count)\" | to text"; }
scan_tally_theirs() { "$python" "$programs/scan.py" "$scan_peer" tally "$scan_file"; }

scan_save_ours() { "$binary" -c "open '$scan_file' | where @.status == \"failed\" | save '$work/ours.ndjson'"; }
scan_save_theirs() { node "$programs/scan.js" save "$scan_file" "$work/theirs.ndjson"; }
scan_sort_ours() { "$binary" -c "open '$scan_file' | sort-by @.recipient | save '$work/ours.ndjson'"; }
scan_sort_theirs() { node "$programs/scan.js" sort "$scan_file" "$work/theirs.ndjson"; }

# same NAME: checks that both results are equal, in any order.
same() {
  [[ $("scan_$1_ours" | sort) == "$("scan_$1_theirs" | sort)" ]] || die "wessaal and $scan_peer differ in what they find: $1"
}

scan_rows() {
  scan_file=$work/scan.ndjson
  awk -v count="$filtered" -f "$programs/messages.awk" >"$scan_file"
  for scan_peer in "${scan_peers[@]}"; do
    if ! "$python" -c "import $scan_peer" 2>/dev/null; then
      say "no $scan_peer for $python here: not measured against it"
      continue
    fi
    same filter
    same tally
    compare "failed of $filtered / $scan_peer" 1.0 scan_filter_ours scan_filter_theirs 1
    compare "tally of $filtered / $scan_peer" 1.0 scan_tally_ours scan_tally_theirs 1
  done
  if command -v node >/dev/null; then
    compare "failed of $filtered saved / node" 0.6 scan_save_ours scan_save_theirs 1
    cmp -s "$work/ours.ndjson" "$work/theirs.ndjson" || die "wessaal and node save other rows"
    compare "$filtered sorted and saved / node" 0.6 scan_sort_ours scan_sort_theirs 1
    cmp -s "$work/ours.ndjson" "$work/theirs.ndjson" || die "wessaal and node sort otherwise"
  else
    say "no node here: rows that are saved and sorted are not measured"
  fi
  rm -f "$scan_file" "$work/ours.ndjson" "$work/theirs.ndjson"
}
