/// How often what goes wrong in a run, in thousandths of the occasions.
///
/// Each seed has only some kinds of trouble: a run with all of them at once never gets far enough
/// to show what one of them does.
struct Weather: Equatable {
  /// No connection comes about.
  var unreachable = 0
  /// The request is lost, or the answer; the server may have acted.
  var lost = 0
  /// An answer takes minutes.
  var slow = 0
  /// A create is answered with something else than a task.
  var oddCreates = 0
  /// A question is answered with something else than a state.
  var oddPolls = 0
  /// A link gives something else than the file.
  var oddLinks = 0
  /// Bodies come cut, longer, without their beginning or as a page.
  var damagedBodies = 0
  /// Calls of SQLite to the disk fail, at one numbered call.
  var storeFaults = 0
  /// Calls of the videos' folder fail.
  var videoFaults = 0
  /// A process is killed at one numbered change that it makes to the disk.
  var crashes = 0
  /// How many of those crashes are the whole machine's.
  var powerCuts = 0
  /// A process is stopped and goes on later.
  var stops = 0
  /// Others run while a process is about to write.
  var interleaving = 0
  /// The clock is set.
  var clockJumps = 0
  /// Notices of other processes' changes are lost.
  var deafness = 0

  static let calm = Weather()

  static func of(_ dice: Dice) -> Weather {
    var weather = Weather()
    // One run in twelve is a fine day: everything must succeed.
    if dice.below(12) == 0 { return weather }
    func some(_ most: Int) -> Int { dice.below(3) == 0 ? dice.within(1...most) : 0 }
    weather.unreachable = some(400)
    weather.lost = some(400)
    weather.slow = some(300)
    weather.oddCreates = some(500)
    weather.oddPolls = some(500)
    weather.oddLinks = some(700)
    weather.damagedBodies = some(300)
    weather.storeFaults = some(150)
    weather.videoFaults = some(300)
    weather.crashes = some(200)
    weather.powerCuts = some(1000)
    weather.stops = some(60)
    weather.interleaving = some(200)
    weather.clockJumps = some(40)
    weather.deafness = some(500)
    return weather
  }
}
