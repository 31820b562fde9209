/** Reports: a member says what is wrong with a revealed question, an admin voids it or keeps it. */
import { z } from 'zod'
import { again } from './again.ts'
import { alertsWrite } from './alert.ts'
import type { Bot, Who } from './bot.ts'
import type { Card, Form } from './card.ts'
import { commitWrites } from './commit.ts'
import type { Asking, Store, Write } from './ports.ts'
import { latestRevealed, loadRound } from './rounds.ts'
import { unrevealed } from './unrevealed.ts'
import { notes } from './views/note.ts'
import { keptCard, reportCard, reportForm, reportNotes } from './views/report.ts'

/** The longest that a report may be, in characters. */
export const REPORT_MOST = 300

const report = z.object({
  id: z.string(),
  round: z.string(),
  question: z.int(),
  by: z.string(),
  why: z.string(),
  at: z.number(),
  state: z.enum(['open', 'kept', 'voided']),
})

/** What a member said of a question of a round; open until an admin has decided. */
export type Report = z.infer<typeof report>

/** The group's reports with the versions they were read at. */
export async function loadReports(store: Store, group: string): Promise<(Report & { version: number })[]> {
  return (await store.records.list(group, 'report')).map(saved => ({ ...report.parse(saved.state), version: saved.version }))
}

/** How reports are written once an admin has decided. */
export function decideWrites(reports: readonly (Report & { version: number })[], { round, question }: Asking, state: 'kept' | 'voided'): Write[] {
  const open = reports.filter(one => one.round === round && one.question === question && one.state === 'open')
  return open.map(({ version, ...one }) => ({ kind: 'report', id: one.id, version, state: { ...one, state }, wakeAt: null }))
}

/** Reports the question that was revealed last in the member's channel. */
export async function reportLatest(bot: Bot, who: Who, why: string): Promise<Card> {
  const latest = await latestRevealed(bot.store, who.group, who.channel)
  return latest === null ? reportNotes.noneRevealed : await keepReport(bot, who, latest, why)
}

/** Opens the form for a report. */
export async function reportPress(bot: Bot, who: Who, place: Asking): Promise<Card | Form> {
  return await refusalOf(bot.store, who.group, place) ?? reportForm(place, REPORT_MOST)
}

/** Keeps what was written in the form. */
export async function reportTyped(bot: Bot, who: Who, place: Asking, values: Readonly<Record<string, readonly string[]>>): Promise<Card> {
  return await keepReport(bot, who, place, values['why']?.[0] ?? '')
}

/** The open reports on one question, the oldest first: `place` says on which, 0 is the first. */
export async function openReports(bot: Bot, who: Who, { place }: { place: number }): Promise<Card> {
  if (!who.admin) return notes.adminOnly
  const open = (await loadReports(bot.store, who.group)).filter(one => one.state === 'open').toSorted((a, b) => a.at - b.at)
  const byQuestion = [...Map.groupBy(open, ({ round, question }) => `${round}/${question}`).values()]
  const at = place % Math.max(byQuestion.length, 1)
  const reports = byQuestion[at]
  const round = reports?.[0] === undefined ? null : await loadRound(bot.store, who.group, reports[0].round)
  const asked = round?.questions[reports?.[0]?.question ?? 0]
  if (reports === undefined || round === null || asked === undefined) return reportNotes.noneOpen
  const hidden = (await unrevealed(bot.store, who.group)).has(asked.question.id)
  return reportCard({ round, question: reports[0]?.question ?? 0, whys: reports.map(one => one.why), place: at, questions: byQuestion.length, hidden })
}

/** Leaves the question as it is. */
export async function keepPress(bot: Bot, who: Who, place: Asking): Promise<Card> {
  if (!who.admin) return notes.adminOnly
  return await again(async () => {
    const reports = await loadReports(bot.store, who.group)
    const writes = decideWrites(reports, place, 'kept')
    if (writes.length === 0) return reportNotes.decided
    const outcome = await commitWrites(bot.store, who.group, writes)
    const left = reports.filter(one => one.state === 'open').length - writes.length
    return outcome === 'done' ? keptCard(left) : 'conflict'
  })
}

/** One report a member and question: a second one takes the place of the first. */
async function keepReport(bot: Bot, who: Who, place: Asking, said: string): Promise<Card> {
  const why = said.trim().slice(0, REPORT_MOST)
  if (why === '') return reportNotes.sayWhy
  const refusal = await refusalOf(bot.store, who.group, place)
  if (refusal !== null) return refusal
  const at = await bot.store.now()
  const id = `${place.round}-${place.question}-${who.member}`
  return await again(async () => {
    const saved = await bot.store.records.load(who.group, 'report', id)
    const state: Report = { id, round: place.round, question: place.question, by: who.member, why, at, state: 'open' }
    const write: Write = { kind: 'report', id, version: saved?.version ?? 0, state, wakeAt: null }
    const alert = await alertsWrite(bot.store, who.group, [{ id: `report-${place.round}-${place.question}`, about: 'report', channel: who.channel, at, why: null }])
    const outcome = await commitWrites(bot.store, who.group, [write, alert])
    return outcome === 'done' ? reportNotes.thanks : 'conflict'
  })
}

/** Why a question cannot be reported; null when it can. */
async function refusalOf(store: Store, group: string, { round, question }: Asking): Promise<Card | null> {
  const asked = (await loadRound(store, group, round))?.questions[question]
  if (asked === undefined) return notes.goneRound
  if (asked.result === null) return notes.notRevealed
  return asked.result.void ? notes.void : null
}
