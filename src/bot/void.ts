/** Voids a revealed question: it counts for nobody, and boards and streaks are recounted from the answers. */
import { amendRound } from '../engine/amend.ts'
import { voidQuestion, type Answered } from '../engine/count.ts'
import type { Asked, Award, Channel, Round } from '../engine/round.ts'
import { again } from './again.ts'
import type { Bot, Who } from './bot.ts'
import type { Card, Form } from './card.ts'
import { commitWrites } from './commit.ts'
import type { Voided } from './ledger.ts'
import { noticeWrite } from './notice.ts'
import type { Asking, Saved, Store, Write } from './ports.ts'
import { decideWrites, loadReports } from './report.ts'
import { dayOf, loadDay, loadRound, readRound, slotsWrite } from './rounds.ts'
import { notes } from './views/note.ts'
import { voidForm, voidNotes } from './views/void.ts'

/** The longest reason, in characters. */
const WHY_MOST = 300

/** Opens the form that asks an admin for the reason; what was reported stands there already. */
export async function voidPress(bot: Bot, who: Who, place: Asking): Promise<Card | Form> {
  if (!who.admin) return notes.adminOnly
  const round = await loadRound(bot.store, who.group, place.round)
  const refusal = refusalOf(round, place.question)
  if (refusal !== null) return refusal
  const said = (await loadReports(bot.store, who.group)).find(one => one.round === place.round && one.question === place.question && one.state === 'open')
  return voidForm(place, said?.why ?? '', WHY_MOST)
}

/** Voids the question for the reason in the form. */
export async function voidTyped(bot: Bot, who: Who, place: Asking, values: Readonly<Record<string, readonly string[]>>): Promise<Card> {
  if (!who.admin) return notes.adminOnly
  const why = (values['why']?.[0] ?? '').trim().slice(0, WHY_MOST)
  if (why === '') return voidNotes.sayWhy
  const at = await bot.store.now()
  return await again(async () => {
    const saved = await bot.store.records.load(who.group, 'round', place.round)
    const refusal = refusalOf(saved === null ? null : readRound(saved), place.question)
    if (saved === null || refusal !== null) return refusal ?? notes.goneRound
    return await commitVoid(bot.store, who.group, saved, place.question, why, at) === 'done' ? voidNotes.done : 'conflict'
  })
}

/** A round with all its answers up to now. */
export async function withAnswers(store: Store, group: string, round: Round): Promise<Answered> {
  const answers = await Promise.all(round.questions.map(async ({ result }, index) => result === null ? [] : await store.answers.all(group, round.id, index)))
  return { round, answers }
}

/** Why it cannot be voided; null when it can. */
function refusalOf(round: Round | null, question: number): Card | null {
  const asked = round?.questions[question]
  if (round === null || asked === undefined) return notes.goneRound
  if (asked.result === null) return notes.notRevealed
  if (asked.result.void) return notes.void
  return round.phase === 'closed' ? null : voidNotes.running
}

/** Commits the round, its day, the slots, the correction of the boards, the reports, the ledger and the notice: all or nothing. */
async function commitVoid(store: Store, group: string, saved: Saved, index: number, why: string, at: number): Promise<string> {
  const before = readRound(saved)
  const { text } = (before.questions[index] as Asked).question
  const id = `${before.id}-${index}`
  const today = await loadDay(store, group, dayOf(before))
  const others = before.roundsADay === null ? [] : await roundsOf(store, group, Object.values(today.day.rounds).flat(), before.id)
  const after = voidQuestion(today.day, [await withAnswers(store, group, before), ...others], index, `void-${id}`)
  const round = amendRound(after.round, index, at)
  const { awards } = after
  const line: Voided = { id, text, why, at, windows: windowsOf(awards) }
  const writes: Write[] = [
    { kind: 'round', id: round.id, version: saved.version, state: round, wakeAt: round.wakeAt },
    { kind: 'void', id, version: 0, state: line, wakeAt: null },
    ...(before.roundsADay === null ? [] : [{ kind: 'day' as const, id: dayOf(before), version: today.version, state: after.day, wakeAt: null }]),
    ...await slotWrites(store, group, before, index),
    ...decideWrites(await loadReports(store, group), { round: round.id, question: index }, 'voided'),
    ...channelsOf(round).map((channel, place) => noticeWrite(place === 0 ? `void-${id}` : `void-${id}-${place}`, channel, { kind: 'voided', text, why }, at)),
  ]
  return await commitWrites(store, group, writes, awards)
}

/** A voided daily is as if there was none that day. */
async function slotWrites(store: Store, group: string, round: Round, index: number): Promise<Write[]> {
  const { openedAt } = round.questions[index] as Asked
  if (round.mode !== 'daily' || openedAt === null) return []
  return [await slotsWrite(store, group, round, openedAt, posted => posted.filter(slot => slot.round !== round.id))]
}

async function roundsOf(store: Store, group: string, ids: readonly string[], without: string): Promise<Answered[]> {
  const others = [...new Set(ids)].filter(id => id !== without).toSorted()
  const rounds = await Promise.all(others.map(id => loadRound(store, group, id)))
  return await Promise.all(rounds.filter(round => round !== null).map(round => withAnswers(store, group, round)))
}

/** The windows among the boards: no topic, no team. */
function windowsOf(awards: readonly Award[]): string[] {
  const boards = new Set(awards.flatMap(award => award.boards))
  return [...boards].filter(board => !board.startsWith('topic:') && !board.includes('/')).toSorted()
}

function channelsOf({ posts }: Round): Channel[] {
  return posts.map(post => post.channel)
}
