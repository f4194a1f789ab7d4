extension Topic {
  static let defs = Topic(
    "defs", "Your own commands: def and use",
    body: #"""
      ```
      def name(a, b = 1) { … }
      ```

      The value of the last statement is the result; `return` gives it earlier. A def stands at top
      level and is known in the whole file, before its place too. It is called in any of three ways:

      - as a function: `name(1, 2)`
      - as a command: `name 1 b=2`
      - as a stage: `$x | name`, where the input is the first argument

      A parameter with a default may be left out. A def may not take the name of a keyword, a builtin
      or a noun of the API.

      `use "lib.wsl"` brings in the defs of another file, and runs nothing of it; the path is relative to
      this one. Such a def sees no variables but its own.
      """#,
    examples: [
      Example("def double(n) { $n * 2 }\ndouble(21)", shown: "42"),
      Example("def greet(name, word = \"Hi\") { \"$word $name\" }\ngreet(\"Ali\")", shown: "\"Hi Ali\""),
      Example("def half(n) { $n / 2 }\n[1, 2, 3] | sum | half", shown: "3"),
    ])
}
