/// What a run has done so far, besides its calls. Each run begins with a new tally.
struct Tally {
  /// How many times the run went on after a failure, as with `each --keep-going`.
  var passedOver = 0
  /// How many of these failures left a write in doubt.
  var passedInDoubt = 0
  /// How many blocks of `each --parallel` run now.
  var fibers = 0 {
    didSet { if fibers == 0 { hasTooMany = false } }
  }
  /// Whether there were too many blocks. Then no block may start another one until all have ended. Else each
  /// block that fails would make room for a new one, and the run would never end.
  var hasTooMany = false
  /// Whether the run goes on until Ctrl-C, as `every` and `--follow` do.
  var goesOn = false
  /// The code of the `exit` that the run asked for; nil where it asked for none.
  var exitCode: Int32?

  /// The most blocks at a time, which take 100 MB. Only a block that calls itself comes near it.
  static let mostFibers = 10_000
}
