/** Teams: what they may be called, and their scores. */
import { rankPlaces, type Standing } from './leaderboard.ts'

/** A team's score is the sum of its best so many members. */
export const BEST = 3
/** With fewer members who took part a team has no rank. */
const RANKED_FROM = 2
/** A name's length, in characters. */
export const SHORTEST = 2
export const LONGEST = 40

/** Control and other unseen characters. */
const UNSEEN = /[\p{C}\p{DI}\p{Zl}\p{Zp}\u2800]/u
/** Unseen too, but some scripts and emoji are written with them. */
const JOINERS = /\u200c|\u200d|\ufe0f/g
/** Compares letters only: case, accents and joiners make no difference. */
const letters = new Intl.Collator('en', { sensitivity: 'base' })

/** A team's score in a window. `players` is how many of its members took part. */
export interface TeamScore {
  team: string
  points: number
  right: number
  asked: number
  players: number
}

/** A team's place; without a rank when too few took part. */
export type TeamStanding = TeamScore & { rank: number | null }

/** A name as it is kept: one space between words, composed letters. */
export function teamName(typed: string): string {
  return typed.normalize('NFC').replace(/ +/g, ' ').trim()
}

/** What is wrong with a name; null when nothing is. */
export function nameFault(name: string): 'length' | 'unseen' | null {
  if (UNSEEN.test(name.replace(JOINERS, '')) || isSameName(name, '') !== (name === '')) return 'unseen'
  const { length } = Array.from(name)
  return length < SHORTEST || length > LONGEST ? 'length' : null
}

/** Says whether two names are one to the eye: case and accents make no difference. */
export function isSameName(one: string, other: string): boolean {
  return letters.compare(one, other) === 0
}

/** The score of a team: the sum of its best members, of whom the first places are given; `players` took part in all. */
export function teamScore(team: string, best: readonly Omit<Standing, 'rank'>[], players: number): TeamScore {
  const three = best.toSorted((a, b) => b.points - a.points || (a.member < b.member ? -1 : 1)).slice(0, BEST)
  const sum = (count: (standing: Omit<Standing, 'rank'>) => number) => three.reduce((total, standing) => total + count(standing), 0)
  return { team, points: sum(one => one.points), right: sum(one => one.right), asked: sum(one => one.asked), players }
}

/** Teams in order, most points first, with ranks 1, 2, 2, 4; behind them those without a rank. */
export function rankTeams(scores: readonly TeamScore[]): TeamStanding[] {
  const ordered = scores.toSorted((a, b) => b.points - a.points || (a.team < b.team ? -1 : 1))
  const [ranked, others] = [ordered.filter(({ players }) => players >= RANKED_FROM), ordered.filter(({ players }) => players < RANKED_FROM)]
  return [...rankPlaces(ranked, 0, 0), ...others.map(score => ({ ...score, rank: null }))]
}
