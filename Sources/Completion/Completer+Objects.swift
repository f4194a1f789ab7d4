import JSON
import Shell
import Syntax

/// The candidates in objects of parameters: `buttons=[{type: url, `.
extension Completer {
  /// Within `buttons=[{`: the members that are not there yet, the required ones first; after `type:` its words.
  func member(_ context: CursorContext, in text: [Unicode.Scalar]) -> Completions? {
    guard context.place == .expression || context.quote != nil, let call = context.call, call.count > 1,
      let opening = context.openings.last, text[opening] == "{", vocabulary.isNoun(call[0]),
      let path = path(to: context.openings, in: text)
    else { return nil }
    var members = knowledge.members(call[0], call[1], path)
    if path == ["template_variables"] { members = placeholders(call) }
    if members.isEmpty { return nil }
    let start = context.start - (context.quote?.unicodeScalars.count ?? 0)
    let before = text[opening..<start].last { !" \t\n".unicodeScalars.contains($0) }
    if before == ":" {
      var found = value(of: name(before: start, in: text), members, context)
      // What follows in an object is a comma or the brace.
      for index in found?.candidates.indices ?? 0..<0 { found?.candidates[index].isWhole = false }
      return found
    }
    guard context.quote == nil, before == "{" || before == "," else { return nil }
    let given = given(from: opening + 1, to: start, in: text)
    let left = members.filter { given[$0.name] == nil }.map { ($0, need(of: $0, given)) }
    return fitting(
      (left.filter { $0.1 == "required" } + left.filter { $0.1 != nil && $0.1 != "required" }
        + left.filter { $0.1 == nil }).map { member, need in
          Candidate(
            member.name + ": ", meaning: (need.map { $0 + ": " } ?? "") + member.meaning, isWhole: false)
        }, context.word, at: context.start)
  }

  /// What the template of a call must be given.
  private func placeholders(_ call: [String]) -> [Knowledge.Member] {
    templatePlaceholders(call).map {
      Knowledge.Member(
        name: $0, meaning: "a placeholder of the template", isRequired: true, choices: [], collection: nil)
    }
  }

  /// Why a missing member is needed, in words; nil where it may be left out.
  private func need(of member: Knowledge.Member, _ given: [String: String]) -> String? {
    let isMet = member.condition.map { other, words in given[other].map(words.contains) ?? false }
    if member.isRequired || isMet == true { return "required" }
    if member.alternatives.isEmpty || member.alternatives.contains(where: { given[$0] != nil }) { return nil }
    return "this or \(member.alternatives.joined(separator: " or "))"
  }

  private func value(of name: String, _ members: [Knowledge.Member], _ context: CursorContext) -> Completions?
  {
    guard let member = members.first(where: { $0.name == name }) else { return nil }
    if name == "recipient" {
      var found = people(context.word, at: context.start, quote: context.quote)
      if context.quote == nil {
        for index in found.candidates.indices {
          found.candidates[index].text = Value(found.candidates[index].text).json
        }
      }
      return found
    }
    if let collection = member.collection, context.quote == nil {
      return fitting(
        records(collection).map {
          Candidate($0.value.json, meaning: $0.meaning, isPerson: name == "contact_id")
        }, context.word,
        at: context.start)
    }
    return fitting(
      member.choices.map { choice in
        // Of the types of buttons, each has a member of its own, whose meaning names it: `url: the page to open`.
        let own = members.first { $0.meaning.hasPrefix(choice + ": ") }
        return Candidate(
          choice + (context.quote ?? ""), shown: choice,
          meaning: own.map { "with \($0.name), " + $0.meaning.dropFirst(choice.count + 2) } ?? "")
      }, context.word, at: context.start)
  }

  /// The names from the parameter down to the object in which the cursor stands.
  private func path(to openings: [Int], in text: [Unicode.Scalar]) -> [String]? {
    var names: [String] = []
    for opening in openings.reversed() {
      let before = text[..<opening].lastIndex { !" \t\n".unicodeScalars.contains($0) }
      guard let before else { return nil }
      switch text[before] {
      case "=":
        let start = text[..<before].lastIndex { !$0.isNamePart }.map { $0 + 1 } ?? 0
        names.append(String(scalars: text[start..<before]))
        return names.reversed()
      case ":": names.append(name(before: before + 1, in: text))
      case "[", ",": continue
      default: return nil
      }
    }
    return nil
  }

  /// The name before the colon that stands before the cursor: `type` of `type: `.
  private func name(before end: Int, in text: [Unicode.Scalar]) -> String {
    let colon = text[..<end].lastIndex(of: ":") ?? end
    let name = text[..<colon].reversed().drop { " \"".unicodeScalars.contains($0) }
      .prefix { $0.isNamePart || $0 == "-" }
    return String(scalars: name.reversed())
  }

  /// The members that an object has already, and their values where these are words: names before a colon, without
  /// those of objects inside it.
  private func given(from start: Int, to end: Int, in text: [Unicode.Scalar]) -> [String: String] {
    var values: [String: String] = [:]
    var depth = 0
    for index in start..<end {
      switch text[index] {
      case "{", "[", "(": depth += 1
      case "}", "]", ")": depth -= 1
      case ":" where depth == 0:
        let value = text[(index + 1)..<end].drop { " \"'".unicodeScalars.contains($0) }
        values[name(before: index + 1, in: text)] = String(scalars: value.prefix(while: \.isNamePart))
      default: break
      }
    }
    return values
  }
}

extension ValueType {
  /// What a literal begins with: of an object, or of a list of objects.
  var opening: String? {
    switch self {
    case .object, .map: "{"
    case .array(.object): "[{"
    case .any, .string, .integer, .number, .boolean, .duration, .array, .enumeration, .identifier: nil
    }
  }
}
