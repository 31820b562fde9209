/** Every command. A new one is a file beside this one and a line in this list. */
import type { Command } from './command.ts'
import { dailySet } from './daily-set.ts'
import { dailyNow, dailyOff, dailyPause, dailyPreview, dailyResume, dailyShow } from './daily.ts'
import { concept, formula, snippet } from './lookup.ts'
import { helpOf } from './help.ts'
import { leaderboard } from './leaderboard.ts'
import { privacyDelete, privacyExport, privacyShow } from './privacy.ts'
import { progress } from './progress.ts'
import { quiz } from './quiz.ts'
import { rapid } from './rapid.ts'
import { report } from './report.ts'
import { settings } from './settings.ts'
import { stop } from './stop.ts'
import { teamCommands } from './team.ts'
import { timezone } from './timezone.ts'

export const commands: readonly Command[] = [
  quiz,
  rapid,
  stop,
  dailySet,
  dailyShow,
  dailyPause,
  dailyResume,
  dailyOff,
  dailyNow,
  dailyPreview,
  leaderboard,
  ...teamCommands,
  progress,
  formula,
  snippet,
  concept,
  timezone,
  settings,
  report,
  privacyShow,
  privacyExport,
  privacyDelete,
  helpOf(() => commands),
]
