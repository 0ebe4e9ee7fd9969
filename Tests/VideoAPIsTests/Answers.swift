import VideoAPIs

/// An answer with a text as its body.
func answer(_ status: Int, _ body: String, _ headers: [(String, String)] = []) -> APIAnswer {
  APIAnswer(
    status: status, headers: headers.map { APIHeader($0.0, $0.1) }, body: Array(body.utf8))
}

enum Samples {
  static let created = #"{"id":"cgt-20260606160057-6bbjd"}"#

  static let succeeded =
    #"{"id":"cgt-20260606160057-6bbjd","model":"doubao-seedance-2-0-fast-260128","#
    + #""status":"succeeded","content":{"video_url":"https://a.example/v.mp4?X-Tos-Date="#
    + #"20260606T080311Z&X-Tos-Expires=86400&X-Tos-Signature=abc","last_frame_url":"#
    + #""https://a.example/l.png?X-Tos-Expires=86400"},"usage":{"completion_tokens":108900,"#
    + #""total_tokens":108901},"created_at":1780732857,"updated_at":1780732991,"seed":97151,"#
    + #""resolution":"720p","ratio":"16:9","duration":5,"framespersecond":24,"#
    + #""generate_audio":true,"draft":false}"#

  static func envelope(_ code: String, _ message: String = "No. Request id: 1") -> String {
    #"{"error":{"code":"\#(code)","message":"\#(message)","param":"","type":"BadRequest"}}"#
  }

  static let page = "<!DOCTYPE html><html><body>Welcome</body></html>"
}
