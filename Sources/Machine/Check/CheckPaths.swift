import JSON
import Queries
import Source
import Syntax

/// The steps of paths, and the members that values are known to have or not.
extension Checker {
  /// - Returns: what is known of what the path yields.
  func follow(_ segments: [Segment], from root: Outline) -> Outline {
    var current = root
    let isSingular = segments.allSatisfy(\.isSingular)
    for segment in segments {
      for selector in segment.selectors { check(selector, of: current, at: segment.span) }
      current = isSingular ? step(segment, from: current) : stepInEach(segment, from: current)
      // Where an optional step finds nothing or null, the whole path is null.
      if segment.optional {
        if current.types == .null { return current }
        current = current.orElse
      }
    }
    return isSingular ? current : .list(of: current)
  }

  /// A path to any number of nodes leaves out the values that lack the member. But where a file or an answer is known
  /// to have no such member, that is told.
  private func stepInEach(_ segment: Segment, from outline: Outline) -> Outline {
    guard !segment.descendant, segment.selectors.count == 1, case .name(let name) = segment.selectors[0]
    else {
      return segment.descendant ? .unknown : outline.item
    }
    guard let members = outline.members, members.origin.rank > Outline.Origin.literal.rank else {
      return .unknown
    }
    return member(name.string, of: outline, isOptional: segment.optional, at: segment.span)
  }

  private func step(_ segment: Segment, from outline: Outline) -> Outline {
    guard !segment.descendant, segment.selectors.count == 1 else { return .unknown }
    switch segment.selectors[0] {
    case .name(let name): return member(name, of: outline, isOptional: segment.optional, at: segment.span)
    case .index(let index): return item(index, of: outline, isOptional: segment.optional, at: segment.span)
    case .slice, .filter, .wildcard: return outline.item
    case .computed(let key):
      switch known(key) {
      case .string(let name)?: return member(name, of: outline, isOptional: true, at: segment.span)
      case .int(let index)?: return item(index, of: outline, isOptional: true, at: segment.span)
      default: return outline.types == .list ? outline.item : .unknown
      }
    }
  }

  private func member(_ name: Text, of outline: Outline, isOptional: Bool, at span: Span) -> Outline {
    let optional: Types = isOptional ? .null : []
    if outline.types.excludes(optional.union(.object)) {
      fault(outline.types == .null ? .noMember(.string(name), of: .null) : .memberOf(outline, name), at: span)
      return .unknown
    }
    if outline.types == .null { return .value(.null) }
    return member(name.string, of: outline, isOptional: isOptional, at: span)
  }

  private func item(_ index: Int64, of outline: Outline, isOptional: Bool, at span: Span) -> Outline {
    if outline.types == .text {
      fault(.partsOfText(outline), at: span)
      return .unknown
    }
    if outline.types.excludes([.list, .null]) {
      fault(.notKey(.int(index), outline), at: span)
      return .unknown
    }
    guard let items = outline.value?.asArray else { return outline.item }
    let place = index < 0 ? Int(index) + items.count : Int(index)
    if items.indices.contains(place) { return .value(items[place]) }
    if isOptional { return .value(.null) }
    fault(.noItem(.int(index), items.count), at: span)
    return .unknown
  }

  private func check(_ selector: Selector, of outline: Outline, at place: Span) {
    switch selector {
    case .name, .index, .wildcard: break
    case .slice(let start, let end, let step):
      if outline.types == .text { fault(.partsOfText(outline), at: place) }
      for part in [start, end, step] { if let part { check(part) } }
    case .computed(let expression): check(expression)
    case .filter(let filter, let span):
      for name in filter.variables { use(Name(name.string, span)) }
      if let fault = filter.patternFaults.first { error(fault.message, at: span, hint: fault.hint) }
      // A test of a member that is not there is false, and no failure.
      guard let item = outline.item.members, item.origin.rank > Outline.Origin.literal.rank else { break }
      for name in filter.memberNames {
        _ = member(name.string, of: .object(item), isOptional: false, at: span)
      }
      for test in filter.tests {
        guard case .word(let words)? = item[test.member.string] else { continue }
        tellOverlooked(words, at: span) { test.isOf($0) }
      }
    }
  }

  /// What is known of a member. One that is not there is told, unless the path says that it may be missing.
  func member(_ name: String, of outline: Outline, isOptional: Bool, at span: Span) -> Outline {
    guard let members = outline.members else { return .unknown }
    if let found = members[name] { return found }
    if !isOptional { missing(name, in: members, at: span) }
    return .unknown
  }

  private func missing(_ name: String, in members: Outline.Members, at span: Span) {
    let names = members.all.map(\.name)
    let near = nearest(name, among: names)
    let meant = near.map { "; did you mean '\($0)'?" } ?? ""
    let all = names.count <= 12 ? names : names.prefix(12) + ["…"]
    let hint = near == nil && !names.isEmpty ? "it has: \(all.joined(separator: ", "))" : nil
    switch members.origin {
    case .literal: fault(.noMember(name, among: names), at: span)
    case .language(let owner):
      fault(Failure(.script, "\(owner) has no member '\(name)'" + meant, hint: hint), at: span)
    case .file(let file):
      error(
        "no column '\(name)' in \(file)" + meant, at: span,
        hint: hint.map { "\($0); '.\(name)?' is null where there is none" })
    case .documentation(let command):
      warn(
        "the documentation of \(command) shows no member '\(name)'" + meant, at: span,
        hint: hint.map { "\($0); '.\(name)?' is null where there is none" })
    }
  }
}

extension Outline {
  /// `$e` of `catch e`.
  static let failure = Outline.object(
    Members(
      (Failure(.script, "").value.asObject?.names.map { Member($0.string) } ?? []) + [Member("source")],
      origin: .language("an error")))

  /// Of a variable that every program has.
  static func builtin(_ name: String) -> Outline? {
    switch name {
    case "args": .list(of: .types(.text))
    case "env": .types(.object)
    case "response": exchange
    default: nil
    }
  }

  /// `$response` (Language.md, "The API").
  private static let exchange = Outline.object(
    Members(
      ["status", "reason", "headers", "body", "time_ms", "request"].map { Member($0) },
      origin: .language("$response")))
}
