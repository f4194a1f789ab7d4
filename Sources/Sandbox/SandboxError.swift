import Catalog

/// Why a sandbox cannot run.
public enum SandboxError: Error, Equatable, Sendable {
  case cannotListen(port: Int, reason: String)
  case unreadableState(path: String, reason: String)
  case unwritableState(path: String, reason: String)
  case emptyKey(option: String)
  case unknownScope(String)
  case noKeys
  case unknownFault(String)
  case unusableTLS(reason: String)
  /// This program was built without TLS.
  case noTLS
}

extension SandboxError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cannotListen(let port, let reason):
      "the sandbox must be able to listen on 127.0.0.1:\(port), but: \(reason)"
    case .unreadableState(let path, let reason):
      "\(path) must hold a sandbox's state, but: \(reason)"
    case .unwritableState(let path, let reason):
      "the sandbox's state must be writable to \(path), but: \(reason)"
    case .emptyKey(let option):
      "a key must be KEY or KEY:scope,scope, but is '\(option)'"
    case .unknownScope(let word):
      "a scope must be one of \(Scope.allCases.map(\.rawValue).joined(separator: ", ")), but is '\(word)'"
    case .noKeys:
      "a sandbox must have a key, but was given none"
    case .unknownFault(let option):
      "a fault must be \(FaultRule.forms), but is '\(option)'"
    case .noTLS:
      "--tls must have TLS built in, but this build is without it: 'WESSAAL_TRAITS=TLS scripts/wessaal' builds it in"
    case .unusableTLS(let reason):
      "TLS must have a certificate and its key, each a file in PEM, but: \(reason)"
    }
  }
}
