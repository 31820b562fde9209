/** Erases a member. Whatever breaks in the middle, asking again finishes it: the account is forgotten last. */
import { z } from 'zod'
import { day } from '../engine/count.ts'
import { forgetMember, namesMember } from '../engine/forget.ts'
import type { Round } from '../engine/round.ts'
import { again } from './again.ts'
import { barsOf, hashOf, mintKey } from './bars.ts'
import type { Who } from './bot.ts'
import { commitWrites, rewrite, type Change } from './commit.ts'
import { loadGroup, settingsWrites } from './group.ts'
import type { Kind, Saved, Store } from './ports.ts'
import { loadReports } from './report.ts'
import { readRound } from './rounds.ts'

const begun = z.object({ salt: z.string() })
const team = z.looseObject({ members: z.array(z.string()).default([]) })

/**
 * Forgets the member: answers to closed questions stay under an alias of each round, an open question loses the answer
 * and bars the account until its close, everything else goes. Nobody else's points move.
 */
export async function eraseMember(store: Store, { group, member }: Who): Promise<void> {
  const accounts = (await store.members.accounts(group, member)).map(({ platform, id }) => `${platform}:${id}`)
  const salt = await begin(store, group, member)
  for (const saved of await store.records.list(group, 'round')) await eraseFromRound(store, group, member, readRound(saved), { accounts, salt })
  await change(store, group, 'day', member, forgetDay)
  await change(store, group, 'team', member, forgetTeam)
  for (const { id } of (await loadReports(store, group)).filter(one => one.by === member)) await remove(store, group, 'report', id)
  await remove(store, group, 'practice', member)
  await remove(store, group, 'seen', `p-${member}`)
  await remove(store, group, 'member', member)
  await unname(store, group, accounts)
  await store.boards.forget(group, member)
  await remove(store, group, 'removal', member)
  await store.members.forget(group, member)
}

/** A salt that lives until the end of the erasure: with it a second try finds the same aliases, without it nobody can. */
async function begin(store: Store, group: string, member: string): Promise<string> {
  return await again(async () => {
    const saved = await store.records.load(group, 'removal', member)
    if (saved !== null) return begun.parse(saved.state).salt
    const salt = mintKey()
    return await commitWrites(store, group, [{ kind: 'removal', id: member, version: 0, state: { salt }, wakeAt: null }]) === 'done' ? salt : 'conflict'
  })
}

/** The round is written after its answers, so that a step which still read the name loses its race and reads again. */
async function eraseFromRound(store: Store, group: string, member: string, round: Round, { accounts, salt }: { accounts: readonly string[], salt: string }): Promise<void> {
  const askings = round.questions.map((_, question) => ({ round: round.id, question }))
  const own = await store.answers.own(group, askings, member)
  if (own.every(answer => answer === null) && !namesMember(round, member)) return
  const alias = `gone-${hashOf(salt, round.id).slice(0, 16)}`
  if (own[round.index] !== null) await rewrite(store, group, 'round', round.id, saved => bar(store, group, readRound(saved), round.index, accounts))
  const barred = readRound(await store.records.load(group, 'round', round.id) as Saved)
  for (const [question, answer] of own.entries()) {
    if (answer !== null) await store.answers.forget(group, round.id, question, member, isOpen(barred, question) ? null : alias)
  }
  const at = await store.now()
  await rewrite(store, group, 'round', round.id, saved => {
    const after = forgetMember(readRound(saved), member, alias)
    return { state: after, wakeAt: after.phase === 'open' ? at : after.wakeAt }
  })
}

/** Keeps the accounts from answering again, while the question is open. */
async function bar(store: Store, group: string, round: Round, question: number, accounts: readonly string[]): Promise<Change | null> {
  if (!isOpen(round, question)) return null
  const bars = await barsOf(store, group, round, accounts)
  return { state: { ...round, barred: [...new Set([...round.barred, ...bars])] }, wakeAt: round.wakeAt }
}

function isOpen(round: Round, question: number): boolean {
  return round.index === question && round.phase !== 'closed' && round.questions[question]?.result === null
}

function forgetDay({ state }: Saved, member: string): object | null {
  const { rounds: { [member]: own, ...others } } = day.parse(state)
  return own === undefined ? null : { rounds: others }
}

function forgetTeam({ state }: Saved, member: string): object | null {
  const known = team.parse(state)
  return known.members.includes(member) ? { ...known, members: known.members.filter(id => id !== member) } : null
}

/** Takes the accounts off the list of admins. */
async function unname(store: Store, group: string, accounts: readonly string[]): Promise<void> {
  await again(async () => {
    const own = await loadGroup(store, group)
    const admins = own.settings.admins.filter(id => !accounts.includes(id))
    if (admins.length === own.settings.admins.length) return 'done'
    const writes = await settingsWrites(store, group, own, { ...own.settings, admins }, await store.now())
    return await commitWrites(store, group, writes)
  })
}

/** Changes all documents of a kind that name the member; null leaves one as it is. */
async function change(store: Store, group: string, kind: Kind, member: string, forget: (saved: Saved, member: string) => object | null): Promise<void> {
  for (const { id } of await store.records.list(group, kind)) {
    await rewrite(store, group, kind, id, saved => {
      const state = forget(saved, member)
      return state === null ? null : { state, wakeAt: null }
    })
  }
}

async function remove(store: Store, group: string, kind: Kind, id: string): Promise<void> {
  await rewrite(store, group, kind, id, () => ({ state: null, wakeAt: null }))
}
