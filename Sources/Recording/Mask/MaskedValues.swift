import Catalog
import JSON

/// Masks the values of requests and answers according to the members that hold them.
extension Mask {
  /// Where a value stands.
  package struct Place {
    package var kind = MemberKind.personal
    /// The noun whose records stand there, where it is known.
    package var noun: String?
    /// Whether it is a record of the API, and not an object that anybody may have put there.
    var isRecord = true
    /// Whether it is a part of a request's path.
    var isAsked = false
    /// Whether a documented member holds it.
    package var isNamed = false
    /// Whether it is only shown, so that the script may have computed it.
    package var isShown = false
  }

  /// Masks the whole body of an answer.
  package func answer(_ value: Value, of operation: Operation?) -> Value {
    let place = Place(noun: operation?.noun)
    guard case .object(let members) = value else { return masked(value, at: place) }
    return masked(members, at: place) { name, value in
      // The message of the envelope is the service's. A member `message` within a record may be anybody's.
      if name == "message", value.asText != nil { return masked(value, at: Place(kind: .wording)) }
      return masked(value, named: name, at: Place(noun: name == "data" ? operation?.noun : nil))
    }
  }

  /// Masks the body of a request, or the arguments of a call.
  package func request(_ value: Value, of operation: Operation?) -> Value {
    guard let operation else { return masked(value, at: Place(isRecord: false)) }
    return masked(value, of: .object(operation.shape))
  }

  /// Masks a value that was shown. It may be anything.
  package func shown(_ value: Value) -> Value {
    var place = Place(isRecord: false, isShown: true)
    guard case .object(let members) = value else {
      // A single number is a count or a known id.
      if value.asDouble != nil { place.kind = .count }
      return masked(value, at: place)
    }
    return masked(members, at: place) { name, value in
      if name == "message" || name == "hint", value.asText != nil {
        return masked(value, at: Place(kind: .wording, isShown: true))
      }
      return masked(value, named: name, at: place)
    }
  }

  /// Masks what was printed. A text is shown as it is.
  package func printed(_ value: Value) -> Value {
    if case .string(let string) = value { Value(text(string.string)) } else { shown(value) }
  }

  /// Masks a value that holds only a customer's data.
  package func hidden(_ value: Value) -> Value {
    masked(value, at: Place(isRecord: false), inMap: true)
  }

  // MARK: Objects

  private func masked(_ value: Value, at place: Place, inMap: Bool = false) -> Value {
    switch value {
    case .object(let members):
      masked(members, at: place) { name, value in
        inMap || place.kind == .wording
          ? masked(value, at: place, inMap: inMap) : masked(value, named: name, at: place)
      }
    case .array(let items): .array(items.map { masked($0, at: place, inMap: inMap) })
    case .null, .bool: value
    case .int, .double, .decimal, .string: scalar(value, at: place, inMap: inMap)
    }
  }

  private func masked(_ value: Value, named name: String, at place: Place) -> Value {
    if kinds.maps.contains(name) { return hidden(value) }
    var inner = place
    inner.isNamed = kinds.isKnown(name)
    inner.kind = name == "message" ? .personal : kinds.kind(of: name, in: place.noun)
    if name != "data", name != "results" { inner.noun = kinds.noun(of: name) }
    switch value {
    case .object:
      inner.isRecord = place.isRecord && (kinds.containers.contains(name) || inner.kind == .wording)
    case .array(let items) where items.contains { $0.asObject != nil }:
      inner.isRecord = place.isRecord && kinds.containers.contains(name)
    case .array: break
    case .null, .bool, .int, .double, .decimal, .string: inner.noun = place.noun
    }
    return masked(value, at: inner)
  }

  private func masked(_ members: Object, at place: Place, _ mask: (String, Value) -> Value) -> Value {
    .object(
      Object(
        members.members.map { member in
          (Text(self.name(member.name.string)), mask(member.name.string, member.value))
        }))
  }

  /// Masks the name of a member, where the name itself is about a customer.
  package func name(_ name: String) -> String {
    if kinds.isKnown(name) { return name }
    guard extent == .all else { return text(name) }
    let isName = name.unicodeScalars.allSatisfy { $0.isOfWord || "_-.$[]".unicodeScalars.contains($0) }
    let parts = name.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    let isKnown = isName && parts.allSatisfy { isHarmless($0) || memory.own.holds($0) }
    return isKnown && !memory.isHidden(name) ? name : memory.token(name)
  }

  // MARK: Requests

  private func masked(_ value: Value, of type: ParameterType, _ kind: MemberKind = .personal) -> Value {
    switch (value, type) {
    case (.null, _), (.bool, _): return value
    case (.object(let members), .object(let shape)):
      return masked(members, at: Place()) { name, value in
        guard let parameter = shape[name] else { return hidden(value) }
        return masked(value, of: parameter.type, parameter.kind)
      }
    case (.array(let items), .array(let item)): return .array(items.map { masked($0, of: item) })
    case (.object, _), (.array, _): return hidden(value)
    // A value that is not documented comes from the caller.
    case (.int, _), (.double, _), (.decimal, _), (.string, _):
      return scalar(value, at: Place(kind: kind, isRecord: kind != .word), inMap: false)
    }
  }
}
