extension Topic {
  package static let support = Topic(
    "support", also: ["diagnosis", "troubleshooting"], "from 'it did not arrive' to the reason",
    body: #"""
      - `explain 0501234567`, or `explain 12345` for one message: its timeline, the reason, the instance
        and the credits now, whom else it befell, and what to do. A local number is known by its end; where
        it fits several people they are listed. `--since 30d` looks further back than a week. A row does as
        well: `explain $[0]`.
      - `explain 402`, `explain exit 9`, `explain in_doubt`, `explain my-instance`,
        `explain "Recipient is not on WhatsApp"`: what a customer quotes. `explain order-7`: what became of
        a key of `once`.
      - `failures --since 2d --by instance,hour` counts what failed, by its reason too.
      - `doctor` looks at everything that must be well, from the name of the host to the failures of the
        last day. It does not wait where the key is limited, but says for how long.
      - `import curl FILE`, or a `curl …` pasted at the prompt, is the line that was meant, with each fault
        of the call; PowerShell's Invoke-RestMethod likewise. `import har FILE` reads what a browser saved.
      - `trace on` shows each request and answer, without the key, and how long each phase took.
      - `record save FILE` keeps what was called and shown, for somebody else (`help recording`).
      - `code LANG` is the last call as a program, to be tried without wessaal (`help code-export`).

      For programs they are values: `wessaal doctor --output json`; `--output text` is the screen.
      """#,
    examples: [
      Example(
        """
        messages send instance=my-instance recipient=+966501230000 \\
          content=Hi | ignore
        sleep 1m
        (explain +966501230000).explanation.reason
        """, shown: "\"Recipient is not on WhatsApp\""),
      Example("(doctor).checks | where @.verdict == \"fail\" | count", shown: "0"),
    ])

  package static let recording = Topic(
    "recording", also: ["recordings", "--mask", "mask", "har", "transcript"], "record and replay",
    body: #"""
      `record save FILE` keeps the last 1,000 exchanges since the prompt, or the script, began, of lists
      that `explain` reads only whom it was about. The ending says the form:

      - `.jsonl` can be replayed: a line of JSON for each exchange
      - `.har` opens in browsers and other tools for HTTP
      - `.txt` is what was typed and shown
      - `.html` is one page of all of it for a browser, to be filtered and printed; it can be replayed too

      The key is never in it, nor cookies. A body is kept up to 1 MiB. Only you may read the file.

      `--mask` leaves ids, statuses, types, times, counts, credits and error texts, and the names of
      instances, since the service takes them in the place of ids. Whatever else a customer is or wrote is
      a token, in `.txt` also what you typed: the same value has the same token in all files of a session,
      and a phone number keeps its country and network. Of an error text the words stay that services tell
      errors in; any other, and one that is also a name, is a token. Read a file before you send it.
      `--mask=numbers` hides phone numbers alone. `--about 12345 +966501234567` keeps only what speaks of
      these ids and numbers. The file says what it keeps.

      `replay FILE` answers calls from such a file, offline and strictly: each answer once, and to the
      request that it was given to. Anything else is an error that says what was recorded next. Its clock
      stands where the last answer came. The prompt shows `replay`; `replay off` ends it.
      """#,
    examples: [
      Example("contacts list | count\nrecord save support.har --mask"),
      Example(
        """
        contacts get 12 | ignore
        record save support.jsonl
        replay support.jsonl
        print (fails { contacts get 13 }).kind
        replay off
        """),
    ])

  static let codeExport = Topic(
    "code-export", also: ["--code", "curl", "python", "php", "javascript"], "a call as a program",
    body: #"""
      `--code LANG` on any call shows it as a program in curl, python, php or javascript, and sends
      nothing; it is checked as if it were sent. `code LANG` does so for the last call.

      The program runs as it stands, needs nothing that does not come with the language, takes the key
      from `WESSAAL_API_KEY`, prints the answer, and fails where the service refuses.

      What is shown is text: `| save call.txt` keeps it.
      """#,
    examples: [
      Example(
        """
        messages send instance=my-instance recipient=+966501234567 \\
          content="It costs $5" --code python
        """),
      Example("contacts get 12 | ignore\ncode curl"),
    ])
}
