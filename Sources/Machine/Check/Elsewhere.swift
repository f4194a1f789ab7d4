/// What other shells and languages call a command that is here by another name.
let elsewhere: [String: String] = [
  "quit": "exit", "bye": "exit", "logout": "exit",
  "echo": "print", "puts": "print", "printf": "print",
  "cat": "open", "load": "open", "read": "open", "write": "save", "tee": "save",
  "grep": "where", "filter": "where", "head": "first", "take": "first", "limit": "first", "tail": "last",
  "sort": "sort-by", "order-by": "sort-by", "uniq": "unique", "distinct": "unique", "group": "group-by",
  "wc": "count", "size": "length", "foreach": "each", "forEach": "each", "jq": "query", "man": "help",
  "usage": "help",
  "function": "def", "func": "def", "fn": "def", "import": "use", "source": "use", "include": "use",
  "require": "use", "throw": "fail", "raise": "fail", "die": "fail", "loop": "while",
  "unless": "if", "switch": "if",
  "len": "length", "strlen": "length", "sizeof": "length", "average": "avg", "mean": "avg",
  "parseInt": "int", "parse_int": "int", "to_int": "int", "float": "number", "parseFloat": "number",
  "str": "string", "tostring": "string", "toString": "string", "to_string": "string", "strip": "trim",
  "log": "print", "println": "print", "delay": "sleep", "contains": "in", "includes": "in",
  "whoami": "me", "account": "me", "balance": "me", "curl": "request", "http": "request",
]

/// What is no command here, but a form of the language.
let elsewhereForms: [String: String] = [
  "range": "'1..10' are the numbers from 1 to 10", "seq": "'1..10' are the numbers from 1 to 10",
  "substr": "characters: 'split $text \"\"', a part of them: '[0:3]'",
  "substring": "characters: 'split $text \"\"', a part of them: '[0:3]'",
  "push": "'$list += [$item]' appends", "append": "'$list += [$item]' appends; 'save … --append' to a file",
]
