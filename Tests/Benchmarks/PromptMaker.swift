/// Prompts as people write them: a line or a paragraph, in English or in Chinese.
enum PromptMaker {
  static func prompt(_ random: inout SeededRandom) -> String {
    let isChinese = random.happens(percent: 40)
    let sentences = random.happens(percent: 25) ? random.number(3...7) : 1
    var parts: [String] = []
    for _ in 0..<sentences {
      parts.append(isChinese ? chinese(&random) : english(&random))
    }
    return parts.joined(separator: isChinese ? "" : " ")
  }

  private static func english(_ random: inout SeededRandom) -> String {
    let subject = random.pick([
      "A red fox", "An old lighthouse keeper", "Two paper boats", "A tram", "The last violinist",
      "A heron", "A child with a yellow umbrella", "An empty carousel", "A baker", "Three cyclists",
    ])
    let action = random.pick([
      "crosses a frozen river", "waits under the station clock", "turns towards the camera",
      "disappears into the fog", "dances in the rain", "walks along the pier at dusk",
      "opens a window to the sea", "looks up as the lights go out",
    ])
    let camera = random.pick([
      "slow dolly in", "handheld, shallow focus", "drone shot from above", "static wide shot",
      "35 mm, warm grain", "macro, backlit", "tracking shot from the side",
    ])
    return "\(subject) \(action), \(camera)."
  }

  private static func chinese(_ random: inout SeededRandom) -> String {
    let subject = random.pick([
      "一只橘猫", "穿旗袍的女子", "雨中的老街", "两个追风筝的孩子", "沙漠里的骆驼队", "清晨的茶园", "一列绿皮火车",
    ])
    let action = random.pick([
      "缓缓走过石桥", "在灯笼下回头微笑", "消失在薄雾之中", "迎着夕阳奔跑", "停在空荡荡的站台", "映在水面上轻轻晃动",
    ])
    let camera = random.pick(["镜头慢慢推近", "航拍俯视", "固定机位，浅景深", "手持跟拍", "电影质感，暖色调"])
    return "\(subject)\(action)，\(camera)。"
  }
}
