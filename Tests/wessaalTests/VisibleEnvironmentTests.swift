import Testing

/// The variables in `$env` (Program.md, "What a script may touch").
@Suite struct VisibleEnvironmentTests {
  private func names(_ variables: [String: String], key: String = Binary.key) throws -> Set<String> {
    let run = try wessaal(
      ["-c", "$env | keys | each { print @ }"], base: "http://127.0.0.1:1", key: key, environment: variables)
    #expect(run.status == 0, "\(run)")
    return Set(run.output.split(separator: "\n").map(String.init)).intersection(variables.keys)
  }

  @Test func namesThatSpeakOfSecretsAreLeftOut() throws {
    let secret = [
      "DB_PASS", "MYSQL_PWD", "GITHUB_PAT", "SSH_PASSPHRASE", "PGPASSWORD", "MY_PASSWD", "PASSWORD_FILE",
      "API_KEY", "APIKEY", "API_KEY_2", "KEYS", "AWS_ACCESS_KEY_ID", "SSH_AUTH_SOCK", "OAUTH", "TOKEN",
      "TOKENS",
      "A_SECRET", "CLIENTSECRET2", "GOOGLE_APPLICATION_CREDENTIALS", "SESSION_COOKIE", "COOKIES", "db_pass",
      "apiKey", "authToken2", "dbPassword", "db.pass", "db-token", "MONKEY", "COMPASS", "X_PWD", "pwd",
      "DBPW", "SMTP_PW", "AUTHORIZATION", "CREDS", "JWT", "BEARER",
    ]
    #expect(try names(Dictionary(uniqueKeysWithValues: secret.map { ($0, "1") })) == [])
  }

  @Test func namesThatMerelyHoldTheLettersStay() throws {
    let plain: Set = [
      "PATH", "MANPATH", "PWD", "OLDPWD", "KEYBOARD", "KEYMAP", "AUTHOR", "XAUTHORITY", "PATTERN", "PATIENT",
      "TOKENIZER", "SECRETARY", "COOKIECUTTER", "HOME", "LANG", "Path", "SPATIAL",
    ]
    #expect(try names(Dictionary(uniqueKeysWithValues: plain.map { ($0, "/usr/bin:/bin") })) == plain)
  }

  @Test func valuesThatHoldAURLWithAPasswordAreLeftOut() throws {
    let values = [
      "postgres://u:p@h/db", "redis://:p@h", "see http://a/b, and https://u:p@h/", "http%3A%2F%2Fu%3Ap%40h",
      "http://u%3Ap@h", #"{"uri":"postgres:\/\/u:p@h"}"#, #"{"uri":"postgres://u:p@h","x":1}"#,
      "postgres://u:p/w@h/db", "postgres://u:p#w@h/db", "postgres://u:p%40w@h", "http://a,http://u:p@b",
      "mongodb+srv://u:p@h1:27017,h2:27017/db", "http://u:p@w@h", "jdbc:postgresql://h/db?user=u&password=p",
      "https://h/x?token=t", "sqlserver://h:1433;user=sa;password=p", "http://u:p@[::1]:80/",
      "postgres://u:p@ss@host/db", "mysql://user:pa/ss@h", "//user:pw@host", "x=//user:pw@host/db",
      "mysql://user:12/ss@h", "mysql://user:pa ss@h/db", "mysql://user:pa\"ss@h", "mysql://user:123456/7@h",
      "http://user:12?3@h:3128", "http://user:12#3@h", "mysql://us/er:pw@h", "redis://u:12/@h",
      "user:pw@tcp(127.0.0.1:3306)/db", "user:pw@host:5432/db", "postgres:u:pw@h", "postgres:/u:pw@h",
      "postgres://u@corp:pw@h/db", "jdbc:mysql://u:p@h", "http:\\\\u:p@h", "postgres:///u:pw@h",
      "Server=h;User=u;Password=p;", "host=h&password=p",
      "amqp://u:p%2Fw@h/%2F", "AMQP://U:12/3@H", "//u:p/w@h", "postgres://u:p\u{0301}w/é@h",
    ]
    let variables = Dictionary(
      uniqueKeysWithValues: values.enumerated().map { ("V\($0.offset)", $0.element) })
    #expect(try names(variables) == [])
    let proxies = ["http_proxy": "u:p@h:3128", "ALL_PROXY": "socks5h://u:p@h:1", "HTTPS_PROXY": "u:p@h"]
    #expect(try names(proxies) == [])
  }

  @Test func urlsWithoutOneStay() throws {
    let values = [
      "http://h:8080/a", "git@github.com:o/r", "ssh://git@h:22/x", "http://u:@h", "http://h/x?page=2",
      "http://h:8080/@scope/x", "http://[::1]:80/@x", "http://h/?mail=a:b@c", "a@b.c", "unix:path=/run/bus",
      "",
      "ssh://git@h:22/x.git", "mailto:a@b.c", "sip:a@b.c", "app:1.2@sha256:0a1b", "git+ssh://git@h/o/r",
      "host:/path",
      "a:b", "/usr//bin:/opt/x@1", "http://h:8080/a?b=c", "//cdn.example/x", "//h:80/x", "C:\\Users\\a",
      "npm:@s/x@1",
      "https://h/@user", "https://h:443/@user/x", "user:pw", "10:30", "http://h/a:b", "ws://h:80/a",
      "file:///a/b:c",
      "50%", "%", "%zz", "\\", "://", "http://", "100%://@:",
    ]
    let variables = Dictionary(
      uniqueKeysWithValues: values.enumerated().map { ("V\($0.offset)", $0.element) })
    #expect(try names(variables) == Set(variables.keys))
    let proxies = ["http_proxy": "h:3128", "NO_PROXY": "localhost,1.2.3.4:80"]
    #expect(try names(proxies) == Set(proxies.keys))
  }

  @Test func theKeyIsLeftOutWhereverItStands() throws {
    let key = "mykey/with+chars"
    let variables = [
      "A": "a\(key)b", "B": "x%20mykey%2Fwith%2Bchars", "C": "Bearer sk_prod_0123456789", "D": "d",
    ]
    #expect(try names(variables, key: key) == ["D"])
    #expect(try names(["A": "a b", "B": "a"], key: "a") == ["A"])
  }

  @Test func soIsAKeyOfTheConfiguration() throws {
    let folder = Folder()
    folder.write("config.toml", bytes: Array("key = \"another-key-1\"\n".utf8), mode: 0o600)
    let run = try wessaal(
      ["-c", "$env | keys | print"],
      environment: [
        "WESSAAL_CONFIG": folder.path + "/config.toml", "A": "x another-key-1", "LEFT": "x",
      ])
    #expect(run.output.contains("LEFT") && !run.output.contains("\"A\""), "\(run)")
  }
}
