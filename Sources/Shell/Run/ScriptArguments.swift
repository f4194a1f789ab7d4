import JSON
import Library
import Machine
import Syntax

/// What stands behind a script's name on the command line: its `param`s, and the rest for `$args`.
public struct ScriptArguments: Sendable {
  public var parameters: [(name: String, value: Value)] = []
  public var rest: [String] = []
  public var wantsHelp = false

  /// Why the arguments do not fit the script.
  public struct Fault: Error, Equatable, Sendable {
    public var message: String
    public var hint = "--help behind the script lists its options; behind '--' everything is for $args"
  }

  /// - Parameter words: what stands behind the script's name. After `--` everything is for `$args`.
  public init(_ words: [String], for script: Program) throws(Fault) {
    let declared = script.scriptParameters
    var index = 0
    while index < words.count {
      let word = words[index]
      index += 1
      if word == "--" {
        rest += words[index...]
        break
      }
      guard word.hasPrefix("--") else {
        rest.append(word)
        continue
      }
      if word == "--help" {
        wantsHelp = true
        return
      }
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let parameter = declared.first(where: { $0.name.text == name }) else {
        throw Self.unknown(name, declared)
      }
      let text: String
      if parts.count == 2 {
        text = String(parts[1])
      } else if parameter.typeName == "bool" {
        text = "true"
      } else if index < words.count {
        text = words[index]
        index += 1
      } else {
        throw Fault(message: "--\(name) takes a value, but has none")
      }
      parameters.append((name, try parameter.value(of: text)))
    }
    for parameter in declared where parameter.initial == nil {
      guard parameters.contains(where: { $0.name == parameter.name.text }) else {
        throw Fault(
          message: "--\(parameter.name.text) must be given" + (parameter.help.map { ": \($0)" } ?? ""))
      }
    }
  }

  /// The fault of an option of the program's own that stands where it is not read: a misplaced
  /// `--dry-run` must not run for real.
  static func programOption(_ name: String) -> Fault? {
    guard programOptions.contains(name) else { return nil }
    return Fault(
      message: "--\(name) is an option of wessaal and must stand before the script or the command, but "
        + "stands behind it",
      hint: "wessaal --\(name) …")
  }

  private static let programOptions: Set = [
    "sandbox", "base-url", "output", "color", "rate", "retry", "timeout", "trace", "dry-run", "yes",
    "no-history", "port", "key", "credits", "sandbox-rate", "clock", "state", "latency", "seed", "messages",
    "version",
  ]

  private static func unknown(_ name: String, _ declared: [ScriptParameter]) -> Fault {
    if let fault = programOption(name) { return fault }
    let names = declared.map { "--\($0.name.text)" }.joined(separator: " ")
    return Fault(
      message: "the script takes \(names.isEmpty ? "no options" : names), but has --\(name)")
  }

  /// The text of `SCRIPT --help`, made from the comments at the `param`s.
  public static func help(of script: Program, name: String) -> String {
    let rows = script.scriptParameters.map { parameter -> (String, String) in
      let type = parameter.typeName == "bool" ? "" : " \(parameter.typeName.uppercased())"
      let initial =
        (parameter.initial?.constant).map { " (\($0.json) unless given)" }
        ?? (parameter.initial == nil ? " (required)" : "")
      return ("--\(parameter.name.text)\(type)", (parameter.help ?? "") + initial)
    }
    let width = rows.map(\.0.count).max() ?? 0
    return "usage: wessaal [options] \(name) [--param VALUE…] [ARG…]\n"
      + rows.map { "  \($0.0.padded(to: width))  \($0.1)\n" }.joined()
  }
}

extension Program {
  var scriptParameters: [ScriptParameter] {
    statements.compactMap { if case .param(let parameter) = $0.kind { parameter } else { nil } }
  }
}

extension ScriptParameter {
  var typeName: String {
    if let type { return type.text }
    switch initial?.constant {
    case .bool: return "bool"
    case .int: return "int"
    case .double, .decimal: return "number"
    case .array, .object: return "json"
    default: return "string"
    }
  }

  fileprivate func value(of text: String) throws(ScriptArguments.Fault) -> Value {
    let value: Value? =
      switch typeName {
      case "int": (try? Value(parsing: text)).flatMap { value in value.asInt.map { _ in value } }
      case "number": (try? Value(parsing: text)).flatMap { $0.asDouble == nil ? nil : $0 }
      case "bool": text == "true" ? true : text == "false" ? false : nil
      case "json": try? Value(parsing: text)
      case "phone": Self.isPhone(text) ? Value(text) : nil
      case "duration": text.word(as: .duration).asDouble.map { _ in text.word(as: .duration) }
      default: Value(text)
      }
    // A value of null is a value: `--x null` of type json.
    guard let value else {
      throw ScriptArguments.Fault(
        message: "--\(name.text) takes \(expectation), but has '\(Escaping.line(text))'")
    }
    return value
  }

  private var expectation: String {
    switch typeName {
    case "int": "a whole number"
    case "number": "a number"
    case "bool": "true or false"
    case "json": "JSON"
    case "phone": "a phone number such as +966501234567"
    case "duration": "a duration such as 500ms, 30s or 5m"
    default: "text"
    }
  }

  private static func isPhone(_ text: String) -> Bool {
    let digits = text.dropFirst()
    return text.hasPrefix("+") && (7...15).contains(digits.count)
      && digits.allSatisfy { $0.isASCII && $0.isNumber }
  }
}
