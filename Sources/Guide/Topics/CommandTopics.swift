extension Topic {
  package static let commands = Topic(
    "commands", also: ["command", "expressions-and-commands", "mode"], "what is a command, what a value",
    body: #"""
      A statement, a `( … )` or the right side of `=` that begins with a name is a command, and what
      follows are its arguments, separated by white space. Everything else is an expression:

      ```
      contacts get 12             a command and its argument
      $n + 1      "text"          expressions
      upper("a")                  a call: the ( touches the name
      let c = contacts get 12     a command on the right side
      (contacts get 12).label     and within an expression
      ```

      So text stands in quotes where a value begins, `"Hi"` and not `Hi`; as an argument one word needs
      none (`help arguments`). An argument has no operators: calculate in `( )`, or call it as a
      function, `print(1 + 2)`.

      Commands of the API are a noun and a verb, as `messages send`; `help messages` lists a noun's.
      """#,
    examples: [
      Example("print hello", shown: "hello"),
      Example("let word = \"hello\"\nupper($word)", shown: "\"HELLO\""),
      Example("1 + length([1, 2])", shown: "3"), Example("print (1 + 2)", shown: "3"),
      Example("(contacts get 12).label + \"!\"", shown: "\"Sara Al-Harbi!\""),
    ])

  package static let arguments = Topic(
    "arguments", also: ["argument", "bare-words", "flags", "parameters", "?=", "--"],
    "what is given to a command",
    body: #"""
      - `name=value` a parameter, by the API's own name, with no space around `=`. `a.b=1` builds an
        object, `name?=$v` leaves it out where the value is null, `...$object` gives its members.
      - `--flag`, `--flag value`, `--flag=value` how this shell treats the call; never sent.
      - anything else is an operand, in its place: `contacts get 12`, `select id status`.

      A value is a bare word, text, a number, a path, `[…]`, `{…}`, a call or `( … )`.

      A bare word is a run without white space, quotes, `$ \ ( ) [ ] { } | ; < >`. It takes the type that
      is expected: `template_id=7` a number, `name=7` text. Where no type is, it is what JSON says, or
      else text. It never inserts: `"$a-$b"` needs its quotes.

      Some builtins take an expression over `@` (`where @.n > 3`), names of members (`select id`) or a
      block (`each { … }`).
      """#,
    examples: [
      Example("type 12", shown: "\"number\""), Example("type twelve", shown: "\"string\""),
      Example(
        """
        let email = null
        contacts create phone=+966501230000 label=Ali email?=$email --dry-run
        """),
      Example("[{id: 1, n: 5}] | where @.n > 3 | select id | to json", shown: #"[{"id":1}]"#),
    ])

  package static let layout = Topic(
    "layout", also: ["#", ";", "\\", "comment", "comments", "newline", "newlines", "semicolon"],
    "lines, comments, where a statement ends",
    body: #"""
      A newline or `;` ends a statement. It goes on below

      - within `( )`, `[ ]` and the braces of an object;
      - after an operator, `|`, `=`, or a `\` at the end of the line;
      - where the next line begins with `|`, `||`, `&&`, `??`, `else` or `catch`. (At the prompt a whole
        line runs, and one that begins with `|` goes on from the last value.)

      `#` begins a comment at a line's start or after white space, `;`, `,` or an opening bracket, up to
      the end of the line: `color=#ff0000` has none.

      Two spaces a block, as `wessaal fmt` lays it out, are a habit and no rule.
      """#,
    examples: [
      Example("let a = 1; let b = 2   # two statements\n$a + $b", shown: "3"),
      Example(
        """
        [4, 5, 6]
          # those above four
          | where @ > 4
          | sum
        """, shown: "11"),
      Example(
        #"""
        messages send instance=my-instance --dry-run \
          recipient=+966501234567 content=Hi
        """#),
    ])
}
