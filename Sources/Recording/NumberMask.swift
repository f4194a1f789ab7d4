import Catalog

/// Replaces true phone numbers by random false ones. A true number always becomes the same false one, and a saved
/// file holds nothing that leads back to the true one.
///
/// The last seven digits are replaced; the code of the country and the network before them stay. So a number keeps
/// one identity, whether it is written with `+`, without it, or in the national form.
package final class NumberMask {
  /// How many of the last digits identify a number.
  package static let length = 7

  /// The false digits, by the true ones.
  private var known: [[UInt8]: [UInt8]] = [:]
  private var given: Set<[UInt8]> = []
  /// The last digits of numbers that were seen as a whole. These numbers are known in any spelling.
  private var whole: Set<[UInt8]> = []
  /// The same with more digits, for long numbers. Such a number is also found where a line ends within it.
  private var long: Set<[UInt8]> = []
  private static let longLength = 9

  /// Replaces the last digits of a number.
  ///
  /// - Parameter isWhole: whether it is certain where the number begins and ends.
  package func masked(_ digits: [UInt8], isWhole: Bool = true) -> [UInt8] {
    if isWhole {
      whole.insert(Array(digits.suffix(Self.length)))
      if digits.count >= Self.longLength { long.insert(Array(digits.suffix(Self.longLength))) }
    }
    return digits.dropLast(Self.length) + falseDigits(Array(digits.suffix(Self.length)))
  }

  /// Whether a known number ends with these digits.
  package func knows(_ digits: [UInt8]) -> Bool { whole.contains(digits) }

  /// The last digits of the false number, where these are the last digits of a true one and fewer than identify it.
  func falseEnd(of digits: [UInt8]) -> [UInt8]? {
    guard 4..<Self.length ~= digits.count,
      let end = known.first(where: { whole.contains($0.key) && $0.key.suffix(digits.count) == digits[...] })
    else { return nil }
    let new = Array(end.value.suffix(digits.count))
    return new == digits ? nil : new
  }

  private func falseDigits(_ digits: [UInt8]) -> [UInt8] {
    if let found = known[digits] { return found }
    var new = digits
    while new == digits || given.contains(new) || known[new] != nil {
      // In many countries this part of a number does not begin with 0 or 1.
      new = [UInt8.random(in: 2...9)] + (1..<Self.length).map { _ in UInt8.random(in: 0...9) }
    }
    given.insert(new)
    known[digits] = new
    return new
  }

  /// The text with a false number in the place of each phone number.
  ///
  /// - Parameter isID: whether digits without separators are an id.
  package func masked(_ text: String, isID: ([UInt8]) -> Bool = { _ in false }) -> String {
    var edit = TextEdit(text)
    mask(&edit, isID: isID)
    return edit.result
  }

  /// Replaces the numbers in the parts of a text that are not decided yet. Known numbers come first, with any
  /// characters between their digits.
  ///
  /// - Parameter isOther: whether a group of digits is known as a code or an id. Several of them beside one another are
  ///   no number.
  func mask(
    _ edit: inout TextEdit, isID: ([UInt8]) -> Bool, isOther: (String) -> Bool = { _ in false }
  ) {
    edit.keepMoments()
    maskKnown(&edit, isID: isID)
    var scanner = NumberScanner(edit.free)
    while let number = scanner.next() {
      guard let first = number.places.first, let last = number.places.last else { continue }
      let digits = number.places.map { scanner.digit(at: $0) }
      if number.isPlain, isID(digits) {
        edit.keep(first..<last + 1)
      } else if number.isPlain || !edit.groups(first..<last + 1).allSatisfy(isOther) {
        let isWhole = last - first + 1 == digits.count && digits.count > 8
        edit.replace(Array(zip(number.places, masked(digits, isWhole: isWhole))), within: first..<last + 1)
      }
    }
  }

  private func maskKnown(_ edit: inout TextEdit, isID: ([UInt8]) -> Bool) {
    maskAcrossLines(&edit)
    let free = edit.free
    for run in Self.runs(free) where run.count >= Self.length {
      let digits = run.map { free[$0].digit ?? 0 }
      let isPlain = run.last.map { $0 - run[0] + 1 == run.count } ?? false
      if isPlain, isID(digits) { continue }
      for (places, new) in replacements(digits, at: run).reversed() {
        guard let first = places.first, let last = places.last else { continue }
        edit.replace(Array(zip(places, new)), within: Self.start(of: first, in: run, free)..<last + 1)
      }
    }
  }

  /// Where a number begins whose last digits begin at that place: the code of its country and of its network belong to
  /// it.
  private static func start(of end: Int, in run: [Int], _ scalars: [Unicode.Scalar]) -> Int {
    var index = run.firstIndex(of: end) ?? 0
    var (start, most) = (end, 15 - length)
    while index > 0, start - run[index - 1] <= 4 {
      let last = run[index - 1]
      var first = last
      while index > 0, run[index - 1] == last || run[index - 1] == first - 1 {
        first = run[index - 1]
        index -= 1
      }
      most -= last + 1 - first
      let isFirst = scalars[first].digit == 0 || first > 0 && scalars[first - 1] == "+"
      guard most >= 0, isFirst || last + 1 - first < 4 || last + 1 == start else { break }
      start = first
      if isFirst { break }
    }
    return start
  }

  /// Looks for long numbers only: ids below one another may have the digits of a short number by chance.
  private func maskAcrossLines(_ edit: inout TextEdit) {
    let free = edit.free
    guard !long.isEmpty, free.contains("\n") else { return }
    for run in Self.runs(free, endLines: false) where run.count >= Self.longLength {
      let digits = run.map { free[$0].digit ?? 0 }
      var end = digits.count
      while end >= Self.longLength {
        let window = Array(digits[end - Self.longLength..<end])
        let places = run[end - Self.length..<end]
        let spans = free[run[end - Self.longLength]...run[end - 1]].contains("\n")
        guard spans, long.contains(window), let new = known[window.suffix(Self.length) + []],
          let first = places.first, let last = places.last
        else {
          end -= 1
          continue
        }
        edit.replace(Array(zip(places, new)), within: first..<last + 1)
        end -= Self.longLength
      }
    }
  }

  /// The known numbers in a run of digits with their replacements, the last one first. A number is known by its last
  /// digits, so the end of the run is tried first; digits further left may match by chance.
  private func replacements(_ digits: [UInt8], at run: [Int]) -> [(places: [Int], new: [UInt8])] {
    var found: [(places: [Int], new: [UInt8])] = []
    var end = run.count
    var settled = run.count
    while end >= Self.length {
      let window = Array(digits[end - Self.length..<end])
      guard whole.contains(window), let new = known[window] else {
        end -= 1
        continue
      }
      // Digits that follow directly belong to an unknown number, which must not stay either.
      var tail = end
      while tail < settled, run[tail] == run[tail - 1] + 1 { tail += 1 }
      let rest = tail - end < Self.length ? tail - end : 0
      let last = digits[end + rest - Self.length..<end + rest]
      let others = rest > 0 ? falseDigits(Array(last)).suffix(rest) : []
      found.append((Array(run[end - Self.length..<end + rest]), new + others))
      settled = end - Self.length
      end = settled
    }
    return found
  }

  /// The places of digits with at most three other characters between them, and no letter.
  private static func runs(_ scalars: [Unicode.Scalar], endLines: Bool = true) -> [[Int]] {
    var runs: [[Int]] = []
    var run: [Int] = []
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar.digit != nil {
        if let last = run.last, index - last > 4 {
          runs.append(run)
          run = []
        }
        run.append(index)
      } else if scalar == "\0" || (scalar == "\n" && endLines) || scalar.isOfWord {
        if !run.isEmpty { runs.append(run) }
        run = []
      }
      index += 1
    }
    return run.isEmpty ? runs : runs + [run]
  }
}
