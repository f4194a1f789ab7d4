import JSON
import Source
import Syntax

/// The steps of paths, and the members that values are known to have or not.
extension Checker {
  /// - Returns: what is known of what the path yields.
  func follow(_ segments: [Segment], from root: Outline) -> Outline {
    var current = root
    /// Whether the path yields a list of what `current` says.
    var isMany = false
    for segment in segments {
      for selector in segment.selectors { check(selector, of: current) }
      current = step(segment, from: current, in: segments)
      if !segment.isSingular { isMany = true }
    }
    return isMany ? .list(of: current) : current
  }

  private func step(_ segment: Segment, from outline: Outline, in segments: [Segment]) -> Outline {
    guard !segment.descendant, segment.selectors.count == 1 else { return .unknown }
    switch segment.selectors[0] {
    case .name(let name):
      if case .list = outline, !segment.optional { notAnObject(name, at: segment.span) }
      return member(name.string, of: outline, isOptional: segment.optional, at: segment.span)
    case .index, .slice, .filter, .wildcard: return outline.item
    case .computed(let key):
      return known(key)?.asString.map { member($0, of: outline, isOptional: true, at: segment.span) }
        ?? outline.item
    }
  }

  private func check(_ selector: Selector, of outline: Outline) {
    switch selector {
    case .name, .index, .wildcard: break
    case .slice(let start, let end, let step): for part in [start, end, step] { if let part { check(part) } }
    case .computed(let expression): check(expression)
    case .filter(let filter, let span):
      for name in filter.variables { use(Name(name.string, span)) }
      if let fault = filter.patternFaults.first { error(fault.message, at: span, hint: fault.hint) }
      for name in filter.memberNames {
        _ = member(name.string, of: outline.item, isOptional: false, at: span)
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

  private func notAnObject(_ name: Text, at span: Span) {
    let failure = Failure.memberOf([], name)
    error("'.\(name)' takes an object, but has a list", at: span, hint: failure.hint)
  }

  private func missing(_ name: String, in members: Outline.Members, at span: Span) {
    let names = members.all.map(\.name)
    let near = nearest(name, among: names)
    let meant = near.map { "; did you mean '\($0)'?" } ?? ""
    let all = names.count <= 12 ? names : names.prefix(12) + ["…"]
    let hint = near == nil && !names.isEmpty ? "it has: \(all.joined(separator: ", "))" : nil
    switch members.origin {
    case .language(let owner): error("\(owner) has no member '\(name)'" + meant, at: span, hint: hint)
    case .file(let file): error("no column '\(name)' in \(file)" + meant, at: span, hint: hint)
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
      Failure(.script, "").value.asObject?.names.map { Member($0.string) } ?? [],
      origin: .language("an error")))

  /// `$response` (language.md, "The API").
  static let exchange = Outline.object(
    Members(
      ["status", "reason", "headers", "body", "time_ms", "request"].map { Member($0) },
      origin: .language("$response")))
}
