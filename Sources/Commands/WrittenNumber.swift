import Library

/// A phone number as a person wrote or dictated it, either with its country or local. No country is assumed for a local
/// number. It is compared with whole numbers by its last digits.
package struct WrittenNumber: Sendable, Equatable {
  /// The number as it was written.
  package let written: String
  /// The number in E.164, where the country is given after `+` or `00`; otherwise nil.
  package let whole: String?
  /// The digits with which a whole number must end in order to be this one.
  package let ending: String

  /// A number with fewer digits would match other people's numbers.
  package static let fewest = 6

  /// Reads a number; nil where the text contains anything but digits and separators, or too few or too many digits.
  package init?(_ text: String) {
    var digits = ""
    var hasPlus = false
    for scalar in text.unicodeScalars {
      if let digit = scalar.decimalDigit {
        digits.append(digit)
      } else if scalar.isPlus, digits.isEmpty, !hasPlus {
        hasPlus = true
      } else if !scalar.isPhoneSeparator {
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

  /// Whether a recipient has this number.
  package func fits(_ recipient: String) -> Bool {
    if let whole { return recipient == whole }
    guard recipient.hasPrefix("+") else { return false }
    return recipient.hasSuffix(ending)
  }
}
