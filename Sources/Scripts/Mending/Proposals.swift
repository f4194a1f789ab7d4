import Commands
import Source

/// Decides which texts hints propose. A text is proposed only where the program checks with it in place (Language.md,
/// "Errors"); other proposals are removed. Where a line contains forms of another language, the translated line is
/// proposed. The hints of all programs pass through here.
package struct Proposals {
  /// Finds the faults of the file with another text.
  package typealias Check = (SourceFile) -> [Diagnostic]

  private let file: SourceFile
  private let id: UInt32
  private let commands: ShellCommands
  private let check: Check
  /// The faults of the file with its present text.
  private let known: [Diagnostic]
  /// The variables of inputs before this one.
  private let variables: Set<String>

  /// How many bytes of text are checked in all, so that a file with many faults is reported at once.
  private static let mostChecked = 1 << 20

  /// - Parameters:
  ///   - id: the file's, as spans have it.
  ///   - known: what is wrong with it.
  ///   - variables: those of inputs before this one.
  package init(
    in file: SourceFile, id: UInt32, known: [Diagnostic], variables: Set<String> = [],
    commands: ShellCommands, check: @escaping Check
  ) {
    self.commands = commands
    self.variables = variables
    self.known = known
    self.file = file
    self.id = id
    self.check = check
  }

  /// The faults of the file. Each proposal in them has been checked.
  package func proven() -> [Diagnostic] {
    var left = Self.mostChecked
    var mended: Set<Int> = []
    return known.map { diagnostic in
      guard diagnostic.span.file == id else { return diagnostic.unproven }
      var diagnostic = diagnostic
      var isLast = false
      let proposals = [diagnostic.proposal, diagnostic.otherProposal].compactMap(\.self)
      (diagnostic.proposal, diagnostic.otherProposal) = (nil, nil)
      for proposal in proposals where diagnostic.proposal == nil {
        let proposal = proposal.written(in: file.bytes)
        left -= file.bytes.count
        let faults = left >= 0 ? faults(onLinesWith: proposal) : nil
        isLast = faults?.isEmpty == true
        guard let faults, checks(proposal, leaving: faults) else { continue }
        // A whole line is to be typed, so no fault may be left in it.
        diagnostic.proposal = isLast ? whole(proposal) : proposal
      }
      let line = file.position(of: Int(diagnostic.span.start)).line
      guard !isLast, diagnostic.severity == .error, left > 0, mended.insert(line).inserted else {
        return diagnostic
      }
      // A translated line without faults is better than a proposal that removes only one of the faults.
      diagnostic.proposal = mending(of: line, &left) ?? diagnostic.proposal
      return diagnostic
    }
  }

  /// An addition with what it is added to, which is one line to be typed.
  private func whole(_ proposal: Proposal) -> Proposal {
    guard let base = proposal.base, base <= proposal.place.start,
      Int(proposal.place.start) <= file.bytes.count
    else { return proposal }
    var whole = proposal
    let before = String(decoding: file.bytes[Int(base)..<Int(proposal.place.start)], as: UTF8.self)
    if !before.contains("\n") { whole.shown = before + proposal.text }
    return whole
  }

  /// The errors that are left on the lines of a proposed text.
  private func faults(onLinesWith proposal: Proposal) -> [Diagnostic] {
    let text = SourceFile(name: file.name, bytes: proposal.applied(to: file.bytes))
    let (start, end) = (proposal.place.start, proposal.place.start + UInt32(proposal.text.utf8.count))
    let lines = text.position(of: Int(start)).line...text.position(of: Int(end)).line
    return check(text).filter { fault in
      fault.severity == .error && fault.span.file == id
        && (fault.span.start <= end && fault.span.end >= start
          || lines.contains(text.position(of: Int(fault.span.start)).line))
    }
  }

  /// Whether the proposed text has no fault, and its lines have no new one.
  private func checks(_ proposal: Proposal, leaving faults: [Diagnostic]) -> Bool {
    let (start, end) = (proposal.place.start, proposal.place.start + UInt32(proposal.text.utf8.count))
    let before = Set(known.map(\.message))
    return !faults.contains { fault in
      fault.span.start <= end && fault.span.end >= start || !before.contains(fault.message)
    }
  }

  /// The errors inside a proposed text.
  private func faults(with proposal: Proposal) -> [Diagnostic] {
    let text = SourceFile(name: file.name, bytes: proposal.applied(to: file.bytes))
    let (start, end) = (proposal.place.start, proposal.place.start + UInt32(proposal.text.utf8.count))
    return check(text).filter {
      $0.severity == .error && $0.span.file == id && $0.span.start <= end && $0.span.end >= start
    }
  }

  // MARK: Lines of other languages

  /// The length in bytes of the longest line that is translated. Nobody has typed a longer one by mistake.
  private static let longestLine = 2000
  private static let mostSteps = 6

  /// The translation of a line, where the program checks with it.
  private func mending(of number: Int, _ left: inout Int) -> Proposal? {
    let range = file.range(ofLine: number)
    let bytes = file.bytes[range]
    guard !bytes.isEmpty, bytes.count <= Self.longestLine,
      // An API key belongs into the environment, not into a program.
      let line = String(validating: bytes, as: UTF8.self), !line.contains("WESSAAL_")
    else { return nil }
    let variables = variables.union(Mender.variables(in: String(decoding: file.bytes, as: UTF8.self)))
    let kinds = StageKinds(commands)
    for isOther in [false, true] {
      let mender = Mender(variables: variables, kinds: kinds, isOther: isOther)
      // A line of which nothing is left was not understood.
      guard let mended = settled(line, at: range, mender, &left), mended != line,
        mended.contains(where: { $0 != " " && $0 != "#" })
      else { continue }
      return Proposal(
        mended, at: span(range), shown: MaskedLine.changed(from: line, to: mended))
    }
    return nil
  }

  /// The translated line after the proposals for its faults were applied; nil where faults are left then.
  private func settled(_ line: String, at range: Range<Int>, _ mender: Mender, _ left: inout Int) -> String? {
    var text = mender.mended(line)
    for _ in 0..<Self.mostSteps {
      left -= file.bytes.count
      guard left > 0 else { return nil }
      let whole = Proposal(text, at: span(range))
      let faults = faults(with: whole)
      guard let first = faults.first else { return text }
      guard let step = first.proposal?.written(in: whole.applied(to: file.bytes)), step.place.file == id,
        Int(step.place.start) >= range.lowerBound,
        Int(step.place.end) <= range.lowerBound + text.utf8.count
      else { return nil }
      let moved = Proposal(
        step.text,
        at: Span(
          start: Int(step.place.start) - range.lowerBound, end: Int(step.place.end) - range.lowerBound))
      let next = mender.mended(String(decoding: moved.applied(to: Array(text.utf8)), as: UTF8.self))
      if next == text { return nil }
      text = next
    }
    return nil
  }

  private func span(_ range: Range<Int>) -> Span {
    Span(file: id, start: range.lowerBound, end: range.upperBound)
  }
}

extension Diagnostic {
  /// The diagnostic without its proposal, which has not been checked.
  fileprivate var unproven: Diagnostic {
    var diagnostic = self
    (diagnostic.proposal, diagnostic.otherProposal) = (nil, nil)
    return diagnostic
  }
}

extension SourceFile {
  /// The bytes of a line without its newline. The first line is 1.
  fileprivate func range(ofLine number: Int) -> Range<Int> {
    let start = start(ofLine: number)
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    return start..<end
  }
}
