extension Topic {
  package static let `let` = Topic(
    "let", also: ["declaration", "var", "const"], "name a value",
    body: #"""
      ```
      let NAME = PIPELINE
      ```

      The name is known from here to the end of the block; `$name` reads it. The right side is anything
      that has a value: an expression, a command with its stages, `if`, `try`. It is carried out whole
      before the next line, so the variable holds a plain value, and what fails fails here.

      - A name has letters, digits and `_`, and is declared once in a block. A block inside may declare
        it anew (`help scope`), and so may each line of the prompt.
      - A variable that is never read is warned of; `_name` says that it is meant.
      - `$name = …` changes it later (`help assignment`).
      """#,
    examples: [
      Example("let n = 2 + 3\nprint \"n is $n\"", shown: "n is 5"),
      Example("let card = contacts list | first\n$card.label", shown: "\"Ahmed Al-Rashid\""),
      Example(
        "let word = if length($args) > 1 { \"many\" } else { \"few\" }\n$word", shown: "\"few\""),
    ])

  package static let assignment = Topic(
    "assignment", also: ["=", "+=", "-=", "*=", "/=", "%=", "assign"], "change a variable, or a part of it",
    body: #"""
      ```
      $NAME = PIPELINE
      $NAME.member[0] = PIPELINE
      $NAME += PIPELINE           # also -= *= /= %=
      ```

      The variable was declared before (`help let`). `$x += 1` is `$x = $x + 1`; so `+=` also joins text,
      adds to a list and merges objects.

      A part is reached by names and indices, computed ones too: `$o[$key].list[-1] = 5`. All steps must
      be there but the last, which may be a new member of an object. It is not a new item of a
      list: `$list += ["new"]` adds one.

      Values are copied and never shared, so that no other variable changes. `$` `@` `$args` `$env` and
      `$response` are not assigned, nor are outer variables from parallel blocks. For a changed copy
      within a pipeline there is `set`.
      """#,
    examples: [
      Example(
        """
        let o = {n: 1, tags: []}
        $o.n *= 10
        $o.tags += ["new"]
        $o.seen = true
        print $o
        """, shown: #"{"n":10,"tags":["new"],"seen":true}"#),
      Example(
        """
        let seen = {}
        for word in [a, b, a] { $seen[$word] = ($seen[$word]? ?? 0) + 1 }
        print $seen
        """, shown: #"{"a":2,"b":1}"#),
      Example("let a = [1]\nlet b = $a\n$b[0] = 9\nprint \"$a[0] $b[0]\"", shown: "1 9"),
    ])

  package static let param = Topic(
    "param", also: ["parameter"], "an option of the script",
    body: #"""
      ```
      param NAME = DEFAULT        # what it is for
      param NAME: TYPE = DEFAULT
      param NAME: TYPE
      ```

      `param file` is given as `--file`, before or after the other arguments:
      `wessaal remind.wsl --file customers.csv`. Without a default it must be given, save a `bool`, which is
      false then. Its comment is what `--help` says of it.

      - Types: `string int number bool path json phone duration`. Without one it is the default's, or
        else `string`.
      - What was given is checked before anything runs. A `phone` is E.164; the file that a `path` names
        may be read and written (`help files`).
      - A `bool` needs no value: `--quick`, or `--quick=false`.
      - It stands at top level, and is a variable from there on. What no `param` takes is in `$args`; a
        `--word` that is none ends the run with 2.
      """#,
    examples: [
      Example("param name = \"Ali\"   # whom to greet\nprint \"Hi $name\"", shown: "Hi Ali"),
      Example(
        """
        param pause: duration = 2m
        param quick = false
        print (if $quick { 0 } else { $pause })
        """, shown: "120"),
    ])

  package static let keep = Topic(
    "keep", also: ["kept"], "a variable that lasts from run to run",
    body: #"""
      ```
      keep NAME = FIRST
      ```

      In a script the variable begins with what it held when the last run ended, and in the first run with
      FIRST. It is stored when a run ends: also with `exit N`, after `--keep-going`, and where a signal ends
      it; not after a failure, which is said. Of two runs at once the second waits, before it begins, until
      the first has ended.

      - Each script has its own, and each base URL: what was kept against the sandbox is never read
        against the service.
      - It stands at top level, and any value may be kept.
      - At the prompt, after `-c`, in tests and with `--sandbox` it is as `let`. With `--dry-run` nothing
        is stored.
      """#,
    examples: [
      Example(
        """
        keep last = 0
        let fresh = messages list | where @.id > $last
        if length($fresh) > 0 { $last = $fresh[0].id }
        print "$(length($fresh)) new, the last is $last"
        """, shown: "0 new, the last is 0")
    ])
}
