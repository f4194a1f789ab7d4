extension Topic {
  package static let scripts = Topic(
    "scripts", also: ["script-file", "wsl"], "writing a script",
    body: #"""
      The same text means the same at the prompt, after `-c` and in a `.wsl` file.

      ```
      #!/usr/bin/env wessaal
      # Greets customers.
      param file: path                 # customers: phone, name
      param instance = "my-instance"   # the sending number
      for c in open($file) { print "$c.name: $instance" }
      ```

      `wessaal greet.wsl --file customers.csv` runs it. Its comments are its `--help`.

      - `param` declares an option, `$args` holds the other arguments, `keep` lasts from run to run, `use`
        brings in the defs of another file, `test` tries it out: `help statements`.
      - Options of wessaal itself stand before the file.
      - The whole file is checked before its first line runs (`help checking`).
      - It may touch certain files alone (`help files`), and cannot start programs.
      - It ends with an exit status that says how it went (`help exit-codes`).
      """#,
    examples: [
      Example(
        """
        # Who has no note?
        param most = 10   # how many to list
        for c in contacts list | where @.notes == null | first $most {
          print $c.label
        }
        """),
      Example("print \"$(length($args)) arguments\"", shown: "0 arguments"),
    ])

  package static let files = Topic(
    "files", also: ["file", "--allow", "allow"], "reading and writing, and what a script may touch",
    body: #"""
      - `open PATH` reads, `save PATH` writes; `open -` is standard input. The ending says the format
        (`help formats`). Both go item by item (`help streams`).
      - `open PATH --or []` gives another value where there is no such file.
      - `save` replaces a file at once when all is written, and else leaves it; `--append` adds.
        `/dev/stdout` and other descriptors are written into, between what is shown.

      A script reads and writes files of the working folder, those that it was given (`$args`, a `param`
      of type `path`), and those under `wessaal --allow DIR`; never the shell's own. `/proc`, `/sys` and
      `/dev` are closed to it, but for `/dev/null`, `/dev/stdin` and other descriptors, and a file there
      that it was given. No builtin starts a program. At the prompt and after `-c` you are the author, and
      all files are free.

      `wessaal check FILE.wsl` lists the files that a script reads and writes, what it sends and changes, and
      the permissions that its key needs, as far as can be told.
      """#,
    examples: [
      Example("1..3 | save n.json\nopen n.json | sum", shown: "6"),
      Example("open customers.csv --or [] | count", shown: "0"),
      Example(
        """
        [{id: 1}] | save log.ndjson
        [{id: 2}] | save log.ndjson --append
        open log.ndjson | map @.id | join "+"
        """, shown: "\"1+2\""),
    ])

  package static let output = Topic(
    "output", also: ["display", "--output", "--color", "colours"], "what is shown, and how",
    body: #"""
      The value of a pipeline at top level is shown, unless it is null or assigned. Inside blocks only
      `print`, `table` and `bar` speak. `| ignore` keeps a value from being shown.

      - On a terminal: an array of objects as a table, anything else as coloured JSON, cut to the
        screen. What was cut is said.
      - Elsewhere: an array one item a line (NDJSON), anything else as JSON; so it can go into `jq` or a
        file as it is.
      - `--output json`, `ndjson`, `csv`, `tsv`, `text` or `table` asks for one form, uncut.
      - What `to csv` and its like make is text, and shown as it is.

      Data goes to standard output; errors, progress and traces to standard error; the prompt and what
      it asks to the terminal, also in `wessaal | tee log`. Where standard output takes no more, the run
      ends with 1: without a word where its reader has left (`| head -1`) and nothing was sent or changed.
      Control characters in what others sent are shown escaped, so that no message can play tricks on
      your terminal.
      """#,
    examples: [
      Example("[{a: 1, b: x}] | to csv", shown: "a,b\n1,x"),
      Example("[{id: 1, status: sent}] | table"),
      Example("{sent: 3, failed: 1} | bar"),
      Example("ping | ignore", shown: ""),
    ])

  static let checking = Topic(
    "checking", also: ["check", "checker", "warnings", "warning"], "what is found before a program runs",
    body: #"""
      A program is read and checked whole before its first line, and nothing runs if it has a fault: no
      half of a campaign is sent because of a typing error. Found are unknown commands, parameters,
      variables and flags, what is missing, types and ranges of values that are known, patterns, paths,
      columns of a CSV file that is named, operations that are gone, writes from parallel blocks. All
      faults are told at once, each with its place and, where one helps, a hint. The exit status is 2.

      Warnings tell what is likely a mistake and do not stop a run: a variable that is never read (`_name`
      says that it is meant), code that is never reached, a test that always comes out the same, a
      member that the documented answer does not have.

      `wessaal check FILE…` does this alone, offline. It lists the files that a script reads and writes, what
      it sends, what it changes (what cannot be undone is named), and the permissions that its key needs.
      It also says what could be done better (`help good-practice`).

      What cannot be known is found as it runs, with the same words: values, and what others answer.
      """#,
    examples: [
      Example(
        """
        let _unused = 1
        print "no warning"
        """, shown: "no warning"),
      Example(
        """
        let to = $env.PHONE? ?? "0501234567"
        let e = fails { contacts create phone=$to label=Ali }
        $e.kind
        """, shown: "\"validation\""),
    ])

  static let formatting = Topic(
    "formatting", also: ["fmt", "style", "indentation"], "the one layout of scripts",
    body: #"""
      `wessaal fmt FILE…` gives scripts the one layout, in place: two spaces a block, one statement a
      line, lines of at most 100 columns where that can be, spaces around operators. Comments, texts and
      single empty lines stay. The program means the same, and a second run changes nothing.

      `wessaal fmt --check FILE…` writes nothing, names the files whose layout differs, and ends with 1 if
      there are any. `wessaal fmt -` reads standard input and writes standard output. A file that does not
      read is left as it is, and its faults are told.
      """#,
    examples: [
      Example(
        """
        for c in contacts list | where @.notes != null {
          print "$c.label: $c.notes"
        }
        """)
    ])
}
