/// What other shells and languages call a command that is here by another name.
let elsewhere: [String: String] = [
  "quit": "exit", "bye": "exit", "logout": "exit",
  "echo": "print", "puts": "print", "printf": "print",
  "cat": "open", "load": "open", "read": "open", "write": "save", "tee": "save",
  "grep": "where", "filter": "where", "head": "first", "take": "first", "limit": "first", "tail": "last",
  "sort": "sort-by", "order-by": "sort-by", "uniq": "unique", "distinct": "unique", "group": "group-by",
  "wc": "count", "size": "count", "foreach": "each", "jq": "query", "man": "help", "usage": "help",
  "function": "def", "func": "def", "fn": "def", "import": "use", "source": "use", "include": "use",
  "require": "use", "throw": "fail", "raise": "fail", "die": "fail", "loop": "while",
  "unless": "if", "switch": "if",
  "whoami": "me", "account": "me", "balance": "me", "curl": "request", "http": "request",
]
