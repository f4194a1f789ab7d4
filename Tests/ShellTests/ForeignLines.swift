/// A line that people type who come from another language, and the proposal for the whole line.
struct ForeignLine: Sendable {
  let language: String
  /// Where the form comes from: a documentation, with names of ours in the line; nil where we wrote
  /// it.
  let source: String?
  let typed: String
  let meant: String

  /// The code before each line.
  static let prelude = #"""
    let rows = [{id: 1, name: "Ali", status: failed, n: 2, phone: "+966501234567"}]
    let x = 5
    let y = 2
    let name = "Ali"
    let words = [a, b]
    let nums = [1, 2]
    let o = {id: 1, name: "Ali"}

    """#

  private static let ofJqManual = lines(
    "jq", "https://jqlang.org/manual/",
    [
      (#"rows | .[] | .name"#, #"$rows | map @.name"#),
      (#"$rows | .[0]"#, #"$rows | first"#),
      (#"$rows | .[-1]"#, #"$rows | last"#),
      (#"$rows | .[] | select(.id > 5)"#, #"$rows | where @.id > 5"#),
      (#"$rows | map(.name)"#, #"$rows | map(@.name)"#),
      (#"$rows | map(select(.id >= 2))"#, #"$rows | where @.id >= 2"#),
      (#"$rows | map(.id+1)"#, #"$rows | map(@.id+1)"#),
      (#"$rows | sort_by(.name)"#, #"$rows | sort-by @.name"#),
      (#"$rows | sort_by(.name) | reverse"#, #"$rows | sort-by @.name --desc"#),
      (#"$rows | group_by(.status)"#, #"$rows | group-by @.status"#),
      (#"$rows | unique_by(.status)"#, #"$rows | unique @.status"#),
      (#"$rows | min_by(.n)"#, #"$rows | sort-by @.n | first"#),
      (#"$rows | max_by(.n)"#, #"$rows | sort-by @.n | last"#),
      (#"$o | to_entries"#, #"$o | entries"#),
      (#"$o | del(.name)"#, #"$o | omit name"#),
      (#"$nums | add"#, #"$nums | sum"#),
      (#"$rows | .[] | {id, name}"#, #"$rows | select id name"#),
      (#"$rows | map({id, name})"#, #"$rows | select id name"#),
      (#"$rows | map({id: .id, who: .name})"#, #"$rows | map({id: @.id, who: @.name})"#),
      (
        #"$rows | .[] | select(.status == "failed") | .id"#, #"$rows | where @.status == "failed" | map @.id"#
      ),
      (#"$rows | .[] | select(.name | test("^A"))"#, #"$rows | where @.name matches "^A""#),
      (#"$rows | .[] | select(.id > 1 and .n < 5)"#, #"$rows | where @.id > 1 && @.n < 5"#),
      (#"$words | map(ascii_upcase)"#, #"$words | map upper(@)"#),
      (#"$words | map(ascii_downcase)"#, #"$words | map lower(@)"#),
      (#""5" | tonumber"#, #""5" | number"#),
      (#"$x | tostring"#, #"$x | string"#),
      (#"$rows | map(.label // "none")"#, #"$rows | map @.label? ?? "none""#),
      (#"first($rows | .[])"#, #"first($rows)"#),
      (#"$rows | limit(3; .[])"#, #"$rows | first 3"#),
      (#""[1, 2]" | fromjson"#, #""[1, 2]" | parse json"#),
      (#"$rows | any(.id > 5)"#, #"$rows | any(@.id > 5)"#),
      (#"$rows | all(.id > 5)"#, #"$rows | all(@.id > 5)"#),
      (#"$o | .name"#, #"$o | get @.name"#),
    ])

  private static let ofJq = lines(
    "jq", nil,
    [
      (#"contacts list | jq '.[].phone'"#, #"contacts list | map @.phone"#),
      (
        #"messages list | .[] | select(.status == "failed") | .id"#,
        #"messages list | where @.status == "failed" | map @.id"#
      ),
      (#"messages list | .[0]"#, #"messages list | first"#),
      (
        #"messages list | group_by(.status) | map({key: .[0].status, n: length})"#,
        #"messages list | tally @.status"#
      ),
      (#"$rows | .[].name"#, #"$rows | map @.name"#),
      (#"$rows | .[2]"#, #"$rows | skip 2 | first"#),
      (#"$rows | map(.id) | @csv"#, #"$rows | map @.id | to csv"#),
    ])

  private static let ofPostgresqlDocumentation = lines(
    "SQL", "https://www.postgresql.org/docs/current/tutorial-select.html",
    [
      (#"SELECT * FROM contacts;"#, #"contacts list"#),
      (#"SELECT phone, label FROM contacts;"#, #"contacts list | select phone label"#),
      (
        #"SELECT * FROM contacts WHERE label = 'Ahmed' AND id > 0;"#,
        #"contacts list | where @.label == 'Ahmed' && @.id > 0"#
      ),
      (#"SELECT * FROM contacts ORDER BY label;"#, #"contacts list | sort-by @.label"#),
      (
        #"SELECT * FROM messages ORDER BY created_at DESC LIMIT 10;"#,
        #"messages list | sort-by @.created_at --desc | first 10"#
      ),
      (#"SELECT DISTINCT status FROM messages;"#, #"messages list | map @.status | unique"#),
      (
        #"SELECT count(*) FROM messages WHERE status = 'failed';"#,
        #"messages list | where @.status == 'failed' | count"#
      ),
      (#"SELECT status, count(*) FROM messages GROUP BY status;"#, #"messages list | tally @.status"#),
      (#"SELECT max(id) FROM messages;"#, #"messages list | map @.id | max"#),
      (
        #"SELECT id FROM contacts WHERE label IS NULL;"#,
        #"contacts list | where @.label == null | select id"#
      ),
      (
        #"SELECT id FROM contacts WHERE label IS NOT NULL LIMIT 5 OFFSET 2;"#,
        #"contacts list | where @.label != null | skip 2 | first 5 | select id"#
      ),
      (
        #"SELECT id FROM messages WHERE status IN ('failed', 'refunded');"#,
        #"messages list | where @.status in ['failed', 'refunded'] | select id"#
      ),
      (
        #"SELECT id FROM contacts WHERE id BETWEEN 10 AND 20;"#,
        #"contacts list | where @.id >= 10 && @.id <= 20 | select id"#
      ),
      (#"UPDATE contacts SET label = 'Ali' WHERE id = 12;"#, #"contacts update 12 label='Ali'"#),
      (
        #"INSERT INTO contacts (phone, label) VALUES ('+966501234567', 'Ali');"#,
        #"contacts create phone='+966501234567' label='Ali'"#
      ),
      (
        #"SELECT id FROM messages WHERE status <> 'delivered';"#,
        #"messages list | where @.status != 'delivered' | select id"#
      ),
    ])

  private static let ofNightScripts = lines(
    "bash", nil,
    [
      (#"$rows | sort-by id --desc"#, #"$rows | sort-by @.id --desc"#),
      (#"$rows | group-by status --count"#, #"$rows | tally @.status"#),
      (#"$words | uniq -c"#, #"$words | tally @"#),
      (#"$words | sort | uniq -c | sort -rn"#, #"$words | tally @"#),
      (#"print "Hi {}".format($o.name)"#, #"print "Hi $($o.name)""#),
      (#"print "{1}: {0}".format($x, $o.name)"#, #"print "$($o.name): ${x}""#),
      (#"if $nums.contains(1) { print a }"#, #"if 1 in $nums { print a }"#),
      (#"if 1 not in $nums { print a }"#, #"if !(1 in $nums) { print a }"#),
      (#"$rows | where @.id not in $nums"#, #"$rows | where !(@.id in $nums)"#),
      (#"if [ $x -eq 1 ] { print a }"#, #"if $x == 1 { print a }"#),
      (#"if [ $x -eq 1 ]; then print a; fi"#, #"if $x == 1 { print a }"#),
      (#"sleep 1min"#, #"sleep 1m"#), (#"sleep 1 min"#, #"sleep 1m"#), (#"sleep 2 hours"#, #"sleep 2h"#),
      (#"print "${o.name:-x}""#, #"print "$($o.name? ?? "x")""#),
      (#"print rows[0].id"#, #"print $rows[0].id"#), (#"once "loop"{ ping }"#, #"once "loop" { ping }"#),
      (#"print $1"#, #"print $args[0]"#),
      (
        #"messages send instance=a recipient=+966501234567 content=$2"#,
        #"messages send instance=a recipient=+966501234567 content=$args[1]"#
      ),
      (#"$rows | map {id, status}"#, #"$rows | select id status"#),
    ])

  private static let ofSql = lines(
    "SQL", nil,
    [
      (#"$rows | where name LIKE 'A%'"#, #"$rows | where @.name matches '^A'"#),
      (#"wessaal contacts list"#, #"contacts list"#),
      (#"wessaal messages list | where status = failed"#, #"messages list | where @.status == "failed""#),
      (#"messages list where status = failed"#, #"messages list | where @.status == "failed""#),
      (#"contacts list where label == Ali"#, #"contacts list | where @.label == "Ali""#),
      (#"$rows | where id = 5"#, #"$rows | where @.id == 5"#),
      (#"$rows | where name IS NULL"#, #"$rows | where @.name == null"#),
      (#"$rows | where id BETWEEN 1 AND 5"#, #"$rows | where @.id >= 1 && @.id <= 5"#),
      (#"$rows | order by id desc"#, #"$rows | sort-by @.id --desc"#),
      (#"$rows | limit 5"#, #"$rows | first 5"#),
      (#"$rows | where status <> "failed""#, #"$rows | where @.status != "failed""#),
      (
        #"$rows | where status in ('failed', 'refunded')"#,
        #"$rows | where @.status in ['failed', 'refunded']"#
      ),
    ])

  private static let ofBashManual = lines(
    "bash", "https://www.gnu.org/software/bash/manual/",
    [
      (#"for i in 1 2 3; do echo $i; done"#, #"for i in [1, 2, 3] { print $i }"#),
      (#"while true; do sleep 5; done"#, #"while true { sleep 5s }"#),
      (#"if [ $x -gt 3 ]; then echo "big"; fi"#, #"if $x > 3 { print "big" }"#),
      (
        #"if [[ $name == "Ali" ]]; then echo "yes"; else echo "no"; fi"#,
        #"if $name == "Ali" { print "yes" } else { print "no" }"#
      ),
      (#"for i in $(seq 1 5); do echo $i; done"#, #"for i in 1..5 { print $i }"#),
      (#"for i in {1..5}; do echo $i; done"#, #"for i in 1..5 { print $i }"#),
      (#"files=$(contacts list)"#, #"let files = contacts list"#),
      (#"export GREETING=Hello"#, #"let GREETING = "Hello""#),
      (#"echo "Hi ${name}""#, #"print "Hi ${name}""#),
      (#"echo ${name:-nobody}"#, #"print ($name ?? "nobody")"#),
      (#"echo $((x + 1))"#, #"print ($x + 1)"#),
      (#"if [ -z $name ]; then echo "empty"; fi"#, #"if length($name) == 0 { print "empty" }"#),
      (#"echo $#"#, #"print length($args)"#),
    ])

  private static let ofCoreutilsManual = lines(
    "bash", "https://www.gnu.org/software/coreutils/manual/",
    [
      (#"contacts list | head -n 5"#, #"contacts list | first 5"#),
      (#"contacts list | tail -n 3"#, #"contacts list | last 3"#),
      (#"contacts list | wc -l"#, #"contacts list | count"#),
      (#"$words | sort | uniq -c"#, #"$words | tally @"#),
      (#"$words | sort | uniq"#, #"$words | unique"#),
      (#"$words | sort -r"#, #"$words | sort-by @ --desc"#),
      (#"cat customers.csv"#, #"open customers.csv"#),
      (#"contacts list | tee contacts.json"#, #"contacts list | save contacts.json"#),
    ])

  private static let ofBash = lines(
    "bash", nil,
    [
      (#"contacts list | head"#, #"contacts list | first 10"#),
      (#"messages list | grep failed"#, #"messages list | where to(@, "json") matches "failed""#),
      (#"messages list | grep -v delivered"#, #"messages list | where !(to(@, "json") matches "delivered")"#),
      (#"contacts list > contacts.json"#, #"contacts list | save contacts.json"#),
      (#"contacts list >> contacts.json"#, #"contacts list | save contacts.json --append"#),
      (#"ping 2>&1"#, #"ping"#),
      (#"ping > /dev/null"#, #"ping | ignore"#),
      (#"echo hello"#, #"print hello"#),
    ])

  private static let ofPythonTutorial = lines(
    "Python", "https://docs.python.org/3/tutorial/",
    [
      (#"print("Hi", name)"#, #"print "Hi ${name}""#),
      (#"for i in range(5): print(i)"#, #"for i in 0..4 { print($i) }"#),
      (#"if x > 3: print("big")"#, #"if $x > 3 { print("big") }"#),
      (#"[r for r in rows if r.id > 5]"#, #"($rows | where @.id > 5)"#),
      (#"[r.name for r in rows]"#, #"($rows | map @.name)"#),
      (#"len(rows)"#, #"length($rows)"#),
      (#"f"Hi {name}""#, #""Hi ${name}""#),
      (#"print(f"Hi {name}")"#, #"print("Hi ${name}")"#),
      (#"def double(n): return n * 2"#, #"def double(n) { return $n * 2 }"#),
      (#"sorted(nums)"#, #"($nums | sort-by @)"#),
      (#"rows[-1]"#, #"$rows[-1]"#),
      (#"words.append("c")"#, #"$words += ["c"]"#),
      (#"", ".join(words)"#, #"join($words, ", ")"#),
      (#"while x < 10: print(x)"#, #"while $x < 10 { print($x) }"#),
      (#"for k, v in o.items(): print(k)"#, #"for k, v in $o { print($k) }"#),
      (#"for k, v in enumerate(words): print(v)"#, #"for k, v in $words { print($v) }"#),
      (#"x in (1, 2, 3)"#, #"$x in [1, 2, 3]"#),
      (#"x is None"#, #"$x == null"#),
      (#"x is not None"#, #"$x != null"#),
      (#"not x > 3"#, #"!($x > 3)"#),
      (#"x > 1 and y > 1"#, #"$x > 1 && $y > 1"#),
      (#"x == 1 or y == 2"#, #"$x == 1 || $y == 2"#),
      (#"raise ValueError("bad")"#, #"fail "bad""#),
      (#"x // y"#, #"floor($x / $y)"#),
      (#"name.upper()"#, #"upper($name)"#),
      (#"name.startswith("A")"#, #"starts-with($name, "A")"#),
      (#"nums[:2]"#, #"$nums[0:2]"#),
      (#"True"#, #"true"#),
    ])

  private static let ofPythonLibrary = lines(
    "Python", "https://docs.python.org/3/library/",
    [
      (#"json.dumps(o)"#, #"to($o, "json")"#),
      (#"json.loads("[1]")"#, #"parse("[1]", "json")"#),
      (#"time.sleep(5)"#, #"sleep 5s"#),
      (#"sys.exit(1)"#, #"exit 1"#),
      (#"os.environ["HOME"]"#, #"$env["HOME"]"#),
    ])

  private static let ofPython = lines(
    "Python", nil,
    [
      (#"sum(r.n for r in rows)"#, #"($rows | map @.n | sum)"#),
      (#"sorted(rows, key=lambda r: r.n)"#, #"($rows | sort-by @.n)"#),
      (#"list(map(lambda r: r.id, rows))"#, #"($rows | map @.id)"#),
      (#"o.get("name")"#, #"$o["name"]?"#),
      (#"isinstance(x, str)"#, #"type($x) == "string""#),
      (#"x += 1"#, #"$x += 1"#),
      (#""big" if x > 3 else "small""#, #"(if $x > 3 { "big" } else { "small" })"#),
    ])

  private static let ofMdn = lines(
    "JavaScript", "https://developer.mozilla.org/docs/Web/JavaScript",
    [
      (#"const sum = 5;"#, #"let sum = 5;"#),
      (#"var total = 5;"#, #"let total = 5;"#),
      (#"console.log("Hi", name);"#, #"print "Hi ${name}""#),
      (#"console.log(x);"#, #"print $x"#),
      (#"rows.map((r) => r.name)"#, #"$rows | map @.name"#),
      (#"rows.filter((r) => r.id > 5)"#, #"$rows | where @.id > 5"#),
      (#"rows.find((r) => r.id === 5)"#, #"$rows | where @.id == 5 | first"#),
      (#"rows.some((r) => r.id === 5)"#, #"$rows | any @.id == 5"#),
      (#"rows.every((r) => r.id > 5)"#, #"$rows | all @.id > 5"#),
      (#"rows.forEach((r) => console.log(r.name))"#, #"for r in $rows { print $r.name }"#),
      (#"nums.reduce((a, b) => a + b, 0)"#, #"$nums | sum"#),
      (#"for (const r of rows) { console.log(r.name); }"#, #"for r in $rows { print $r.name }"#),
      (#"for (let i = 0; i < 5; i++) { console.log(i); }"#, #"for i in 0..4 { print $i }"#),
      (#"if (x === 3) { console.log("three"); }"#, #"if ($x == 3) { print "three" }"#),
      (#"if (x !== 3) { console.log("no"); }"#, #"if ($x != 3) { print "no" }"#),
      (#"x > 3 ? "big" : "small""#, #"(if $x > 3 { "big" } else { "small" })"#),
      (#"`Hi ${name}`"#, #""Hi ${name}""#),
      (#"o?.name"#, #"$o.name?"#),
      (#"JSON.stringify(o)"#, #"to($o, "json")"#),
      (#"JSON.parse("[1]")"#, #"parse("[1]", "json")"#),
      (#"Object.keys(o)"#, #"keys($o)"#),
      (#"Math.round(2.5)"#, #"round(2.5)"#),
      (#"Math.max(1, 2)"#, #"max([1, 2])"#),
      (#"words.includes("a")"#, #""a" in $words"#),
      (#"words.push("c")"#, #"$words += ["c"]"#),
      (#"typeof x"#, #"type($x)"#),
      (#"throw new Error("bad")"#, #"fail "bad""#),
      (#"function double(n) { return n * 2; }"#, #"def double(n) { return $n * 2 }"#),
      (#"const double = (n) => n * 2"#, #"def double(n) { $n * 2 }"#),
      (#"parseInt("5")"#, #"int("5")"#),
      (#"x++"#, #"$x += 1"#),
      (#"words.join(", ")"#, #"join($words, ", ")"#),
      (#"try { ping } catch (e) { console.log(e.message); }"#, #"try { ping } catch e { print e.message }"#),
    ])

  private static let ofJavascript = lines(
    "JavaScript", nil,
    [
      (#"let total = rows.length;"#, #"let total = length($rows)"#),
      (#"rows.map(r => r.id).filter(id => id > 5)"#, #"$rows | map @.id | where @ > 5"#),
      (#"// a comment"#, #"# a comment"#),
      (#"process.exit(1)"#, #"exit 1"#),
      (#"undefined"#, #"null"#),
    ])

  private static let ofNushellBook = lines(
    "nushell", "https://www.nushell.sh/book/",
    [
      (#"$rows | where id > 5"#, #"$rows | where @.id > 5"#),
      (#"$rows | sort-by name"#, #"$rows | sort-by @.name"#),
      (#"$rows | sort-by n --reverse"#, #"$rows | sort-by @.n --desc"#),
      (#"$rows | get name"#, #"$rows | map @.name"#),
      (#"$rows | reject status"#, #"$rows | omit status"#),
      (#"$rows | each { |it| $it.id }"#, #"$rows | each { @.id }"#),
      (#"$rows | each {|row| print $row.name }"#, #"$rows | each { print @.name }"#),
      (#"$rows | where {|row| $row.id > 5 }"#, #"$rows | where @.id > 5"#),
      (#"$nums | math sum"#, #"$nums | sum"#),
      (#"$nums | math avg"#, #"$nums | avg"#),
      (#"$words | str join ", ""#, #"$words | join ", ""#),
      (#"$name | str upcase"#, #"$name | upper"#),
      (#"$name | str trim"#, #"$name | trim"#),
      (#""[1]" | from json"#, #""[1]" | parse json"#),
      (#"$rows | to json | save --force rows.json"#, #"$rows | to json | save rows.json"#),
      (#"mut total = 0"#, #"let total = 0"#),
      (#"def double [n] { $n * 2 }"#, #"def double(n) { $n * 2 }"#),
      (#"print $"Hi ($name)""#, #"print "Hi $($name)""#),
      (#"$rows | group-by status"#, #"$rows | group-by @.status"#),
      (#"$rows | insert seen true"#, #"$rows | map set(@, @.seen, true)"#),
      (#""5" | into int"#, #""5" | int"#),
      (#"$nums | drop 1"#, #"$nums | skip 1"#),
      (#"date now"#, #"now()"#),
      (#"if $x not-in $nums { print "no" }"#, #"if !($x in $nums) { print "no" }"#),
    ])

  private static let ofNushell = lines(
    "nushell", nil,
    [
      (#"$rows | where name =~ "A""#, #"$rows | where @.name matches "A""#),
      (#"$rows | uniq-by status"#, #"$rows | unique @.status"#),
      (#"$rows | par-each { |r| print $r.id }"#, #"$rows | each --parallel 4 { print @.id }"#),
    ])

  private static let ofPowershellDocumentation = lines(
    "PowerShell", "https://learn.microsoft.com/powershell/module/",
    [
      (#"$rows | Where-Object { $_.id -gt 5 }"#, #"$rows | where @.id > 5"#),
      (#"$rows | Where-Object id -gt 5"#, #"$rows | where @.id > 5"#),
      (#"$rows | ForEach-Object { $_.name }"#, #"$rows | map @.name"#),
      (#"$rows | Select-Object id, name"#, #"$rows | select id name"#),
      (#"$rows | Select-Object -First 3"#, #"$rows | first 3"#),
      (#"$rows | Select-Object -ExpandProperty name"#, #"$rows | map @.name"#),
      (#"$rows | Sort-Object n -Descending"#, #"$rows | sort-by @.n --desc"#),
      (#"$rows | Sort-Object -Property name"#, #"$rows | sort-by @.name"#),
      (#"$rows | Group-Object status"#, #"$rows | group-by @.status"#),
      (#"$rows | Measure-Object"#, #"$rows | count"#),
      (#"$rows | Measure-Object -Property n -Sum"#, #"$rows | map @.n | sum"#),
      (#"Write-Host "Hi $name""#, #"print "Hi $name""#),
      (#"Write-Output $name"#, #"print $name"#),
      (#"Import-Csv customers.csv"#, #"open customers.csv"#),
      (#"Get-Content customers.csv"#, #"open customers.csv"#),
      (#"$rows | Export-Csv rows.csv -NoTypeInformation"#, #"$rows | save rows.csv"#),
      (#"$rows | ConvertTo-Json"#, #"$rows | to json"#),
      (#""[1]" | ConvertFrom-Json"#, #""[1]" | parse json"#),
      (#"foreach ($r in $rows) { print $r.id }"#, #"for r in $rows { print $r.id }"#),
      (#"if ($x -eq 3) { print "three" }"#, #"if ($x == 3) { print "three" }"#),
      (#"if ($x -gt 3 -and $y -lt 5) { print "yes" }"#, #"if ($x > 3 && $y < 5) { print "yes" }"#),
      (#"if (-not ($x -eq 3)) { print "no" }"#, #"if (!($x == 3)) { print "no" }"#),
      (#"$name -like "A*""#, #"$name matches '^A'"#),
      (#"$name -match "^A""#, #"$name matches "^A""#),
      (#"$nums -contains 1"#, #"1 in $nums"#),
      (#"$words -join ", ""#, #"join($words, ", ")"#),
      (#"$total = @(1, 2, 3)"#, #"let total = [1, 2, 3]"#),
      (#"$who = @{name="Ali"; n=1}"#, #"let who = {name: "Ali", n: 1}"#),
      (#"Start-Sleep -Seconds 5"#, #"sleep 5s"#),
      (#"throw "bad""#, #"fail "bad""#),
      (#"$rows | Format-Table"#, #"$rows | table"#),
      (#"$true"#, #"true"#),
      (#"function Double($n) { $n * 2 }"#, #"def Double(n) { $n * 2 }"#),
    ])

  private static let ofPowershell = lines(
    "PowerShell", nil,
    [
      (#"$rows | ? { $_.status -eq "failed" }"#, #"$rows | where @.status == "failed""#),
      (#"$rows | % { $_.id }"#, #"$rows | map @.id"#),
    ])

  private static let ofIssue = lines(
    "newcomers", nil,
    [
      (#"$rows | where @.phone =~ '299'"#, #"$rows | where @.phone matches '299'"#),
      (#"$rows | where not @.id > 5"#, #"$rows | where !(@.id > 5)"#),
      (#"$rows | where it.id > 5"#, #"$rows | where @.id > 5"#),
      (#"$rows | where $_.id -gt 5"#, #"$rows | where @.id > 5"#),
      (#"messages list[0]"#, #"(messages list)[0]"#),
      (
        #"messages send-poll instance=my-instance recipient=+966501234567 name="When?" values=[A B]"#,
        #"messages send-poll instance=my-instance recipient=+966501234567 name="When?" values=[A, B]"#
      ),
      (#"$rows | where { |m| $m.id > 5 }"#, #"$rows | where @.id > 5"#),
      (#"$rows | where @.status in (failed, refunded)"#, #"$rows | where @.status in [failed, refunded]"#),
      (
        #"[{recipient: "+966501234567", content: Hi}] | messages send-bulk instance=my-instance"#,
        #"messages send-bulk instance=my-instance messages=[{recipient: "+966501234567", content: Hi}]"#
      ),
      (
        #"$rows | each { messages send instance=my-instance recipient=@.phone content="Hi ${@.name}" }"#,
        #"$rows | each { messages send instance=my-instance recipient=@.phone content="Hi $(@.name)" }"#
      ),
      (#"[1] | save "report-$name.csv""#, #"[1] | save "report-${name}.csv""#),
      (#"export KEY=abc"#, #"let KEY = "abc""#),
      (#"print\#u{A0}1"#, #"print 1"#),
      (
        #"messages send instance=my-instance recipient=+966501234567 content=Hi —wait"#,
        #"messages send instance=my-instance recipient=+966501234567 content=Hi --wait"#
      ),
    ])

  private static let ofHand = lines(
    "habits", nil,
    [
      (#"$rows | where @.name contains Ali"#, #"$rows | where "Ali" in @.name"#),
      (#"$rows | where name contains "Ali""#, #"$rows | where "Ali" in @.name"#),
      (#"$rows | where name =~ Ali"#, #"$rows | where @.name matches "Ali""#),
      (#"$rows | where name =~ /^A/"#, #"$rows | where @.name matches "^A""#),
      (#"$rows.0.name"#, #"$rows[0].name"#),
      (
        #"for c in contacts list { print "$(c.label): $c.phone" }"#,
        #"for c in contacts list { print "${c.label}: $c.phone" }"#
      ),
      (#"let z 5"#, #"let z = 5"#),
      (#"let z: int = 5"#, #"let z = 5"#),
      (#"let mut z = 5"#, #"let z = 5"#),
      (#"x+1"#, #"$x+1"#),
      (#"print $_"#, #"print $"#),
      (#"contacts add phone=+966501234567"#, #"contacts create phone=+966501234567"#),
      (#"contacts rm 12"#, #"contacts delete 12"#),
      (#"contacts edit 12 label=Ali"#, #"contacts update 12 label=Ali"#),
      (#"show contact 12"#, #"contacts get 12"#),
      (#"get contacts"#, #"contacts list"#),
      (#"messages ls | first 3"#, #"messages list | first 3"#),
      (
        #"send message instance=my-instance recipient=+966501234567 content=Hi"#,
        #"messages send instance=my-instance recipient=+966501234567 content=Hi"#
      ),
      (#"man where"#, #"help where"#),
    ])

  static let all =
    ofJqManual
    + ofJq
    + ofPostgresqlDocumentation
    + ofNightScripts
    + ofSql
    + ofBashManual
    + ofCoreutilsManual
    + ofBash
    + ofPythonTutorial
    + ofPythonLibrary
    + ofPython
    + ofMdn
    + ofJavascript
    + ofNushellBook
    + ofNushell
    + ofPowershellDocumentation
    + ofPowershell
    + ofIssue
    + ofHand

  private static func lines(
    _ language: String, _ source: String?, _ lines: [(typed: String, meant: String)]
  ) -> [ForeignLine] {
    lines.map { ForeignLine(language: language, source: source, typed: $0.typed, meant: $0.meant) }
  }
}
