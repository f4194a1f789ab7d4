extension Topic {
  package static let rehearse = Topic(
    "rehearse", also: ["rehearsal", "rehearsals"], "seeing what a script would do",
    body: #"""
      ```
      wessaal rehearse FILE.wsl [ARG…]
      ```

      Reads the account's instances, contacts, templates and balance, and runs the script against a
      sandbox that holds them. Nothing is sent to the account, `save` and `keep` write nothing, and the
      ledger of `once` is looked at and left as it is. `sleep` and `--wait` take no time.

      - It tells what would be sent, to how many, and what it costs beside the balance.
      - It tells the rows of files that would fail, and why: `customers.csv:17: …`. The script ends at
        the first of them; a rehearsal goes on to find the others.
      - What the script catches, as a read that finds nothing, is told beside it, and counts as no failure.
      - Numbers that end in 0000 to 0007 are numbers like others. The account's messages are not
        copied: `messages list` has those of the rehearsal.
      - What the key may not read is named, and taken as good.
      - What the script shows goes to standard error; `--output json` makes the report JSON.

      The exit status is 0 where all would go, 10 where some would fail, 5 where credits or a budget fall
      short, else the script's own. `--sandbox` tries `rehearse` itself.
      """#,
    examples: [
      Example(
        #"""
        for c in open("customers.csv") {
          messages send instance=my-instance \
            recipient=(phone($c.phone, "SA")) content="Hi $c.name"
        }
        """#, shown: "", files: [.init("customers.csv", "phone,name\n0501234567,Ali\n00966509876543,Sara\n")])
    ])
}
