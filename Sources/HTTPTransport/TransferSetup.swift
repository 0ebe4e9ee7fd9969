import CCurl

/// Turns a request into options of an easy handle.
enum TransferSetup {
  /// Prepares the handle of a transfer; false when libcurl refuses an option that safety needs.
  static func prepare(
    _ handle: EasyHandle, for transfer: Transfer, options: HTTPTransport.Options
  ) -> Bool {
    let request = transfer.order.request
    setCallbacks(handle, transfer)
    handle.set(CURLOPT_CONNECTTIMEOUT_MS, request.connectTimeout.curlMilliseconds)
    guard setRules(handle, transfer.target, options), setConnection(handle, request),
      handle.set(CURLOPT_URL, request.url), setMethod(handle, request)
    else { return false }
    transfer.headerList = headerList(request)
    return transfer.headerList != nil
      && handle.set(CURLOPT_HTTPHEADER, UnsafeMutableRawPointer(transfer.headerList))
  }

  /// Frees what `prepare` made, after the handle is done with it.
  static func release(_ transfer: Transfer) {
    rushes_curl_slist_free(transfer.headerList)
    transfer.headerList = nil
  }

  private static func setRules(
    _ handle: EasyHandle, _ target: Target, _ options: HTTPTransport.Options
  ) -> Bool {
    handle.set(CURLOPT_NOSIGNAL, 1)
    // The resolver's thread may hang; it must not hold up the end of a transfer.
    handle.set(CURLOPT_QUICK_EXIT, 1)
    handle.set(CURLOPT_USERAGENT, "rushes/0.1")
    handle.set(CURLOPT_BUFFERSIZE, 64 << 10)
    handle.set(CURLOPT_HTTP_CONTENT_DECODING, 0)
    handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    handle.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    // Version 2 may send a request again that a server put back; 1.1 on a fresh connection not.
    handle.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    if target.isLoopback { handle.set(CURLOPT_PROXY, "") }
    if let file = options.authorityFile, !handle.set(CURLOPT_CAINFO, file) { return false }
    return handle.set(CURLOPT_SSL_VERIFYPEER, 1) && handle.set(CURLOPT_SSL_VERIFYHOST, 2)
      && handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
      && handle.set(CURLOPT_PROTOCOLS_STR, "http,https")
      && handle.set(
        CURLOPT_REDIR_PROTOCOLS_STR, target.scheme == "https" ? "https" : "http,https")
      && handle.set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
  }

  private static func setConnection(_ handle: EasyHandle, _ request: HTTPRequest) -> Bool {
    if request.isSentOnce {
      return handle.set(CURLOPT_FRESH_CONNECT, 1) && handle.set(CURLOPT_FORBID_REUSE, 1)
        && handle.set(CURLOPT_FOLLOWLOCATION, 0)
    }
    guard request.followsRedirects > 0 else { return true }
    return handle.set(CURLOPT_FOLLOWLOCATION, 1)
      && handle.set(CURLOPT_MAXREDIRS, request.followsRedirects)
      && handle.set(CURLOPT_UNRESTRICTED_AUTH, 0)
  }

  private static func setMethod(_ handle: EasyHandle, _ request: HTTPRequest) -> Bool {
    if request.body != nil || request.method == "POST" {
      // The body is read by a callback without a way back: libcurl cannot send it twice.
      let size = curl_off_t(request.body?.count ?? 0)
      guard handle.set(CURLOPT_POST, 1),
        rushes_curl_set_offset(handle.raw, CURLOPT_POSTFIELDSIZE_LARGE, size) == CURLE_OK
      else { return false }
      return request.method == "POST" || handle.set(CURLOPT_CUSTOMREQUEST, request.method)
    }
    switch request.method {
    case "GET": return handle.set(CURLOPT_HTTPGET, 1)
    case "HEAD": return handle.set(CURLOPT_NOBODY, 1)
    default: return handle.set(CURLOPT_CUSTOMREQUEST, request.method)
    }
  }

  // libcurl wants "Name;" for an empty value, and takes "Name:" as the order to leave its own out.
  private static func headerList(_ request: HTTPRequest) -> UnsafeMutablePointer<curl_slist>? {
    var lines = request.headers.map { header in
      header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)"
    }
    // Waiting for leave to send a body would cost a second, and may make libcurl send twice.
    lines.append("Expect:")
    if !request.headers.contains(where: { $0.name.isSameASCII("Content-Type") }) {
      lines.append("Content-Type:")
    }
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard let longer = rushes_curl_slist_append(list, line) else {
        rushes_curl_slist_free(list)
        return nil
      }
      list = longer
    }
    return list
  }

  // The transfer outlives its place in libcurl: the loop holds it until the handle is removed.
  private static func setCallbacks(_ handle: EasyHandle, _ transfer: Transfer) {
    let raw = Unmanaged.passUnretained(transfer).toOpaque()
    handle.set(CURLOPT_PRIVATE, raw)
    rushes_curl_set_data_function(handle.raw, CURLOPT_WRITEFUNCTION) { bytes, size, count, raw in
      guard let transfer = Transfer.of(raw) else { return 0 }
      let length = size * count
      let part = UnsafeRawBufferPointer(start: bytes, count: length)
      return transfer.receiveBody(part) ? length : TransferSetup.brokenOff(length)
    }
    handle.set(CURLOPT_WRITEDATA, raw)
    rushes_curl_set_data_function(handle.raw, CURLOPT_HEADERFUNCTION) { bytes, size, count, raw in
      guard let transfer = Transfer.of(raw) else { return 0 }
      let length = size * count
      let line = UnsafeRawBufferPointer(start: bytes, count: length)
      return transfer.receiveHeader(line) ? length : TransferSetup.brokenOff(length)
    }
    handle.set(CURLOPT_HEADERDATA, raw)
    setSending(handle, raw)
  }

  private static func setSending(_ handle: EasyHandle, _ raw: UnsafeMutableRawPointer) {
    rushes_curl_set_data_function(handle.raw, CURLOPT_READFUNCTION) { bytes, size, count, raw in
      guard let transfer = Transfer.of(raw) else { return Int(CURL_READFUNC_ABORT) }
      return transfer.provideBody(
        UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
    }
    handle.set(CURLOPT_READDATA, raw)
    rushes_curl_set_prereq_function(handle.raw) { raw, _, _, _, _ in
      guard let transfer = Transfer.of(raw), transfer.mayProceed() else {
        return CURL_PREREQFUNC_ABORT
      }
      return CURL_PREREQFUNC_OK
    }
    handle.set(CURLOPT_PREREQDATA, raw)
  }

  // Any count but the given one breaks a transfer off; 0 bytes may have been given.
  private static func brokenOff(_ length: Int) -> Int { length == 0 ? 1 : 0 }
}

extension Transfer {
  /// The transfer behind a pointer that libcurl gives back.
  static func of(_ raw: UnsafeMutableRawPointer?) -> Transfer? {
    raw.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }
}
