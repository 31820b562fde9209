import { describe, expect, it } from 'vitest'
import { isSameName, nameFault, rankTeams, teamName, teamScore } from '../../src/engine/team.ts'

const member = (name: string, points: number, right = 1, asked = 2) => ({ member: name, points, right, asked })

describe("a team's score in a window", () => {
  it('is the sum of its best three members, so that size does not win', () => {
    const members = [member('a', 100), member('b', 400), member('c', 300), member('d', 200), member('e', 50)]
    expect(teamScore('big', members, 5)).toEqual({ team: 'big', points: 900, right: 3, asked: 6, players: 5 })
  })

  it('is that of fewer, when fewer took part', () => {
    expect(teamScore('small', [member('a', 100)], 1)).toEqual({ team: 'small', points: 100, right: 1, asked: 2, players: 1 })
    expect(teamScore('empty', [], 0)).toEqual({ team: 'empty', points: 0, right: 0, asked: 0, players: 0 })
  })
})

describe('teams in order', () => {
  const score = (team: string, points: number, players = 2) => ({ team, points, right: 0, asked: 0, players })
  const ranks = (scores: ReturnType<typeof score>[]) => rankTeams(scores).map(({ team, rank }) => [team, rank])

  it('have ranks 1, 2, 2, 4', () => {
    expect(ranks([score('d', 10), score('c', 20), score('a', 30), score('b', 20)])).toEqual([['a', 1], ['b', 2], ['c', 2], ['d', 4]])
  })

  it('with fewer than two who took part are listed without a rank, behind the others, and take none from them', () => {
    expect(ranks([score('one', 90, 1), score('none', 0, 0), score('a', 30), score('b', 20)])).toEqual([['a', 1], ['b', 2], ['one', null], ['none', null]])
  })
})

describe('a team name', () => {
  it('has 2 to 40 characters', () => {
    expect(['a', '', 'ab', 'x'.repeat(40), 'x'.repeat(41), '🦊'.repeat(40)].map(nameFault)).toEqual(['length', 'length', null, null, 'length', null])
  })

  it('has no control characters, and none that nobody can see', () => {
    expect(['a\u0000b', 'a\nb', 'a\u202eb', 'a\u200bb', 'a\u2028b', '\u200d\u200d', '\u3164\u3164'].map(nameFault)).toEqual(Array.from({ length: 7 }, () => 'unseen'))
    expect(['Ünïted', 'टीम क्ष', '深層学習', '👩‍🔬 lab', 'R&D: <3 *'].map(nameFault)).toEqual([null, null, null, null, null])
  })

  it('is the same whatever its case, accents and spaces', () => {
    expect(teamName('  Les   Élans ')).toBe('Les Élans')
    expect([['Élan', 'elan'], ['e\u0301lan', 'élan'], ['a\u200db', 'ab'], ['Elan', 'Elans'], ['कि', 'का'], ['🦊🦊', '🐻🐻'], ['A1', 'A2']].map(([one = '', other = '']) => isSameName(one, other)))
      .toEqual([true, true, true, false, false, false, false])
  })
})
