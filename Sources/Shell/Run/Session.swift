import Catalog
import HTTP
import JSON
import Journal
import Machine
import Profiles
import Recording
import Source
import Stage
import Syntax

/// One shell: what it knows between two inputs, and what it needs to carry effects out.
///
/// Used by one task of one thread only; so it needs no locks and is not `Sendable`.
public final class Session {
  public let world: World
  let progress: ProgressLine
  let waitNotice: WaitNotice
  let recorder = Recorder()
  /// The tokens of what is saved: in each file the same.
  lazy var maskMemory = MaskMemory(own: commands.ownWords)
  public var settings: Settings
  public internal(set) var commands: ShellCommands
  public let interruption: Interruption
  /// The API, where there is a key; else why there is none.
  public var client: Result<Client, Failure> { didSet { known = Known() } }
  /// A client without a key, for a look at the network where there is none.
  public var keyless: Client?
  public internal(set) var globals: Globals
  /// What the recording that answers now stands in the place of; nil: the service answers.
  var outside: Outside?
  /// The globals' names, by slot.
  public internal(set) var globalNames: [String]
  /// The defs of earlier inputs.
  var definitions: [Statement] = []
  /// The files that spans refer to.
  public internal(set) var sources = SourceMap()
  /// The last exchange with the API, by lane.
  var exchanges: [Int: LastExchange] = [:]
  var lastLane = 0
  /// The blocks of `once` and `budget` that are open, by lane.
  var openBrackets: [Int: [Bracket]] = [:]
  /// The number of the last write.
  var lastWrite = 0
  var freeSends = FreeSends()
  /// What `--max-credits` allows; nil: no limit.
  public var runBudget: Budget?
  public var asksBefore = ManySends.Rule.nothing
  var many = ManySends()
  let requests = OpenRequests()
  /// What the run finds out where it is a rehearsal.
  public var rehearsal: Rehearsal?
  /// Where `once` notes what it did.
  public var journal = Journal(.memory, account: "")
  /// How many blocks of `each --parallel` run.
  var fibers = 0
  /// 100 MB of them. Only one that calls itself comes near it.
  static let mostFibers = 10_000
  /// How often the run went on after a failure, as `each --keep-going` does.
  var passedOver = 0
  /// Of these, how often it was not known what a write had done.
  var passedInDoubt = 0
  /// The warnings that were said, by the check or a call.
  var saidWarnings: Set<String> = []
  /// How many messages of bulks were not sent.
  var unsent = 0
  /// What the answers so far have told.
  var known = Known()
  /// The calls of the input that ran last.
  public internal(set) var calls = CallSummary()
  /// The `exit` that was asked for.
  public internal(set) var exitCode: Int32?
  var display: Display
  /// The profiles there are, where the program has them.
  public var accounts: (any Accounts)?
  /// What the prompt shows before `> `.
  public var label = ""
  /// The prompt that inputs are typed at, if one is.
  public weak var face: (any PromptFace)?
  /// A list at the prompt that was cut to the screen: its fiber goes on when `$` is asked for.
  var parked: Fiber?
  /// The first rows of the list that was shown last, as far as `$` may stand for it before it is read.
  var glimpse: [Value] = []
  /// Parts of the value that the last input showed last, lists aside, where inputs are typed.
  var shown: GivenParts?

  public init(
    world: World, settings: Settings, commands: ShellCommands, interruption: Interruption,
    client: Result<Client, Failure>
  ) {
    progress = ProgressLine(world)
    let world = world.clearing(progress).telling(recorder)
    self.world = world
    waitNotice = WaitNotice(world)
    self.settings = settings
    self.commands = commands
    self.interruption = interruption
    self.client = client
    globalNames = Compiler.standardGlobals
    globals = Globals(Array(repeating: nil, count: Compiler.standardGlobals.count))
    display = Display(
      world: world, format: settings.output, interruption: interruption, recorder: recorder)
    set("args", [])
    set("env", .object(world.visibleEnvironment(hiding: (try? client.get())?.key)))
    set(Compiler.last, .null)
  }

  /// Sets a variable of the top level before a program runs.
  public func set(_ name: String, _ value: Value) {
    let slot: Int
    if let known = globalNames.firstIndex(of: name) {
      slot = known
    } else {
      globalNames.append(name)
      globals.grow(to: globalNames.count)
      slot = globalNames.count - 1
    }
    globals.set(slot, value)
  }

  /// The variables that an input at the prompt may read.
  public var variables: [String] {
    globalNames.enumerated().filter { globals.values[$0.offset] != nil && $0.element != Compiler.last }.map(
      \.element)
  }

  /// Text of the program itself on standard output: help and the like.
  public func show(_ text: String) throws(Failure) { try display.write(Array(text.utf8)) }

  /// Writes what was gathered of standard output, before something that takes its time.
  public func flush() throws(Failure) {
    do throws(OutputError) { try world.flush() } catch { throw Failure(error) }
  }

  /// Text on standard error: no API key is ever shown there, be it of a program's own text.
  public func say(_ text: String) { world.errors(Array((Redaction.withoutTokens(text) + "\n").utf8)) }

  /// What is answered to a yes-or-no question; nil where there is no terminal to ask at.
  ///
  /// - Throws: `interrupted`, where Ctrl-C was the answer, which is neither.
  func ask(_ question: String) throws(Failure) -> Bool? {
    guard let ask = world.ask else { return nil }
    let isWanted = ask(question)
    if interruption.isSet { throw .interrupted }
    return isWanted
  }
}

extension Session {
  /// As `ask`, once no request is under way.
  func askWhenQuiet(_ question: String) async throws(Failure) -> Bool? {
    if world.ask == nil { return nil }
    return try await requests.asking { () throws(Failure) in try ask(question) }
  }

  /// The members of a body that hold no API key, which is never written down.
  func withoutKey(_ body: Value) -> Value {
    let redaction = Redaction(of: (try? client.get())?.key)
    func isPlain(_ value: Value) -> Bool {
      let text = value.json
      return redaction.text(text) == text && !Redaction.holdsToken(text)
    }
    guard case .object(let members) = body, !isPlain(body) else { return body }
    return .object(Object(members.members.filter { isPlain($0.value) }.map { ($0.name, $0.value) }))
  }
}
