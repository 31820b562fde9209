import { describe, expect, it } from 'vitest'
import { forgetMember, namesMember } from '../../src/engine/forget.ts'
import { Played, START } from '../support/round.ts'

describe('a member who is forgotten', () => {
  const alone = () => new Played({ startedBy: 'ada' }).ask(START, { ada: 0 })
  const gone = 'gone-x7'

  it('is named nowhere in the round any more', () => {
    const { state } = alone()
    expect(namesMember(state, 'ada')).toBe(true)
    const after = forgetMember(state, 'ada', gone)
    expect(namesMember(after, 'ada')).toBe(false)
    expect(JSON.stringify(after)).not.toContain('"ada"')
  })

  it('still counts as a player, so that nobody else\'s points move, and gets nothing', () => {
    const played = alone()
    expect(played.awards).toEqual([])
    played.state = forgetMember(played.state, 'ada', gone)
    played.ask(played.state.moveAt ?? 0, { grace: 1 })
    expect(played.awards.map(award => award.member)).toEqual(['grace'])
    expect(Object.keys(played.state.players)).toEqual([gone, 'grace'])
  })

  it('is not waited for: who answered the question before does not include them', () => {
    expect(forgetMember(alone().state, 'ada', gone).answeredBefore).toEqual([])
  })

  it('has bars only until the question closes', () => {
    const played = new Played().show(START)
    played.state = { ...played.state, barred: ['hash'] }
    expect(played.tallied(START, []).state.barred).toEqual(['hash'])
    expect(played.close(START + 12_000, []).state.barred).toEqual([])
  })
})
