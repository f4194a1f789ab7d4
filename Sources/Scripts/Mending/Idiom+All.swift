extension Idiom {
  /// All idioms. Where two of them match, the earlier one is applied first. They are applied until the line does not
  /// change any more.
  static let all = statements + verbs + powerShell + sql + jq + python + javaScript + nushell + shell + signs

  /// A pattern for the names that other languages have for the current item.
  private static let items = #"(?:\$_|\$it|\bit|\b_|\$PSItem)"#

  /// Operators and signs that several languages share.
  private static let signs = [
    Idiom("=~", #"\s*=~\s*(?:/([^/|]+)/|([A-Za-z]\w*))(?=\s*(?:$|[|)}&]))"#, " matches \"%1%2\""),
    Idiom("=~", #"\s*=~\s*"#, " matches "),
    Idiom(" contains ", #"([\w.@$\[\]]+) contains ([^\s|(){}]+)"#, "%z2 in %1"),
    Idiom(" includes ", #"([\w.@$\[\]]+) includes ([^\s|(){}]+)"#, "%z2 in %1"),
    Idiom("!~", #"(\S+)\s*!~\s*(\S+)"#, "!(%1 matches %2)"),
    Idiom("===", "===", "=="), Idiom("!==", "!==", "!="),
    Idiom(":=", #"^(\s*)\$?(\w+)\s*:=\s*"#, "let %2 = "),
    Idiom(
      " not in ", #"([\w.$@"\[\]\x{E000}\x{E001}]+) not in ([^|&){]+?)(?=\s*(?:$|[|&){]))"#, "!(%1 in %2)"),
    Idiom("not-in", #"([\w.$@]+) not-in (\S+)"#, "!(%1 in %2)"),
    Idiom(" in (", #" in \(([^()|]*,[^()|]*)\)"#, " in [%1]"),
    Idiom(
      "not ", #"\bnot ([\w.$@]+ (?:==|!=|<=|>=|<|>|in|matches) [^|&){]+?)(?=\s*(?:$|\||&&|\|\||\)|\{|\}))"#,
      "!(%1)"),
    Idiom("not ", #"\bnot (?=[\w$@(])"#, "!"),
    Idiom("**", #"([\w$.]+)\s*\*\*\s*2\b"#, "%1 * %1"),
    Idiom("[", #"(?<before>[=(\s])\[((?:[^\[\]|,=?@:<>.!&]+\s)+[^\[\]|,=?@:<>.!& ]+)\]"#, "%1[%a2]"),
    Idiom(
      "?? ", #"(?<before>^|[\s(])(\$?[\w.\[\]]+\?? \?\? [\w".\x{E000}\x{E001}]+) (==|!=|<=|>=|<|>) "#,
      "%b1(%2) %3 "),
    Idiom("| .[", #"\| *\.\[0\]\s*(?=$|\||\))"#, "| first "),
    Idiom("| .[", #"\| *\.\[-1\]\s*(?=$|\||\))"#, "| last "),
    Idiom("| .[", #"\| *\.\[([0-9]+)\]\s*(?=$|\||\))"#, "| skip %1 | first "),
    Idiom(
      "[", #"(?<before>^|[\s(=])(messages|contacts|instances|templates|workspaces) ([a-z-]+)\[(-?[0-9]+)\]"#,
      "%b1(%2 %3)[%4]"),
    Idiom(
      ".", #"^\s*(messages|contacts|instances|templates|workspaces)\.([a-z-]+)\(\)\s*$"#, "%1 %2"),
    Idiom(
      ".", #"^\s*(\w+)\.(\w+)\.([a-z_-]+)\(\)\s*$"#, "%2 %3"),
    Idiom("item", #"(?<before>[\s(!])item\.(\w+)"#, "%b1@.%2"),
    Idiom("$_", #"\$_(?![\w])"#, "@", or: "$"), Idiom("$it", #"\$it\b"#, "@"),
    Idiom("$item", #"\$item\b"#, "@"),
    Idiom("it.", #"(?<before>[\s(!{])(?:it|_|this|self)\.(?=\w)"#, "%b1@."),
    Idiom("$in", #"\$in\b"#, "@"),
    Idiom(".", #"(\$\w+(?:\.[A-Za-z_]\w*)*)\.([0-9]+)\b"#, "%1[%2]"),
    Idiom(
      "messages send-bulk", #"^\s*([^|]*\S.*?)\s*\|\s*messages send-bulk(.*)$"#,
      "messages send-bulk %2 messages=(%1)"),
    Idiom("messages=(", #"messages=\((\[[^()|]*\])\)"#, "messages=%1"),
    Idiom(
      ":",
      #"^(?<before>\s*(?:messages|contacts|templates) [^{|:]*?)\b([a-z_]+)\s*:\s*(?!\w[\w.]*\??[=:])(?=[\w$\x{E000}+])"#,
      "%b1%2="),
    Idiom(";", #";\s*$"#, ""),
  ]

  /// What other programs call our verbs, and the program's own name before them.
  private static let verbs = [
    Idiom("wessaal ", #"^\s*wessaal (?=[a-z]+(?:\s|$))"#, ""),
    Idiom(
      "s ", #"^(\s*)(contacts|messages|templates|instances|workspaces) (?:ls|all|index)\s*(?=$|\|)"#,
      "%b1%2 list "),
    Idiom("s ", #"^(\s*)(contacts|templates) (?:add|new|insert|make)\b"#, "%b1%2 create"),
    Idiom("messages ", #"^(\s*)messages (?:create|new|post)\b"#, "%b1messages send"),
    Idiom("contacts ", #"^(\s*)contacts (?:rm|remove|del|destroy)\b"#, "%b1contacts delete"),
    Idiom("contacts ", #"^(\s*)contacts (?:edit|set|modify|change|patch)\b"#, "%b1contacts update"),
    Idiom(
      "s ", #"^(\s*)(contacts|messages|instances|workspaces) (?:show|view|describe|read|find)\b"#, "%b1%2 get"
    ),
    Idiom(
      "s", #"^\s*(?:list|show|get|ls) (contacts|messages|templates|instances|workspaces)\s*(?=$|\|)"#,
      "%1 list "),
    Idiom(
      " ",
      #"^(\s*)(get|show|create|add|update|delete|send|list) (contact|message|template|instance|workspace)\b"#,
      "%b1%3s %2"),
    Idiom("man ", #"^\s*man ([a-z-]+(?: [a-z-]+)?)\s*$"#, "help %1"),
  ]

  /// The forms in which other languages begin and end statements.
  private static let statements = [
    Idiom("--", #"^\s*--\s?(.*)$"#, "# %1"), Idiom("//", #"^\s*//\s?(.*)$"#, "# %1"),
    Idiom("//", #"(?<before>[;})])\s*//\s(.*)$"#, "%b1 # %2"),
    Idiom("/*", #"^\s*/\*+\s?(.*?)\s*\*/\s*$"#, "# %1"),
    Idiom("mut ", #"^(\s*)(?:let )?mut (\w+)\b"#, "%b1let %2"),
    Idiom("let ", #"^(\s*)let (\w+)\s*:\s*[\w<>\[\]]+\s*="#, "%b1let %2 ="),
    Idiom("let ", #"^(\s*)let (\w+) ([^=:\s].*)$"#, "%b1let %2 = %3"),
    Idiom("then", #"\bthen\b\s*$"#, "{"),
    Idiom("elif", #"\b(?:elif|elsif|elseif)\b"#, "else if"),
    Idiom("else:", #"\belse:\s*"#, "else "),
    Idiom("except", #"\bexcept(?:\s+\w+)?(?:\s+as\s+(\w+))?\s*:"#, "catch %1"),
    Idiom("unless", #"^\s*unless (.+?) \{"#, "if !(%1) {"),
    Idiom("until ", #"^\s*until (.+?)(?: do)? \{"#, "while !(%1) {"),
    Idiom("await", #"\bawait "#, ""), Idiom("async", #"\basync "#, ""),
    Idiom("return", #"^\s*return (.*)\sif (.*)$"#, "if %2 { return %1 }"),
  ]
}
