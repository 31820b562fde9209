/** The weekly recap: posted once a week, where the group wants it. */
import { z } from 'zod'
import { nextRecapAt, recapWindow } from '../engine/recap.ts'
import { zoneAt } from '../engine/zone.ts'
import { again } from './again.ts'
import type { Bot } from './bot.ts'
import { groupZone, loadGroup, type Settings } from './group.ts'
import { noticeWrite } from './notice.ts'
import type { Claim, Store, Write } from './ports.ts'

/** The recap's timer, and the week that it was about last. */
const recap = z.object({ dueAt: z.number(), told: z.string().nullable().default(null) })
type Recap = z.infer<typeof recap>

/** What goes with changed settings: the recap's timer, set or taken away. One that is due already stays due. */
export async function recapWrites(store: Store, group: string, settings: Settings, at: number): Promise<Write[]> {
  const saved = await store.records.load(group, 'recap', 'group')
  if (settings.recap === null) return saved === null ? [] : [recapWrite(saved.version, null)]
  const { dueAt, told } = saved === null ? { dueAt: Infinity, told: null } : recap.parse(saved.state)
  return [recapWrite(saved?.version ?? 0, { dueAt: dueAt <= at ? dueAt : nextRecapAt(at, zoneAt(settings, at)), told })]
}

/** Runs a claimed recap: a notice on the week that ended, if anybody played, and the next timer, in one step. */
export async function runRecap(bot: Bot, claim: Claim, at: number): Promise<void> {
  const { group, epoch } = claim
  let saved: { version: number, state: unknown } | null = claim
  await again(async () => {
    if (saved === null) return 'done'
    const own = await loadGroup(bot.store, group)
    const zone = groupZone(own, at)
    const { dueAt, told } = recap.parse(saved.state)
    const week = recapWindow(dueAt, at, zone)
    // Where the zone has moved west, Monday at nine comes twice.
    const played = week !== null && week !== told && (await bot.store.boards.page(group, week, 0, 1)).total > 0
    const notice = played && own.settings.recap !== null ? [noticeWrite(`recap-${week.slice('week:'.length)}`, own.settings.recap, { kind: 'recap', week }, at)] : []
    const writes = [recapWrite(saved.version, own.settings.recap === null ? null : { dueAt: nextRecapAt(at, zone), told: week ?? told }), ...notice]
    const outcome = await bot.store.records.commit(group, { writes, gate: null, awards: [], lease: { do: 'release', epoch } })
    if (outcome === 'conflict') saved = await bot.store.records.load(group, 'recap', 'group')
    return outcome
  })
}

function recapWrite(version: number, state: Recap | null): Write {
  return { kind: 'recap', id: 'group', version, state, wakeAt: state?.dueAt ?? null }
}
