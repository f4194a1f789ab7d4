extension Idiom {
  private static let tables = #"(contacts|messages|instances|templates|workspaces)"#

  /// SELECT and a few statements of SQL (https://www.postgresql.org/docs/current/sql-select.html), where the tables are
  /// the lists of the API.
  static let sql = [
    Idiom(
      "select count", #"^\s*select count\(\*\) from \#(tables)(?: where (.+?))?;?\s*$"#, "%1 list%w2 | count",
      anyCase: true),
    Idiom(
      "group by",
      #"^\s*select \w+,\s*count\(\*\)(?: as \w+)? from \#(tables)(?: where (.+?))? group by (\w+).*$"#,
      "%1 list%w2 | tally @.%3", anyCase: true),
    Idiom(
      "select distinct", #"^\s*select distinct (\w+) from \#(tables)(?: where (.+?))?;?\s*$"#,
      "%2 list%w3 | map @.%1 | unique", anyCase: true),
    Idiom(
      "select ", #"^\s*select (sum|avg|min|max)\((\w+)\) from \#(tables)(?: where (.+?))?;?\s*$"#,
      "%3 list%w4 | map @.%2 | %1", anyCase: true),
    Idiom(
      "select ",
      #"^\s*select (.+?) from \#(tables)(?: where (.+?))?(?: order by (\w+)(?: (asc|desc))?)?(?: limit ([0-9]+))?(?: offset ([0-9]+))?;?\s*$"#,
      "%2 list%w3%o4%k7%h6%c1", anyCase: true),
    Idiom(
      "delete from", #"^\s*delete from contacts where id = ([0-9]+);?\s*$"#, "contacts delete %1",
      anyCase: true),
    Idiom(
      "update contacts", #"^\s*update contacts set (\w+)\s*=\s*(\S+) where id = ([0-9]+);?\s*$"#,
      "contacts update %3 %1=%2", anyCase: true),
    Idiom(
      "insert into", #"^\s*insert into contacts\s*\((\w+)\)\s*values\s*\(([^(),]+)\);?\s*$"#,
      "contacts create %1=%2", anyCase: true),
    Idiom(
      "insert into",
      #"^\s*insert into contacts\s*\((\w+),\s*(\w+)\)\s*values\s*\(([^(),]+),\s*([^(),]+)\);?\s*$"#,
      "contacts create %1=%3 %2=%4", anyCase: true),
    Idiom(
      "order by", #"\|\s*order by (\w+) desc\b"#, "| sort-by @.%1 --desc", anyCase: true),
    Idiom("order by", #"\|\s*order by (\w+)(?: asc)?\b"#, "| sort-by @.%1", anyCase: true),
    Idiom("group by", #"\|\s*group by (\w+)"#, "| group-by @.%1", anyCase: true),
    Idiom("limit", #"\|\s*limit ([0-9]+)"#, "| first %1", anyCase: true),
    Idiom("offset", #"\|\s*offset ([0-9]+)"#, "| skip %1", anyCase: true),
    Idiom("distinct", #"\|\s*distinct\b"#, "| unique", anyCase: true),
    Idiom(" like ", #"([\w.@$]+) like \x{E000}([0-9]+)\x{E001}"#, "%1 matches %q2", anyCase: true),
    Idiom(" is null", #"(where [^|]*?)([\w.@$]+) is null\b"#, "%1 %2 == null", anyCase: true),
    Idiom(" is not null", #"(where [^|]*?)([\w.@$]+) is not null\b"#, "%1 %2 != null", anyCase: true),
    Idiom(
      " between ", #"(where [^|]*?)([\w.@$]+) between (\S+) and (\S+)"#, "%1 %2 >= %3 && %2 <= %4",
      anyCase: true),
    Idiom("count(*)", #"\|\s*count\(\*\)"#, "| count", anyCase: true),
  ]
}
