/// What other shells and languages call a keyword. The value of a builtin says what they call the builtin.
let elsewhere: [String: String] = [
  "function": "def", "func": "def", "fn": "def", "source": "use", "include": "use",
  "require": "use", "loop": "while", "unless": "if", "switch": "if", "contains": "in", "includes": "in",
]

private let runsScript =
  "a script is run in the shell, where 'exit' leads: wessaal FILE.wsl; here 'use \"FILE.wsl\"' takes its defs"

/// What is not a command here, but a form of the language.
let elsewhereForms: [String: String] = [
  "range": "'1..10' are the numbers from 1 to 10", "seq": "'1..10' are the numbers from 1 to 10",
  "substr": "'slice($text, 0, 3)' are the first three characters",
  "substring": "'slice($text, 0, 3)' are the first three characters",
  "index-of": "'$list | enumerate | where @.item == $x | map @.index' are the places of an item",
  "indexof": "'$list | enumerate | where @.item == $x | map @.index' are the places of an item",
  "exists":
    "'open \"a.json\" --or null' is null where there is no such file; '$o.name?' where there is no member",
  "defined": "'$o.name?' is null where there is no such member",
  "less": "'| less' stands at the end of what is typed at the prompt, and shows it in the pager",
  "more": "'| less' stands at the end of what is typed at the prompt, and shows it in the pager",
  "run": runsScript, "exec": runsScript, "bash": runsScript, "sh": runsScript,
  "wessaal": "this is wessaal: a command is typed without the name; \(runsScript)",
  "push": "'$list += [$item]' appends", "append": "'$list += [$item]' appends; 'save … --append' to a file",
]
