/** What is wrong with the options of /daily set, in a sentence each. */
import { weekdays } from '../../engine/schedule.ts'
import { slash, words } from '../text.ts'

export const dailyFaults = {
  everyone: 'mention must be a role that people have chosen, not everyone.',
  time: (typed: string) => `time must be HH:MM, from 00:00 to 23:59, such as 09:00; "${typed}" is not.`,
  days: (typed: string) => `days must be all, weekdays, or a list of ${weekdays.join(', ')}; "${typed}" is not.`,
  reveal: (typed: string) => `reveal must be next, or HH:MM such as 18:00; "${typed}" is not.`,
  zone: (zone: string) => words`This group's time zone is ${zone}, and all its boards and dailies go by it. Leave timezone out and say the time in ${zone}, or change the zone with ${slash('settings')}.`,
}
