import HTTP

extension Exchange {
  /// The exchange as a record would hold it, for showing it at once.
  package func scrubbed(_ scrubber: Scrubber, below base: BaseURL) -> Exchange {
    let call = RecordedCall(RecordedExchange(self, base), scrubber)
    var exchange = self
    exchange.request.url = "\(base)\(call.path)"
    exchange.request.headers = call.requestHeaders.filter { $0.name != APIKey.header }
    exchange.request.body = request.body == nil ? nil : call.requestBody.bytes
    exchange.result = call.result.map { response in
      var response = response
      response.body = call.body.bytes
      return response
    }
    return exchange
  }
}
