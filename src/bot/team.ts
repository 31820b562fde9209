/** Teams of a group: who is in which, and what becomes of them. */
import { z } from 'zod'
import { isSameName, nameFault, teamName } from '../engine/team.ts'
import { again } from './again.ts'
import type { Bot, Who } from './bot.ts'
import type { Card } from './card.ts'
import { commitWrites } from './commit.ts'
import { loadMember, memberWrite, type Member } from './member.ts'
import { mintId } from './mint.ts'
import type { Store, Write } from './ports.ts'
import { faultCard, fullCard, inTeamCard, joinedCard, leftCard, noTeamCard, removedCard, renamedCard, takenCard, teamNotes } from './views/team.ts'

/** So many teams a group at most. */
export const MOST_TEAMS = 50

const team = z.object({ name: z.string(), members: z.array(z.string()) })

/** A team, with the ids of its members, and the version it was read at. */
export type Team = z.infer<typeof team> & { id: string, version: number }

/** The teams of a group, by name. */
export async function loadTeams(store: Store, group: string): Promise<Team[]> {
  const saved = await store.records.list(group, 'team')
  return saved.map(({ id, version, state }) => ({ id, version, ...team.parse(state) })).toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
}

/** The team of this name, whatever its case and accents. */
export function findTeam(teams: readonly Team[], name: string): Team | undefined {
  return teams.find(one => isSameName(one.name, teamName(name)))
}

/** Makes a team with the member in it, who leaves the one before. */
export async function createTeam(bot: Bot, who: Who, typed: string): Promise<Card> {
  const name = teamName(typed)
  const fault = nameFault(name)
  if (fault !== null) return faultCard(fault)
  return await again(async () => {
    const [turn, teams, member] = await loadAll(bot, who)
    const taken = findTeam(teams, name)
    if (taken !== undefined) return takenCard(taken)
    if (teams.length >= MOST_TEAMS) return fullCard(MOST_TEAMS)
    const made = { id: mintId(), version: 0, name, members: [] }
    return await commit(bot, who, [turn, ...moveWrites(who, teams, member, made)], joinedCard(made, teamOf(teams, member), true))
  })
}

/** Moves the member into a team, out of the one before. */
export async function joinTeam(bot: Bot, who: Who, name: string): Promise<Card> {
  return await again(async () => {
    const [, teams, member] = await loadAll(bot, who)
    const found = findTeam(teams, name)
    if (found === undefined) return noTeamCard(name, teams)
    if (found.id === member.team) return inTeamCard(found)
    return await commit(bot, who, moveWrites(who, teams, member, found), joinedCard(found, teamOf(teams, member), false))
  })
}

/** Takes the member out of their team. What they earned in it stays with it. */
export async function leaveTeam(bot: Bot, who: Who): Promise<Card> {
  return await again(async () => {
    const [, teams, member] = await loadAll(bot, who)
    const left = teamOf(teams, member)
    return left === undefined ? teamNotes.inNone : await commit(bot, who, moveWrites(who, teams, member, null), leftCard(left))
  })
}

/** Gives a team another name; its points are its own by its id, whatever it is called. */
export async function renameTeam(bot: Bot, who: Who, from: string, typed: string): Promise<Card> {
  const name = teamName(typed)
  const fault = nameFault(name)
  if (fault !== null) return faultCard(fault)
  return await again(async () => {
    const [turn, teams] = await loadAll(bot, who)
    const found = findTeam(teams, from)
    if (found === undefined) return noTeamCard(from, teams)
    const taken = findTeam(teams, name)
    if (taken !== undefined && taken.id !== found.id) return takenCard(taken)
    return await commit(bot, who, [turn, teamWrite({ ...found, name })], renamedCard(found.name, name))
  })
}

/** Removes a team; its members are in none then. */
export async function removeTeam(bot: Bot, who: Who, name: string): Promise<Card> {
  return await again(async () => {
    const [turn, teams] = await loadAll(bot, who)
    const found = findTeam(teams, name)
    if (found === undefined) return noTeamCard(name, teams)
    const members = await Promise.all(found.members.map(async id => ({ id, member: await loadMember(bot.store, who.group, id) })))
    const freed = members.filter(({ member }) => member.team === found.id).map(({ id, member }) => memberWrite(id, { ...member, team: null }))
    const gone: Write = { kind: 'team', id: found.id, version: found.version, state: null, wakeAt: null }
    return await commit(bot, who, [turn, gone, ...freed], removedCard(found))
  })
}

type Loaded = Member & { version: number }

/** Whose turn it is to change which teams there are, the teams, and the member's own choices. */
async function loadAll({ store }: Bot, { group, member }: Who): Promise<[Write, Team[], Loaded]> {
  // The turn is read first: a team that is made after it was read makes its version old.
  const turn = await store.records.load(group, 'teams', 'group')
  const write: Write = { kind: 'teams', id: 'group', version: turn?.version ?? 0, state: {}, wakeAt: null }
  return [write, ...await Promise.all([loadTeams(store, group), loadMember(store, group, member)])]
}

function teamOf(teams: readonly Team[], { team: id }: Member): Team | undefined {
  return teams.find(one => one.id === id)
}

/** Out of the team before, into this one, if any: the teams' lists and the member's own document change together. */
function moveWrites({ member: id }: Who, teams: readonly Team[], member: Loaded, to: Team | null): Write[] {
  const from = teamOf(teams, member)
  return [
    memberWrite(id, { ...member, team: to?.id ?? null }),
    ...(from === undefined ? [] : [teamWrite({ ...from, members: from.members.filter(one => one !== id) })]),
    ...(to === null ? [] : [teamWrite({ ...to, members: [...to.members, id] })]),
  ]
}

function teamWrite({ id, version, name, members }: Team): Write {
  return { kind: 'team', id, version, state: { name, members }, wakeAt: null }
}

async function commit({ store }: Bot, { group }: Who, writes: readonly Write[], done: Card): Promise<Card | 'conflict'> {
  const outcome = await commitWrites(store, group, writes)
  return outcome === 'done' ? done : 'conflict'
}
