/// A phone number as somebody wrote or said it: with its country, or local. No country is assumed for a local one: it is
/// known by its end among the numbers that there are.
package struct WrittenNumber: Sendable, Equatable {
  /// Its text.
  package let written: String
  /// E.164, where its country is written: after `+` or `00`.
  package let whole: String?
  /// The digits that a number must end with to be it.
  package let ending: String

  /// Fewer digits would fit strangers.
  package static let fewest = 6

  /// Nil where it is no phone number: it holds something other than digits and what stands between them.
  package init?(_ text: String) {
    var digits = ""
    var hasPlus = false
    for scalar in text.unicodeScalars {
      if let digit = scalar.digitValue {
        digits.append(digit)
      } else if "+＋﹢".unicodeScalars.contains(scalar), digits.isEmpty, !hasPlus {
        hasPlus = true
      } else if !scalar.mayStandInNumber {
        return nil
      }
    }
    written = text
    guard (Self.fewest...17).contains(digits.count) else { return nil }
    let isInternational = hasPlus || digits.hasPrefix("00")
    guard isInternational else {
      whole = nil
      ending = String(digits.drop { $0 == "0" })
      if ending.count < Self.fewest { return nil }
      return
    }
    ending = String(digits.drop { !hasPlus && $0 == "0" })
    whole = "+" + ending
  }

  /// Whether a recipient is that number.
  package func fits(_ recipient: String) -> Bool {
    if let whole { return recipient == whole }
    guard recipient.hasPrefix("+") else { return false }
    return recipient.hasSuffix(ending)
  }
}

extension Unicode.Scalar {
  /// The ASCII digit that this one stands for, of whatever script.
  fileprivate var digitValue: Character? {
    guard properties.numericType == .decimal, let value = properties.numericValue else { return nil }
    return Character(Unicode.Scalar(UInt8(48 + Int(value))))
  }

  fileprivate var mayStandInNumber: Bool {
    switch properties.generalCategory {
    case .dashPunctuation, .spaceSeparator, .format: true
    default: "./()\t−'".unicodeScalars.contains(self)
    }
  }
}
