import Glibc
import Synchronization
import TestSupport

/// Nodes of etcd on loopback, which run as long as the test.
final class EtcdNodes: Sendable {
  private static let places: [String] = ["/usr/bin/etcd", "/usr/local/bin/etcd"]
  private static let path = places.first { (place: String) in access(place, X_OK) == 0 }
  static var isInstalled: Bool { path != nil }

  /// The value of `--journal`.
  let url: String
  private let pids: [pid_t]

  /// - Parameters:
  ///   - folder: the folder for their data.
  ///   - certificate: with it they speak TLS with their clients.
  init(_ count: Int = 1, in folder: String, _ certificate: Certificate? = nil) throws {
    let scheme = certificate == nil ? "http" : "https"
    let secure = certificate.map { ["--cert-file", $0.path, "--key-file", $0.key] } ?? []
    let ports = (0..<count).map { _ in (client: freePort(), peer: freePort()) }
    let members = ports.enumerated().map { "n\($0)=http://127.0.0.1:\($1.peer)" }.joined(separator: ",")
    let children = try ports.enumerated().map { number, port in
      let (client, peer) = ("\(scheme)://127.0.0.1:\(port.client)", "http://127.0.0.1:\(port.peer)")
      return try Child(
        Self.path ?? "",
        [
          "--name", "n\(number)", "--data-dir", "\(folder)/etcd\(number)", "--listen-client-urls", client,
          "--advertise-client-urls", client, "--listen-peer-urls", peer, "--initial-advertise-peer-urls",
          peer,
          "--initial-cluster", members,
        ] + secure, environment: ["PATH": "/usr/bin:/bin"], folder: "/", input: nil)
    }
    url =
      (certificate == nil ? "etcd://" : "etcds://")
      + ports.map { "127.0.0.1:\($0.client)" }.joined(separator: ",") + "/tests"
    pids = children.map(\.pid)
    // Each node says when it is ready.
    for child in children {
      guard child.run(upTo: 60, until: { $0.errorText.contains("ready to serve client requests") }) else {
        throw NoEtcd(said: child.errorText)
      }
      // The children are kept, so that their output does not fill a pipe that nobody reads. They write little
      // from here on.
      _ = Unmanaged.passRetained(child)
    }
  }

  deinit { for pid in pids { kill(pid, SIGKILL) } }

  /// The address of the first node.
  var node: String {
    let host = url.split(separator: "/").dropFirst().first?.split(separator: ",").first ?? ""
    return (url.hasPrefix("etcds") ? "https://" : "http://") + host
  }

  /// How many calls of a kind they have answered so far: `Range`, `Put`, `Txn`.
  func calls(_ kind: String) throws -> Int {
    let told = try Peer.python(
      "import urllib.request; print(urllib.request.urlopen('\(node)/metrics').read().decode())")
    let name = "grpc_server_handled_total{grpc_code=\"OK\",grpc_method=\"\(kind)\""
    return told.output.split(separator: "\n").first { $0.hasPrefix(name) }
      .flatMap { $0.split(separator: " ").last }.flatMap { Int($0) } ?? 0
  }

  /// Stops so many nodes, as when a network is cut; the connections stay. When this returns, none of their
  /// threads runs any more.
  func stop(_ count: Int) {
    for pid in pids.suffix(count) { kill(pid, SIGSTOP) }
    while !pids.suffix(count).allSatisfy(Self.isStopped) { usleep(1000) }
  }

  /// Whether each of its threads is stopped (proc_pid_stat(5)). The state stands after the name in
  /// parentheses.
  private static func isStopped(_ pid: pid_t) -> Bool {
    Folder.names(in: "/proc/\(pid)/task").allSatisfy { thread in
      guard let file = fopen("/proc/\(pid)/task/\(thread)/stat", "r") else { return true }
      defer { fclose(file) }
      var line = [CChar](repeating: 0, count: 512)
      fgets(&line, 512, file)
      let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      guard let end = text.lastIndex(of: ")") else { return true }
      return text[end...].dropFirst(2).first == "T"
    }
  }

  func goOn() { for pid in pids { kill(pid, SIGCONT) } }
}

/// A certificate for this machine, from an authority that nobody knows.
struct Certificate {
  let authority: String
  let path: String
  let key: String

  static let canBeMade = ["/usr/bin/openssl", "/usr/local/bin/openssl"].contains { (place: String) in
    access(place, X_OK) == 0
  }

  init(in folder: Folder) throws {
    let made = try shell(
      """
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=ca &&
      openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout own.key -out own.csr -subj /CN=localhost &&
      echo subjectAltName=DNS:localhost,IP:127.0.0.1 >own.ext &&
      openssl x509 -req -in own.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -out own.pem -extfile own.ext
      """, folder: folder.path)
    guard made.status == 0 else { throw NoEtcd(said: made.errors) }
    (authority, path, key) = (folder.path + "/ca.pem", folder.path + "/own.pem", folder.path + "/own.key")
  }
}

struct NoEtcd: Error {
  var said: String
}

/// A port on which nobody listens.
private func freePort() -> UInt16 {
  let (socket, port) = spawning.withLock { _ in listening() }
  close(socket)
  return port
}
