extension Topic {
  static let retries = Topic(
    "retries", "What is tried again, and what never is",
    body: #"""
      Reads are tried again after 429, after 5xx and after a lost connection, with growing pauses;
      a `Retry-After` of the server is honoured. `wessaal --retry N …` sets how often.

      A send is tried again only where the server certainly did nothing: after 429, and where the
      connection failed before the request went out. A 5xx or a lost answer to a send raises
      `in_doubt`: the message may have been queued, and a second try might send it twice. Look with
      `messages list --to PHONE` before you send again.

      `--rate 1000/h` keeps a run below a rate of its own; all its calls share one limiter, those of
      parallel blocks as well.
      """#,
    examples: [
      Example("messages list --to +966501234567 --since 1h | select id status created_at"),
      Example(
        """
        try {
          messages send instance=my-instance recipient=+966500000007 content=Hi
        } catch e {
          print $e.kind
        }
        """, shown: "in_doubt"),
    ])
}
