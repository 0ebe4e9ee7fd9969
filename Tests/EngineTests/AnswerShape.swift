import VideoTasks

/// The answers of one API, as its pages have them.
struct AnswerShape {
  let api: API

  /// To a create.
  func accepted(_ id: String) -> String {
    api == .ark ? #"{"id":"\#(id)"}"# : object(id, #""status":"queued","error":null"#)
  }

  /// To a query, before the end.
  func unfinished(_ id: String, isQueued: Bool) -> String {
    if api == .ark { return #"{"id":"\#(id)","status":"\#(isQueued ? "queued" : "running")"}"# }
    return object(
      id, #""status":"\#(isQueued ? "queued" : "processing")","video_url":null,"error":null"#)
  }

  /// To a query, when no video came of it.
  func ended(_ id: String, _ word: String) -> String {
    api == .ark
      ? #"{"id":"\#(id)","status":"\#(word)","error":{"code":"Output","message":"no"}}"#
      : object(id, #""status":"\#(word)","video_url":null,"error":"the picture was refused""#)
  }

  /// To a query, when there is a video.
  func done(_ id: String, video: String, lastFrame: String?) -> String {
    let seconds = #""status":"completed","video_url":"\#(video)","actualDuration":5.04"#
    switch api {
    case .ark:
      let frame = lastFrame.map { #","last_frame_url":"\#($0)""# } ?? ""
      return #"{"id":"\#(id)","status":"succeeded","usage":{"completion_tokens":108900},"#
        + #""content":{"video_url":"\#(video)"\#(frame)}}"#
    // Met: the tokens as a string.
    case .kyyvideo2: return object(id, seconds + #","totalTokens":"108900","error":null"#)
    case .kyyaipower:
      return object(id, #""status":"COMPLETED","video_url":"\#(video)","error":null"#)
    case .x1: return object(id, seconds + #","error":null"#)
    }
  }

  private func object(_ id: String, _ members: String) -> String {
    #"{"id":"\#(id)","object":"video","created":1794999990,"model":"m",\#(members)}"#
  }
}
