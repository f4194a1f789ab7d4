import HTTP
import JSON
import Ledger
import Machine
import Rendering

extension Doctor {
  /// Where the ledger is, whether it answers, and how many of its keys are open. A run without keys needs no place for it.
  static func checks(of health: LedgerHealth, hasPlace: Bool) -> [Check] {
    let place = Escaping.line(health.place)
    var checks = [Check(name: "ledger", verdict: .ok, said: place)]
    if let fault = health.fault {
      checks[0].verdict = hasPlace ? .fail : .warn
      checks[0].said = "\(place): \(fault.message)"
      checks[0].hint = fault.hint
      checks[0].failure = hasPlace ? fault : nil
    } else if let open = health.open {
      let done = health.done.map { "\(Figures.counted($0, "key")) done, " } ?? ""
      checks[0].said +=
        ": \(done)\(Figures.grouped(open.all)) open"
        + (open.inDoubt > 0 ? ", \(Figures.grouped(open.inDoubt)) of them in doubt" : "")
      if open.inDoubt > 0 {
        checks[0].verdict = .warn
        checks[0].hint =
          "'explain KEY' tells of one: journal | where @.state == \"in_doubt\" | select key at recipient"
      }
    }
    checks += health.nodes.map {
      Check(name: "ledger node", verdict: $0.answers ? .ok : .warn, said: "\($0.name): \($0.state)")
    }
    return checks
  }
}
