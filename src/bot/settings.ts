/** Changes what a group has decided, by forms. */
import { z } from 'zod'
import { isZone, zoneAt, zoneOfLocale } from '../engine/zone.ts'
import { again } from './again.ts'
import type { Bot, Who } from './bot.ts'
import type { Card, Form } from './card.ts'
import { commitWrites } from './commit.ts'
import { loadGroup, settingsWrites, withZone, type Group, type Settings } from './group.ts'
import { obstacleTo, plainPosting } from './obstacle.ts'
import { recapWrites } from './recap.ts'
import { notes } from './views/note.ts'
import { obstacleText } from './views/obstacle.ts'
import { firstForm, groupForm, refusedCard, roundsForm, settingsCard, settingsFaults } from './views/settings.ts'
import { unknownZone } from './views/timezone.ts'

/** Which form: the first one of a group, the one on the group and its dailies, the one on rounds. */
export type Part = 'first' | 'group' | 'rounds'

type Values = Readonly<Record<string, readonly string[]>>

/** Opens a form, for admins. */
export async function settingsForm(_bot: Bot, who: Who, { part }: { part: Part }): Promise<Card | Form> {
  if (!who.admin) return notes.adminOnly
  const zone = who.settings.chosen ? (who.settings.next?.zone ?? who.settings.zone) : zoneOfLocale(who.locale)
  if (part === 'first') return firstForm(who.settings, zone)
  return part === 'group' ? groupForm(who.settings, zone) : roundsForm(who.settings)
}

/** Saves what was filled in, all of it or nothing: what is wrong is said. */
export async function saveSettings(bot: Bot, who: Who, { part }: { part: Part }, values: Values): Promise<Card> {
  if (!who.admin) return notes.adminOnly
  const complaints = complain(values)
  if (complaints.length > 0) return refusedCard(complaints.join('\n'), part)
  const [recap = ''] = values['recap'] ?? []
  const obstacle = recap === '' || recap === who.settings.recap?.id ? null : await obstacleTo(bot, { ...who.channel, id: recap }, plainPosting)
  if (obstacle !== null) return refusedCard(obstacleText(obstacle, recap), part)
  return await again(async () => {
    const [before, at] = await Promise.all([loadGroup(bot.store, who.group), bot.store.now()])
    const next = changed(before, who, values, at)
    const writes = [...await settingsWrites(bot.store, who.group, before, next, at), ...await recapWrites(bot.store, who.group, next, at)]
    const outcome = await commitWrites(bot.store, who.group, writes)
    return outcome === 'done' ? settingsCard(next, 'saved') : 'conflict'
  })
}

/** So many channels, or people, a list: no form of a platform shows more. */
const MOST_LISTED = 25

const minutes = z.coerce.number().int().min(0).max(120)
const rounds = z.coerce.number().int().min(1).max(20)
const range = z.string().regex(/^([01]?\d|2[0-3]):[0-5]\d\s*(-|–|to)\s*([01]?\d|2[0-3]):[0-5]\d$/)

/** Everything that is wrong with the values, a sentence each. */
function complain(values: Values): string[] {
  const text = (name: string) => values[name]?.[0]?.trim() ?? ''
  const isLong = (name: string) => (values[name]?.length ?? 0) > MOST_LISTED
  return [
    ...(isLong('channels') || isLong('admins') ? [settingsFaults.list(MOST_LISTED)] : []),
    ...((values['recap']?.length ?? 0) > 1 ? [settingsFaults.recap] : []),
    ...('zone' in values && !isZone(text('zone')) ? [unknownZone(text('zone').slice(0, 60))] : []),
    ...('coolDown' in values && !minutes.safeParse(text('coolDown') || '0').success ? [settingsFaults.coolDown] : []),
    ...('quiet' in values && text('quiet') !== '' && !range.safeParse(text('quiet')).success ? [settingsFaults.quiet] : []),
    ...('roundsADay' in values && !rounds.safeParse(text('roundsADay')).success ? [settingsFaults.roundsADay] : []),
  ]
}

/** The settings with what was filled in; a field that was not in the form stays as it is. */
function changed(before: Group, who: Who, values: Values, at: number): Settings {
  const text = (name: string) => values[name]?.[0]?.trim() ?? ''
  const list = (name: string) => values[name] ?? []
  const zone = text('zone')
  const zoned = 'zone' in values && (!before.settings.chosen || zone !== (before.settings.next?.zone ?? zoneAt(before.settings, at))) ? withZone(before, zone, at) : before.settings
  const [recap] = list('recap')
  return {
    ...zoned,
    ...('verdict' in values && { verdict: text('verdict') === 'at the reveal' ? 'at the reveal' as const : 'at once' as const }),
    ...('recap' in values && { recap: recap === undefined || recap === '' ? null : { ...who.channel, id: recap } }),
    ...('admins' in values && { admins: list('admins').filter(id => id !== '').map(id => `${who.channel.platform}:${id}`) }),
    ...('channels' in values && { channels: list('channels').filter(id => id !== '') }),
    ...('coolDown' in values && { coolDownSeconds: 60 * Number(text('coolDown') || '0') }),
    ...('quiet' in values && { quiet: quietOf(text('quiet')) }),
    ...('starters' in values && { starters: text('starters') === 'admins' ? 'admins' as const : 'everyone' as const }),
    ...('roundsADay' in values && { roundsADay: Number(text('roundsADay')) }),
  }
}

function quietOf(text: string): Settings['quiet'] {
  const [from, to] = text.split(/\s*(?:-|–|to)\s*/).map(time => time.padStart(5, '0'))
  return from === undefined || to === undefined || from === to ? null : { from, to }
}
