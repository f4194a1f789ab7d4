extension Topic {
  package static let def = Topic(
    "def", also: ["defs", "function", "func"], "a command of your own",
    body: #"""
      ```
      def NAME(a, b = 1) { … }
      ```

      The value is that of the last statement, or what `return` gives. It is called as a function, as a
      command or as a stage, whose input is the first argument:

      ```
      NAME(1, 2)
      NAME 1 b=2
      $list | NAME 2
      ```

      - A def stands at top level and is known in the whole file, before its place too.
      - A parameter with a default may be left out. One that is not given, or one too many, is found
        before the run.
      - It sees its parameters and the variables of the top level, which it may change; `$` and `@` it
        does not see.
      - It may not have the name of a keyword, a builtin or a noun of the API. `-` may stand in it.
      """#,
    examples: [
      Example("def double(n) { $n * 2 }\ndouble(21)", shown: "42"),
      Example("def greet(name, word = \"Hi\") { \"$word $name\" }\ngreet(\"Ali\")", shown: "\"Hi Ali\""),
      Example("def half(n) { $n / 2 }\n[1, 2, 3] | sum | half", shown: "3"),
    ])

  package static let `return` = Topic(
    "return", "leave a def with a value",
    body: #"""
      ```
      return
      return PIPELINE
      ```

      The call has that value, or null. At the end of a def it is not needed: the value of the last
      statement is the def's. At top level `return` ends the program.

      It does not leave the block of `each`, `test` or `fails`. To leave a loop alone there is `break`.
      """#,
    examples: [
      Example(
        """
        def size(n) {
          if $n > 100 { return "big" }
          "small"
        }
        print "$(size(5)) $(size(500))"
        """, shown: "small big"),
      Example(
        """
        def first-open() {
          for i in instances list {
            if $i.status == "open" { return $i.name }
          }
        }
        first-open()
        """, shown: "\"my-instance\""),
    ])

  package static let use = Topic(
    "use", also: ["include"], "the defs of another file",
    body: #"""
      ```
      use "FILE.wsl"
      ```

      The defs of that file can be called here as if they stood here, and so can those that it uses
      itself. Nothing else of it runs: such defs see no variables but their own.

      - The path is written as it is, without `$`, and counts from the folder of the file that says
        `use`; where that is called through a symbolic link, from the folder of the file itself, and
        then from the link's.
      - It stands at top level. Both files are checked together, before the first line.
      - A def of the same name in two files is an error, and so are files that use each other in a
        circle.
      """#,
    examples: [
      Example(
        "use \"greetings.wsl\"\ngreet(\"Ali\")", shown: "\"Hi Ali\"",
        files: [File("greetings.wsl", "def greet(name) { \"Hi $name\" }")])
    ])
}
