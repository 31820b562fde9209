/** /report: says what is wrong with a question, and shows admins what was said. */
import { openReports, REPORT_MOST, reportLatest } from '../report.ts'
import { reportNotes } from '../views/report.ts'
import type { Command } from './command.ts'

export const report: Command = {
  name: 'report',
  description: 'Say what is wrong with the question revealed last in this channel',
  needs: 'group',
  options: [{ name: 'why', description: 'what is wrong with it; an admin leaves it out to see all reports', required: false, kind: 'text', most: REPORT_MOST }],
  run: async (bot, who, { why }) => {
    if (why !== undefined) return await reportLatest(bot, who, why)
    return who.admin ? await openReports(bot, who, { place: 0 }) : reportNotes.sayWhy
  },
}
