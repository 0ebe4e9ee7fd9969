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

extension Samples {
  /// The create page's own sample.
  static let kyyCreated =
    #"{"id":"video_fd35ee52-2a98-44a6-b930-29a88ce9b8fd","object":"video","#
    + #""created":1774836724,"model":"seedance_2_0_pro","status":"queued","error":null}"#

  /// A finished task, with the numbers as texts, which has been met.
  static let kyyCompleted =
    #"{"id":"video_fd35ee52-2a98-44a6-b930-29a88ce9b8fd","object":"video","#
    + #""created":1774836724,"model":"seedance_2_0_pro","status":"completed","#
    + #""video_url":"https://cdn.example/v.mp4","actualDuration":"5.04","#
    + #""totalTokens":"108900","error":null}"#

  static let listed =
    #"{"items":[\#(succeeded),{"id":"cgt-20260606160057-aaaaa","model":"m","status":"running","#
    + #""created_at":1780732857,"generate_audio":false,"resolution":"480p","ratio":"1:1","#
    + #""duration":4,"seed":-1}],"total":2}"#

  static let assetMade =
    #"{"code":0,"msg":null,"data":{"assetId":"asset-20260330142158-q75m8"}}"#

  static let assetActive =
    #"{"code":0,"msg":null,"data":{"assetId":"asset-20260330142158-q75m8","status":"Active"}}"#
}
