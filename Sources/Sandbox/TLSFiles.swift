import NIOCore

#if TLS
  import NIOSSL
#endif

/// A certificate and its private key: paths of files in PEM.
public struct TLSFiles: Sendable, Hashable {
  public let certificate: String
  public let key: String

  public init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }

  /// As `--tls` has them: `CERT,KEY`.
  public init(option: String) throws(SandboxError) {
    let parts = option.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw .unusableTLS(reason: "'\(option)' is not CERT,KEY")
    }
    self.init(certificate: parts[0], key: parts[1])
  }
}

#if TLS
  extension TLSFiles {
    /// What makes the handler that stands before all others of a connection.
    func handlers() throws(SandboxError) -> @Sendable () -> any ChannelHandler {
      do {
        let chain = try NIOSSLCertificate.fromPEMFile(certificate)
        let key = try NIOSSLPrivateKey(file: key, format: .pem)
        let context = try NIOSSLContext(
          configuration: .makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
        return { NIOSSLServerHandler(context: context) }
      } catch { throw .unusableTLS(reason: "\(certificate) and \(key) are not: \(error)") }
    }
  }
#else
  extension TLSFiles {
    /// TLS takes half of a first build's time, so it is not in every build.
    func handlers() throws(SandboxError) -> @Sendable () -> any ChannelHandler { throw .noTLS }
  }
#endif
